import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { OpenFolder } from '../../scripts/commandLine/dataFolder.ts'

const SCRIPTS = fileURLToPath(new URL('../../scripts', import.meta.url))

interface Outcome {
  readonly exitCode: number
  readonly output: string
  readonly complaints: string
}

/** Runs a command line as `npm run` does, without a terminal. */
async function run(folder: string, script: string, ...words: string[]): Promise<Outcome> {
  return await new Promise((resolve) => {
    const env = { ...process.env, DATA_DIR: folder }
    const child = execFile(
      process.execPath,
      [join(SCRIPTS, script), ...words],
      { env },
      (_error, output, complaints) => {
        resolve({ exitCode: child.exitCode ?? -1, output, complaints })
      },
    )
    child.stdin?.end()
  })
}

describe('npm run people', () => {
  let folder: string
  let server: OpenFolder
  const people = async (...words: string[]): Promise<Outcome> => await run(folder, 'people.ts', ...words)
  const done = async (...words: string[]): Promise<string> => {
    const { exitCode, output, complaints } = await people(...words)
    expect(exitCode, complaints).to.equal(0)
    return output
  }
  const passwordIn = (output: string): string => /^ {2}(\S{23})$/m.exec(output)?.[1] ?? ''
  const signIn = async (username: string, password: string) =>
    await server.identity.signIn.signIn({ username, password, address: '192.0.2.1', deviceToken: undefined })
  /** The server hears of the tool's entries by following the log; a second is what it may take. */
  const heard = async (holds: () => boolean): Promise<void> => {
    const deadlineMs = performance.now() + 1000
    if (holds()) return
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('The server did not hear of it within a second.')), 1000)
      const unsubscribe = server.identity.directory.onChange(() => {
        if (!holds()) return
        clearTimeout(timer)
        unsubscribe()
        resolve()
      })
    })
    expect(performance.now()).to.be.below(deadlineMs)
  }

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ringdown-people-'))
    server = await OpenFolder.open({ DATA_DIR: folder })
    await done('party', 'kr', '--name', 'Korea', '--languages', 'ko,en', '--zone', 'Asia/Seoul')
    await done('party', 'jp', '--name', 'Japan', '--languages', 'ja', '--zone', 'Asia/Tokyo')
  })
  after(async () => {
    await server.close()
    rmSync(folder, { recursive: true })
  })

  it('adds somebody, who can sign in at the running server with the password that was shown', async () => {
    const output = await done('add', 'kim', '--party', 'kr', '--roles', 'watch,records', '--name', 'Kim')
    await heard(() => server.identity.directory.person('kim') !== undefined)
    expect(await signIn('kim', passwordIn(output))).to.have.property('accessToken')
    expect(await done('list')).to.match(/^kim +Kim +kr +watch,records$/m)
    expect(await done('list', '--party', 'jp')).not.to.include('kim')
  }).timeout(20_000)

  it('names people, a party and a line in other languages, each at once and anew', async () => {
    const { directory } = server.identity
    const called = ['--name', 'Han Seo-jin', '--names', 'ko=한서진, ja=ハン・ソジン']
    await done('add', 'han', '--party', 'kr', '--roles', 'adviser', '--generate', ...called)
    await heard(() => directory.person('han') !== undefined)
    expect(directory.person('han')?.names).to.deep.equal({ ko: '한서진', ja: 'ハン・ソジン' })
    expect(await done('list')).to.match(/^han +Han Seo-jin +kr +adviser +ja=ハン・ソジン,ko=한서진$/m)
    const told = await done('role', 'han', '--names', 'ko=한서진')
    expect(told).to.include('adviser: Han Seo-jin (ko=한서진)')
    await heard(() => directory.person('han')?.names?.['ja'] === undefined)
    expect(directory.person('han')).to.include({ name: 'Han Seo-jin' }).and.to.have.deep.property('roles', ['adviser'])
    await done('role', 'han', 'watch')
    await heard(() => directory.person('han')?.roles[0] === 'watch')
    expect(directory.person('han')?.names, 'what is not said stays').to.deep.equal({ ko: '한서진' })
    await done('role', 'han', '--names', '')
    await heard(() => directory.person('han')?.names === undefined)
    await done('party', 'us', '--name', 'United States', '--names', 'ko=미국', '--languages', 'en', '--zone', 'UTC')
    await heard(() => directory.parties().length === 3)
    expect(directory.parties().find(({ party }) => party === 'us')?.names).to.deep.equal({ ko: '미국' })
    const wrong = await people('role', 'han', '--names', '한서진')
    expect([wrong.exitCode, wrong.complaints.split('\n')[0]]).to.deep.equal([
      2,
      'Say a language and a name, as in ko=한서진, instead of "한서진".',
    ])
    expect((await people('role', 'han', '--names', 'ko=한,ko=서진')).exitCode).to.equal(2)
    expect((await people('role', 'han', '--names', 'Korean=한')).exitCode, 'no language').to.equal(2)
    expect((await people('role', 'han')).exitCode, 'nothing is said').to.equal(2)
  }).timeout(60_000)

  it('changes roles, lines and passwords', async () => {
    await done('role', 'kim', 'principal')
    await heard(() => server.identity.directory.person('kim')?.roles[0] === 'principal')
    await done(
      'line',
      'leaders',
      '--name',
      'Leaders',
      '--parties',
      'kr,jp',
      '--rung',
      'principal',
      '--joins',
      'adviser',
    )
    await done('line', 'leaders', '--rung', 'principal,watch', '--joins', '')
    await heard(() => server.identity.directory.lines()[0]?.standings.watch === 'rung')
    expect(server.identity.directory.lines()).to.deep.equal([
      { line: 'leaders', name: 'Leaders', parties: ['kr', 'jp'], standings: { principal: 'rung', watch: 'rung' } },
    ])
    await done('line', 'leaders', '--names', 'ko=정상 회선')
    await heard(() => server.identity.directory.lines()[0]?.names?.['ko'] === '정상 회선')
    expect(await done('line', 'leaders', '--originates', 'watch=priority')).to.match(/principal=flash,watch=priority$/m)
    await heard(() => server.identity.directory.lines()[0]?.originates !== undefined)
    await done('line', 'leaders', '--name', 'The leaders')
    await heard(() => server.identity.directory.lines()[0]?.name === 'The leaders')
    expect(server.identity.directory.lines()[0], 'what is not said stays').to.deep.include({
      originates: { watch: 'priority' },
      names: { ko: '정상 회선' },
    })
    await done('line', 'leaders', '--names', '')
    await heard(() => server.identity.directory.lines()[0]?.names === undefined)
    await done('line', 'leaders', '--originates', '')
    await heard(() => server.identity.directory.lines()[0]?.originates === undefined)
    await done('line', 'leaders', '--roll-calls', '09:00@Asia/Seoul,17:00@Asia/Seoul', '--within', '10')
    await heard(() => server.identity.directory.lines()[0]?.rollCalls !== undefined)
    const agreed = server.identity.directory.lines()[0]?.rollCalls ?? []
    expect(agreed.map(({ time, timeZone, withinMs }) => [time, timeZone, withinMs])).to.deep.equal([
      ['09:00', 'Asia/Seoul', 600_000],
      ['17:00', 'Asia/Seoul', 600_000],
    ])
    // What is not said stays, with the time since when it is agreed; what is said to be nothing ends.
    await done('line', 'leaders', '--name', 'The Leaders', '--roll-calls', '17:00@Asia/Seoul')
    await heard(() => server.identity.directory.lines()[0]?.name === 'The Leaders')
    expect(server.identity.directory.lines()[0]?.rollCalls).to.deep.equal(agreed.slice(1))
    expect(await done('line')).to.match(/17:00@Asia\/Seoul \(10 min\)$/m)
    await done('line', 'leaders', '--roll-calls', '')
    await heard(() => server.identity.directory.lines()[0]?.rollCalls === undefined)
    await done('line', 'leaders', '--interpreters', 'join')
    await heard(() => server.identity.directory.lines()[0]?.interpreters === 'join')
    await done('line', 'leaders', '--interpreters', 'rung')
    await heard(() => server.identity.directory.lines()[0]?.interpreters === undefined)
    const before = server.identity.directory.passwordOf('kim')
    const output = await done('password', 'kim', '--generate')
    await heard(() => server.identity.directory.passwordOf('kim') !== before)
    expect(await signIn('kim', passwordIn(output))).to.have.property('accessToken')
  }).timeout(60_000)

  it('rings a party in steps, and at once again', async () => {
    const ladder = ['0 principal,watch', '10 kim', '20.5 everybody insists']
    const said = await done('ladder', 'leaders', 'kr', ...ladder)
    expect(said)
      .to.match(/^kr +10 s +kim$/m)
      .and.to.match(/^kr +20.5 s +everybody +until somebody sees to it$/m)
    const ofKorea = () => server.identity.directory.lines()[0]?.ladders?.['kr']
    await heard(() => ofKorea() !== undefined)
    expect(ofKorea()).to.deep.equal([
      { afterMs: 0, roles: ['principal', 'watch'] },
      { afterMs: 10_000, roles: [], people: ['kim'] },
      { afterMs: 20_500, roles: 'everybody', insists: true },
    ])
    await done('line', 'leaders', '--name', 'Leaders')
    expect(await done('ladder', 'leaders'), 'a change of something else leaves it').to.include('everybody')
    await done('ladder', 'leaders', 'kr', '--remove')
    await heard(() => ofKorea() === undefined)
    expect(await done('ladder', 'leaders')).to.include('at once')
  }).timeout(20_000)

  it('suspends somebody, who is signed out of the running server within a second, and can take it back', async () => {
    const before = server.identity.directory.passwordOf('kim')
    const output = await done('password', 'kim')
    await heard(() => server.identity.directory.passwordOf('kim') !== before)
    const { accessToken } = await signIn('kim', passwordIn(output))
    const ended = new Promise((resolve) => server.identity.sessions.onSessionEnded((_id, reason) => resolve(reason)))
    await done('suspend', 'kim')
    expect(await ended).to.equal('suspended')
    expect(server.identity.sessions.verifyAccess(accessToken)).to.equal(undefined)
    expect(await done('list')).to.match(/^kim .* suspended$/m)
    await done('suspend', 'kim', '--lift')
    await heard(() => server.identity.directory.person('kim')?.suspended === false)
  }).timeout(20_000)

  it('says what is wrong, and changes nothing then', async () => {
    const head = async (): Promise<number> =>
      (await server.log.read('directory', { version: 0, hash: '0'.repeat(64) })).length
    const before = await head()
    for (const [exitCode, words] of [
      [1, ['add', 'kim', '--party', 'kr', '--roles', 'watch']],
      [1, ['add', 'lee', '--party', 'xx', '--roles', 'watch']],
      [1, ['add', 'No Name', '--party', 'kr', '--roles', 'watch']],
      [1, ['suspend', 'nobody']],
      [1, ['password', 'nobody']],
      [2, ['add', 'lee', '--party', 'kr', '--roles', 'king']],
      [2, ['add', 'lee', '--party', 'kr']],
      [2, ['add', 'lee', '--password', 'secret-on-the-command-line']],
      [2, ['line', 'leaders', '--originates', 'watch=highest']],
      [2, ['line', 'leaders', '--originates', 'king=flash']],
      [1, ['ladder', 'nowhere', 'kr', '0 watch']],
      [1, ['ladder', 'leaders', 'kr', '5 watch']],
      [2, ['ladder', 'leaders', 'kr', '0 watch, principal']],
      [1, ['line', 'leaders', '--roll-calls', '25:00@Asia/Seoul']],
      [1, ['line', 'leaders', '--roll-calls', '09:00@Seoul']],
      [2, ['line', 'leaders', '--roll-calls', '09:00']],
      [2, ['line', 'leaders', '--roll-calls', '09:00@Asia/Seoul', '--within', 'soon']],
      [2, ['sing']],
      [2, []],
    ] as const) {
      const outcome = await people(...words)
      expect([outcome.exitCode, outcome.output], words.join(' ')).to.deep.equal([exitCode, ''])
      expect(outcome.complaints, words.join(' ')).to.match(/^[A-Z].*\./)
      expect(outcome.complaints).not.to.match(/\n +at /)
    }
    expect(await head()).to.equal(before)
  }).timeout(60_000)
})

describe('npm run records', () => {
  it('lists nothing where there is nothing, and knows no call that is not there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ringdown-records-'))
    expect((await run(folder, 'records.ts', 'list', '--json')).output.trim()).to.equal('[]')
    expect((await run(folder, 'records.ts', 'verify', 'abc')).exitCode).to.equal(1)
    expect((await run(folder, 'records.ts', 'pull')).exitCode).to.equal(2)
    rmSync(folder, { recursive: true })
  }).timeout(20_000)
})
