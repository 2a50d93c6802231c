import { expect } from 'chai'
import { preparedSetSchema, type PreparedMessage, type PreparedSet } from '../../server/protocol/prepared.ts'
import { problemIn, WebApp } from './webApp.ts'

const PREPARED = '/api/v1/prepared'
const OPERATOR = { kind: 'system', part: 'operator' } as const
const WELL: PreparedMessage = { id: 'well', name: 'All is well', texts: [{ language: 'en', text: 'All is well.' }] }

describe('the prepared messages over HTTP', () => {
  let web: WebApp
  let token: string
  beforeEach(async () => {
    web = await WebApp.start()
    await web.installation.identity.directory.change(OPERATOR, 'kim', { roles: ['admin', 'principal'] })
    await web.installation.identity.directory.change(OPERATOR, 'jp-records', { roles: ['admin'] })
    token = await web.tokenOf('kr-admin')
  })
  afterEach(async () => await web.close())

  const read = async (as = token): Promise<PreparedSet> =>
    preparedSetSchema.parse(await (await web.ask(PREPARED, { token: as })).json())
  const change = async (json: object, as = token): Promise<Response> =>
    await web.ask(PREPARED, { method: 'POST', token: as, json })

  it('are changed by an administrator for their own party, and for no other', async () => {
    const before = await read()
    expect(before.messages).to.have.length(6)
    const messages = [WELL, ...before.messages]
    const answer = await change({ commandId: crypto.randomUUID(), messages })
    expect(answer.status).to.equal(200)
    const after = preparedSetSchema.parse(await answer.json())
    expect(after.messages).to.deep.equal(messages)
    expect(await read(), 'and read again').to.deep.equal(after)
    expect(await read(await web.tokenOf('kim')), 'by another of the party').to.deep.equal(after)
    expect((await read(await web.tokenOf('jp-records'))).messages).to.have.length(6)
    const entry = (await web.installation.log.read('directory', { version: 0, hash: '0'.repeat(64) })).at(-1)
    expect(entry?.by).to.deep.equal({ kind: 'person', person: 'kr-admin', party: 'kr' })
    expect(entry?.facts[0]).to.deep.include({ type: 'prepared:changed', party: 'kr' })
  })

  it('are changed once by one command, whoever else has used its identifier', async () => {
    const commandId = crypto.randomUUID()
    expect((await change({ commandId, messages: [WELL] })).status).to.equal(200)
    const { revision } = await read()
    expect((await change({ commandId, messages: [] })).status, 'the first answer again').to.equal(200)
    expect(await read()).to.deep.equal({ revision, messages: [WELL] })
    const kim = await web.tokenOf('kim')
    expect((await change({ commandId, revision, messages: [] }, kim)).status).to.equal(200)
    expect((await read()).messages).to.deep.equal([])
  })

  it('are not written over by somebody who has not read the last change', async () => {
    await change({ commandId: crypto.randomUUID(), messages: [WELL] })
    const stale = await change({ commandId: crypto.randomUUID(), messages: [] }, await web.tokenOf('kim'))
    expect(await problemIn(stale)).to.equal('410 too-late')
    expect((await read()).messages).to.deep.equal([WELL])
  })

  it('change nothing when they are not as they must be', async () => {
    const before = await read()
    const wrong = [
      { messages: [WELL] },
      { commandId: 'mine', messages: [WELL] },
      { commandId: crypto.randomUUID(), messages: [WELL, WELL] },
      { commandId: crypto.randomUUID(), messages: [{ ...WELL, texts: [] }] },
      { commandId: crypto.randomUUID(), messages: [WELL], party: 'jp' },
    ]
    for (const json of wrong) expect(await problemIn(await change(json))).to.equal('400 malformed')
    expect(await read()).to.deep.equal(before)
  })

  it('may be as large as they may be, in any language', async () => {
    const texts = ['ko', 'ja'].map((language) => ({ language, text: '한'.repeat(410) }))
    const messages = Array.from({ length: 24 }, (_, index) => ({ id: `m-${index}`, name: '이름'.repeat(20), texts }))
    expect((await change({ commandId: crypto.randomUUID(), messages })).status).to.equal(200)
    expect((await read()).messages).to.deep.equal(messages)
  })
})
