import { expect } from 'chai'
import type { RequestPayload } from '../../../server/protocol/events.ts'
import type { Note } from '../../../server/protocol/notes.ts'
import { refusal, type RefusalCode } from '../../../server/protocol/refusal.ts'
import type { Unsubscribe } from '../../../client/models/ports.ts'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import { at, by, CALL_ID, KR, LineScript, OTHER_CALL_ID } from '../fakeLine.ts'
import { FakeClock, settled } from '../fakeClock.ts'
import { FakeStorage } from '../fakePorts.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

const LINE = 'leaders'
const HAN = at(7, 'kr-notetaker', 'Han So-ra', 'notetaker')
const SEO = { person: 'kr-notetaker-2', name: 'Seo Yu-na', atMs: 5 }

const noted = (text: string, atMs: number, more: Partial<Note> = {}): Note => ({
  ...{ note: crypto.randomUUID(), kind: 'note', text, atMs, written: SEO, revision: 0 },
  ...more,
})

describe('the desk of a note-taker', () => {
  let test: SoftphoneInTest
  let notes: Note[]
  let asked: RequestPayload<'note:write'>[]
  let changes: RequestPayload<'note:change'>[]
  let refused: RefusalCode[]
  let shut: Unsubscribe
  let script: LineScript

  beforeEach(async () => {
    notes = []
    asked = []
    changes = []
    refused = []
    await open(new FakeStorage())
  })
  afterEach(() => test.phone.close())

  async function open(storage: FakeStorage, clock = new FakeClock()): Promise<void> {
    test = createSoftphoneInTest(clock, storage)
    test.connection.answer('notes:read', () => ({ ok: true, body: { version: notes.length, notes } }))
    test.connection.answer('note:write', (command) => {
      const code = refused.shift()
      if (code !== undefined) return { ok: false, refusal: refusal(code, '') }
      asked.push(command)
      return { ok: true, body: { version: notes.length + 1 } }
    })
    test.connection.answer('note:change', (command) => {
      changes.push(command)
      return { ok: false, refusal: refusal('too-late', '') }
    })
    await signIn(test)
    script = new LineScript(LINE, test.clock.nowMs())
    script.entry(by(KR), [
      {
        ...{ type: 'call:placed', callId: CALL_ID, line: LINE, parties: [...LEADERS.parties] },
        ...{ precedence: 'routine', marking: 'real' },
      },
      { type: 'leg:joined', callId: CALL_ID, leg: KR, how: 'placed' },
      { type: 'leg:joined', callId: CALL_ID, leg: HAN, how: 'joined' },
    ])
    welcome(test, HAN, [{ line: LEADERS, state: script.state }])
    shut = test.phone.notes.open(LINE, CALL_ID)
    await settled()
  }
  const type = (text: string): void => test.phone.notes.change(CALL_ID, { text })
  const press = async (): Promise<void> => {
    test.phone.notes.write(LINE, CALL_ID)?.()
    await settled()
  }
  const shown = () => test.phone.notes.of(CALL_ID)?.map(({ text }) => text)
  const isKept = () => test.phone.notes.waiting(CALL_ID).map((item) => test.phone.notes.isKept(item))
  const waiting = () => test.phone.notes.waiting(CALL_ID).map(({ text, held }) => [text, held])

  it('stamps a note with the moment of its first character, not with that of Enter', async () => {
    const startedAtMs = test.phone.serverClock.readMs()
    type('T')
    await test.clock.pass(20_000)
    type('They ask for a day.')
    await press()
    expect(asked.map((one) => [one.text, one.startedAtMs, one.kind])).to.deep.equal([
      ['They ask for a day.', startedAtMs, 'note'],
    ])
    type('x')
    type('')
    await test.clock.pass(5_000)
    type('Begun again.')
    await press()
    expect(asked[1]?.startedAtMs).to.equal(startedAtMs + 25_000)
  })

  it('says of what the browser does not keep that it is not kept', async () => {
    test.connection.become('lost')
    test.storage.full = true
    type('They ask for a day.')
    await press()
    expect(isKept()).to.deep.equal([false])
  })

  it('shows what is written here as waiting until it stands, and then among those of the others, in the call’s order', async () => {
    notes = [noted('later', test.clock.nowMs() + 9_000)]
    shut()
    shut = test.phone.notes.open(LINE, CALL_ID)
    await settled()
    type('earlier')
    await press()
    expect(waiting()).to.deep.equal([['earlier', undefined]])
    expect(isKept()).to.deep.equal([true])
    const [{ commandId, startedAtMs } = { commandId: '', startedAtMs: 0 }] = asked
    const note = noted('earlier', startedAtMs, { note: commandId })
    test.connection.notify('notes:changed', { line: LINE, callId: CALL_ID, version: 2, notes: [note] })
    expect(waiting()).to.deep.equal([])
    expect(shown()).to.deep.equal(['earlier', 'later'])
  })

  it('writes after a lost answer under the same identifier, once', async () => {
    refused = ['unavailable']
    type('Kept.')
    await press()
    expect(asked).to.have.length(0)
    await test.clock.pass(300)
    await settled()
    expect(asked).to.have.length(1)
  })

  it('reads all anew after a gap', async () => {
    notes = [noted('one', 1), noted('two', 2)]
    test.connection.notify('notes:changed', { line: LINE, callId: CALL_ID, version: 2, notes: notes.slice(1) })
    await settled()
    expect(shown()).to.deep.equal(['one', 'two'])
  })

  it('keeps what the second of two has written when the first was sooner, to be written as a note of its own', async () => {
    const theirs = noted('They ask for a day.', 1)
    notes = [theirs]
    test.phone.notes.edit(CALL_ID, theirs)
    expect(test.phone.notes.draft(LINE, CALL_ID)?.text).to.equal('They ask for a day.')
    type('They ask for a week.')
    await press()
    expect(changes.map(({ note, revision, text }) => [note, revision, text])).to.deep.equal([
      [theirs.note, 0, 'They ask for a week.'],
    ])
    expect(waiting()).to.deep.equal([['They ask for a week.', 'too-late']])
    const [held] = test.phone.notes.waiting(CALL_ID)
    if (held) test.phone.notes.writeApart(held)?.()
    await settled()
    expect(asked.map(({ text }) => text)).to.deep.equal(['They ask for a week.'])
    expect(test.phone.notes.waiting(CALL_ID).some(({ held: why }) => why !== undefined)).to.equal(false)
  })

  it('says why a note was not withdrawn', async () => {
    const theirs = noted('They ask for a day.', 1)
    notes = [theirs]
    test.connection.answer('note:withdraw', () => ({ ok: false, refusal: refusal('too-late', 'Changed meanwhile.') }))
    await test.phone.notes.withdraw(LINE, CALL_ID, theirs)?.()
    expect(test.phone.notes.refusal.value?.message).to.equal('Changed meanwhile.')
    test.connection.answer('note:withdraw', () => ({ ok: true, body: { version: 2 } }))
    await test.phone.notes.withdraw(LINE, CALL_ID, theirs)?.()
    expect(test.phone.notes.refusal.value).to.equal(undefined)
  })

  it('keeps in view what was begun in a call when the next one is placed, to be finished or thrown away', async () => {
    const begunAtMs = test.phone.serverClock.readMs()
    const left = () => test.phone.notes.left(LINE).drafts.map(({ draft, startedAtMs }) => [draft.text, startedAtMs])
    type('They ask for')
    expect(left(), 'while its call is there').to.deep.equal([])
    const next = (callId: string) => {
      script.entry(by(KR), [{ type: 'call:ended', callId: script.state.call?.callId ?? '', reason: 'ended' }])
      script.place(KR, { callId })
      welcome(test, HAN, [{ line: LEADERS, state: script.state }])
    }
    shut()
    next(OTHER_CALL_ID)
    expect(left()).to.deep.equal([['They ask for', begunAtMs]])
    expect(test.phone.notes.draft(LINE, OTHER_CALL_ID), 'not in that one').to.equal(undefined)
    type('')
    type('They ask for a day.')
    expect(left(), 'of the same moment').to.deep.equal([['They ask for a day.', begunAtMs]])
    refused = ['not-allowed']
    await press()
    expect(left()).to.deep.equal([])
    const [held] = test.phone.notes.left(LINE).waiting
    expect([held?.text, held?.held, held?.callId]).to.deep.equal(['They ask for a day.', 'not-allowed', CALL_ID])
    if (held) test.phone.notes.writeApart(held)?.()
    await settled()
    expect(asked.map(({ text, callId, startedAtMs }) => [text, callId, startedAtMs])).to.deep.equal([
      ['They ask for a day.', CALL_ID, begunAtMs],
    ])
    expect(test.phone.notes.left(LINE)).to.deep.equal({ drafts: [], waiting: [] })
    test.phone.notes.edit(CALL_ID, noted('As it was.', 1))
    expect(left(), 'a note that is not changed').to.deep.equal([])
    type('As it is.')
    expect(left().map(([text]) => text)).to.deep.equal(['As it is.'])
    test.phone.notes.edit(CALL_ID, undefined)
    expect(left()).to.deep.equal([])
  })

  it('is there to write for who takes notes, to read for who reads, and for nobody else', () => {
    expect(test.phone.notes.draft(LINE, CALL_ID)).to.not.equal(undefined)
    welcome(test, KR, [{ line: LEADERS }])
    expect(test.phone.notes.reads(LINE)).to.equal(true)
    expect(test.phone.notes.draft(LINE, CALL_ID)).to.equal(undefined)
    welcome(test, at(9, 'kr-listener', 'Baek Ji-ho', 'listener'), [{ line: LEADERS }])
    expect(test.phone.notes.reads(LINE)).to.equal(false)
  })
})
