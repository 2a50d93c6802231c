import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { noteListSchema, type NoteList } from '../../server/protocol/notes.ts'
import { until } from '../facts/until.ts'
import type { TestConsole } from '../product/console.ts'
import { Product } from '../product/product.ts'

const LINE = 'leaders'
/** In no other sentence of the test. */
const SECRET = '진달래 7731'

describe('what a party notes in a call', function () {
  this.timeout(60_000)
  let product: Product
  let callId: string
  let notetaker: TestConsole
  const consoles = new Map<string, TestConsole>()

  const at = (who: string): TestConsole => {
    const console = consoles.get(who)
    if (console === undefined) throw new Error(`There is no console of ${who}.`)
    return console
  }
  const write = async (console: TestConsole, text: string, more: object = {}) =>
    await console.request('note:write', {
      ...{ commandId: randomUUID(), line: LINE, callId, kind: 'note', text, startedAtMs: Date.now() },
      ...more,
    })
  const read = async (console: TestConsole): Promise<NoteList> => {
    const answer = await console.request('notes:read', { line: LINE, callId })
    if (!answer.ok) throw new Error(answer.refusal.message)
    return answer.body
  }

  before(async () => {
    product = await Product.start()
    const roles = ['principal', 'watch', 'adviser', 'interpreter', 'notetaker', 'listener']
    for (const party of ['kr', 'jp', 'us'])
      for (const role of roles) consoles.set(`${party}-${role}`, await product.console(`${party}-${role}`))
    const kr = at('kr-principal')
    const placed = await kr.command('call:place', { line: LINE, precedence: 'routine', marking: 'exercise' })
    callId = placed.callId
    await at('jp-principal').command('call:answer', { line: LINE, callId })
    for (const who of ['kr-notetaker', 'jp-notetaker', 'kr-adviser'])
      await at(who).command('call:join', { line: LINE, callId })
    notetaker = at('kr-notetaker')
  })
  after(() => product.close())

  it('is merged live at the consoles of those of the party who may read it', async () => {
    const second = await product.console('kr-notetaker')
    expect((await write(notetaker, SECRET)).ok).to.equal(true)
    const readers = [notetaker, second, at('kr-principal'), at('kr-adviser')]
    const texts = (console: TestConsole) =>
      console.heard('notes:changed').flatMap(({ notes }) => notes.map(({ text, written }) => [written.person, text]))
    for (const console of readers) {
      await until('a reader of the party has the note', () => texts(console).length === 1)
      expect(texts(console)).to.deep.equal([['kr-notetaker', SECRET]])
      expect((await read(console)).notes).to.have.length(1)
    }
  })

  it('is told in the time of the call, whatever the console’s clock says', async () => {
    await write(notetaker, 'Of yesterday', { startedAtMs: 1_000 })
    const { placedAtMs } = notetaker.call(LINE)
    const note = (await read(notetaker)).notes.find(({ text }) => text === 'Of yesterday')
    expect(note?.atMs).to.equal(placedAtMs)
  })

  it('tells the second of two who change one note, who then has both', async () => {
    const [note] = (await read(notetaker)).notes
    if (note === undefined) throw new Error('There is no note.')
    const change = (text: string) =>
      notetaker.request('note:change', {
        ...{ commandId: randomUUID(), line: LINE, callId, note: note.note, revision: note.revision, kind: 'decision' },
        text,
      })
    const [one, other] = await Promise.all([change(`${SECRET}, one`), change(`${SECRET}, other`)])
    expect([one.ok, other.ok]).to.deep.equal([true, false])
    if (!other.ok) expect(other.refusal.code).to.equal('too-late')
    expect((await read(notetaker)).notes[0]).to.include({ text: `${SECRET}, one`, kind: 'decision', revision: 1 })
  })

  it('is written by nobody but its note-takers who are in the call', async () => {
    for (const who of ['kr-principal', 'kr-adviser', 'kr-listener', 'kr-watch']) {
      const answer = await write(at(who), 'Not mine to write')
      expect(answer.ok ? 'granted' : answer.refusal.code, who).to.equal('not-allowed')
    }
    const outside = await write(at('us-notetaker'), 'From outside')
    expect(outside.ok ? 'granted' : outside.refusal.code).to.equal('not-now')
  })

  it('reaches no console of another party in any frame, nor those of its own who do not read it', async () => {
    await write(notetaker, `${SECRET}, for us alone`)
    const [note] = (await read(notetaker)).notes
    if (note === undefined) throw new Error('There is no note.')
    const readers = ['kr-principal', 'kr-adviser', 'kr-notetaker']
    const others = [...consoles].filter(([who]) => !readers.includes(who))
    for (const [who, console] of others) {
      // Every one of them asks, with all that it may know.
      await console.request('notes:read', { line: LINE, callId })
      const taken = { commandId: randomUUID(), line: LINE, callId, note: note.note, revision: note.revision }
      const answer = await console.request('note:withdraw', taken)
      expect(answer.ok, who).to.equal(false)
      expect(console.heard('notes:changed'), who).to.deep.equal([])
      expect(console.frames, `${who} has heard the call`).to.not.have.length(0)
      expect(
        console.frames.filter((frame) => frame.includes(SECRET)),
        who,
      ).to.deep.equal([])
    }
    expect((await read(at('jp-notetaker'))).notes).to.deep.equal([])
    expect(notetaker.frames.some((frame) => frame.includes(SECRET))).to.equal(true)
  })

  it('is read by its records officers over HTTP, and is in no record', async () => {
    const path = `/api/v1/records/${callId}`
    const own = await product.http('GET', `${path}/notes`, { as: 'kr-records' })
    expect(own.status).to.equal(200)
    expect(noteListSchema.parse(JSON.parse(own.body.toString())).notes).to.have.length(3)
    for (const as of ['jp-records', 'us-records', 'jp-notetaker']) {
      const other = await product.http('GET', `${path}/notes`, { as })
      expect(JSON.parse(other.body.toString()), as).to.deep.equal({ version: 0, notes: [] })
    }
    for (const as of ['kr-records', 'jp-records']) {
      const record = await product.http('GET', path, { as })
      expect(record.body.toString(), as).to.not.contain(SECRET)
    }
  })

  it('is written after the call by any note-taker of the party, and outlives a restart', async () => {
    await at('kr-principal').command('call:end', { line: LINE, callId })
    expect((await write(at('us-notetaker'), 'For the file')).ok).to.equal(true)
    await product.restart()
    const console = await product.console('kr-notetaker')
    expect((await read(console)).notes).to.have.length(3)
    const [note] = (await read(console)).notes
    if (note === undefined) throw new Error('There is no note.')
    const withdrawn = { commandId: randomUUID(), line: LINE, callId, note: note.note, revision: note.revision }
    expect((await console.request('note:withdraw', withdrawn)).ok).to.equal(true)
    expect((await read(console)).notes.filter((known) => known.withdrawn === undefined)).to.have.length(2)
  })
})
