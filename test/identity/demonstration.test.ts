import { expect } from 'chai'
import { readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { EMPTY_HEAD } from '../../server/facts/log.ts'
import { firstRunTable } from '../../server/identity/firstRunNotice.ts'
import { generatePassword } from '../../server/identity/secrets.ts'
import { openInstallation, type Installation } from './installation.ts'

const fileSchema = z.array(
  z.strictObject({ username: z.string(), password: z.string(), party: z.string(), roles: z.array(z.string()) }),
)

describe('the demonstration', () => {
  let here: Installation
  beforeEach(async () => void (here = await openInstallation()))
  afterEach(async () => await here.close())
  const signIn = async (username: string, password: string) =>
    await here.identity.signIn.signIn({ username, password, address: '192.0.2.1', deviceToken: undefined })

  it('makes a person for each role of each party, by one entry, with passwords that work', async () => {
    const made = (await here.identity.makeDemonstration()) ?? []
    const { directory } = here.identity
    expect(made).to.have.length(24)
    expect(directory.parties().map(({ party }) => party)).to.deep.equal(['kr', 'jp', 'us'])
    expect(directory.lines().map(({ line, name }) => [line, name])).to.deep.equal([
      ['leaders', 'Leaders'],
      ['advisers', 'National Security Advisers'],
    ])
    expect(await here.log.read('directory', EMPTY_HEAD)).to.have.length(1)
    for (const { username, password } of [made[0], made[23]].filter((person) => person !== undefined)) {
      expect(await signIn(username, password)).to.have.property('accessToken')
    }
    expect(firstRunTable(made).split('\n')).to.have.length(25)
  })

  it('writes them to a file that only its owner reads', async () => {
    const made = await here.identity.makeDemonstration()
    const file = join(here.folder, 'first-run.json')
    expect(fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')))).to.deep.equal(made)
    expect(statSync(file).mode & 0o777).to.equal(0o600)
  })

  it('is made once', async () => {
    await here.identity.makeDemonstration()
    rmSync(join(here.folder, 'first-run.json'))
    expect(await here.identity.makeDemonstration()).to.equal(undefined)
    expect(() => statSync(join(here.folder, 'first-run.json'))).to.throw()
  })

  it('keeps no password in the log', async () => {
    const made = (await here.identity.makeDemonstration()) ?? []
    const log = JSON.stringify(await here.log.read('directory', EMPTY_HEAD))
    expect(made.filter(({ password }) => log.includes(password))).to.deep.equal([])
    expect(log).not.to.include('argon2')
  })

  it('makes passwords that are typed from paper', () => {
    const passwords = Array.from({ length: 200 }, generatePassword)
    expect(new Set(passwords)).to.have.length(200)
    for (const password of passwords) expect(password).to.match(/^([a-hjkmnp-z2-9]{5}-){3}[a-hjkmnp-z2-9]{5}$/)
  })
})
