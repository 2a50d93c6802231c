import { expect } from 'chai'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import { at, by, JP, KR, KR_WATCH, LineScript, OTHER_CALL_ID } from '../fakeLine.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

/** The same person at a second console. */
const KR_TOO = at(77, KR.person, KR.name, KR.role)

describe('a ring that was answered at another console', () => {
  let test: SoftphoneInTest
  let script: LineScript

  beforeEach(async () => {
    test = createSoftphoneInTest()
    await signIn(test)
    script = new LineScript('leaders', test.clock.nowMs())
    script.place(JP)
    script.ring('kr', [KR, KR_TOO, KR_WATCH])
    welcome(test, KR, [{ line: LEADERS, state: script.state }])
  })
  afterEach(() => test.phone.close())

  const note = () => test.phone.answeredElsewhere.note.value
  const tell = (entry: ReturnType<LineScript['entry']>) =>
    test.connection.notify('line:advanced', { line: 'leaders', entries: [entry] })

  it('falls silent here, and says that it was the same person at another console', () => {
    expect(test.phone.rings.incoming.value).to.have.length(1)
    expect(note()).to.equal(undefined)
    tell(script.answered(KR_TOO))
    expect(test.phone.rings.incoming.value).to.deep.equal([])
    expect(test.media.tone).to.equal(undefined)
    expect(note()).to.include({ where: 'console', party: 'jp', lineName: LEADERS.name })
  })

  it('says that it was in another tab of this browser', async () => {
    test.tabs.others = [KR_TOO.console]
    await test.clock.pass(2_000)
    tell(script.answered(KR_TOO))
    expect(note()?.where).to.equal('tab')
  })

  it('says which colleague it was', () => {
    tell(script.answered(KR_WATCH))
    expect(note()).to.include({ where: 'colleague', person: KR_WATCH.person })
    expect(test.phone.lines.personName(KR_WATCH.person)).to.equal(KR_WATCH.name)
  })

  it('says nothing where it was answered here, or not at all', () => {
    tell(script.answered(KR))
    expect(note()).to.equal(undefined)
  })

  it('says nothing of a ring that never was at this console', () => {
    welcome(test, KR, [{ line: LEADERS }])
    script = new LineScript('leaders', test.clock.nowMs())
    script.place(JP, { callId: OTHER_CALL_ID })
    script.ring('kr', [KR_TOO], 1, OTHER_CALL_ID)
    const about = { party: 'kr', attempt: 1, console: KR_TOO.console, person: KR_TOO.person, callId: OTHER_CALL_ID }
    script.entry(by(KR_TOO), [{ type: 'ring:answered', ...about }])
    welcome(test, KR, [{ line: LEADERS, state: script.state }])
    expect(note()).to.equal(undefined)
  })

  it('says nothing of a ring that the same person declined at the other console', () => {
    const about = { party: 'kr', attempt: 1, console: KR_TOO.console, person: KR_TOO.person }
    tell(script.entry(by(KR_TOO), [{ type: 'ring:declined', ...about, reason: 'wrong-time' }]))
    expect(test.phone.rings.incoming.value).to.deep.equal([])
    expect(note()).to.equal(undefined)
  })

  it('is no news any more once it was closed, this console is in the call, or the call is over', () => {
    tell(script.answered(KR_WATCH))
    test.phone.answeredElsewhere.dismiss()
    expect(note()).to.equal(undefined)
    tell(script.joined(KR))
    expect(note()).to.equal(undefined)
  })

  it('goes with its call', () => {
    tell(script.answered(KR_WATCH))
    expect(note()).not.to.equal(undefined)
    welcome(test, KR, [{ line: LEADERS }])
    expect(note()).to.equal(undefined)
  })
})
