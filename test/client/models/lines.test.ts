import { expect } from 'chai'
import { ADVISERS, LEADERS } from '../../calls/demonstrationLines.ts'
import { JP, KR, LineScript, present } from '../fakeLine.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

describe('the lines of a console', () => {
  let test: SoftphoneInTest
  let script: LineScript

  beforeEach(async () => {
    test = createSoftphoneInTest()
    await signIn(test)
    script = new LineScript('leaders', test.clock.nowMs())
  })
  afterEach(() => test.phone.close())

  const state = () => test.phone.lines.lines.value[0]?.state

  it('fold the entries that follow the snapshot', () => {
    welcome(test, KR, [{ line: LEADERS }])
    test.connection.notify('line:advanced', { line: 'leaders', entries: [script.place(JP), script.record()] })
    expect(state()?.version).to.equal(2)
    expect(state()?.call?.recording.state).to.equal('on')
  })

  it('pass over an entry that the snapshot already held', () => {
    const first = script.place(JP)
    welcome(test, KR, [{ line: LEADERS, state: script.state }])
    test.connection.notify('line:advanced', { line: 'leaders', entries: [first, script.record()] })
    expect(state()?.version).to.equal(2)
    expect(state()?.call?.legs).to.have.length(1)
    expect(test.connection.reconnects).to.equal(0)
  })

  it('ask for a new snapshot when an entry is missing, and fold nothing past the gap', () => {
    welcome(test, KR, [{ line: LEADERS }])
    script.place(JP)
    test.connection.notify('line:advanced', { line: 'leaders', entries: [script.record()] })
    expect(test.connection.reconnects).to.equal(1)
    expect(state()?.version).to.equal(0)
  })

  it('know who is there, and what people are called', () => {
    welcome(test, KR, [{ line: LEADERS, consoles: [present(JP)] }])
    expect(test.phone.lines.personName('jp-principal')).to.equal(JP.name)
    expect(test.phone.lines.partyName('jp')).to.equal('Japan')
  })

  it('are made anew where something has happened, and nowhere else, also in another language', () => {
    welcome(test, KR, [{ line: LEADERS }, { line: ADVISERS }])
    test.phone.language.choose('ko')
    const { lines, texts, rings } = test.phone
    const shown = () => [
      lines.snapshotOf('advisers'),
      lines.snapshotOf('leaders')?.line,
      lines.definitions.value,
      texts.messages('leaders'),
      texts.send('leaders'),
      rings.missed.value,
    ]
    const before = shown()
    expect(lines.snapshotOf('leaders')?.line.name).to.equal('정상급')
    test.connection.notify('line:advanced', { line: 'leaders', entries: [script.place(JP), script.record()] })
    expect(state()?.version).to.equal(2)
    shown().forEach((one, at) => expect(one, `thing ${at}`).to.equal(before[at]))
  })

  it('are forgotten when the session ends', () => {
    welcome(test, KR, [{ line: LEADERS }])
    test.connection.notify('session:ended', { reason: 'suspended' })
    expect(test.phone.lines.lines.value).to.deep.equal([])
    expect(test.connection.credentials).to.equal(undefined)
  })
})
