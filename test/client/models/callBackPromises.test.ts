import { expect } from 'chai'
import type { ConsolePerson } from '../../../server/protocol/actor.ts'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import { by, JP, JP_WATCH, KR, KR_INTERPRETER, KR_WATCH, LineScript, OTHER_CALL_ID, SERVER } from '../fakeLine.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

const MINUTE_MS = 60_000

describe('a promise to call back', () => {
  let test: SoftphoneInTest
  let script: LineScript
  let sitsAs: (who: ConsolePerson, standing?: 'rung' | 'joins') => void

  beforeEach(async () => {
    test = createSoftphoneInTest()
    await signIn(test)
    script = new LineScript('leaders', test.clock.nowMs())
    script.place(JP)
    script.ring('kr', [KR, KR_WATCH])
    sitsAs = (who, standing = 'rung') => welcome(test, who, [{ line: LEADERS, state: script.state, standing }])
  })
  afterEach(() => test.phone.close())

  const on = () => test.phone.callBacks.on('leaders')
  const tell = (entry: ReturnType<LineScript['entry']>) =>
    test.connection.notify('line:advanced', { line: 'leaders', entries: [entry] })

  /** Korea's watch officer will call back in 15 minutes, and the call is over. */
  function declined(reason: 'call-back-later' | 'wrong-time' = 'call-back-later'): number {
    const callBackAtMs = script.atMs + 15 * MINUTE_MS
    const about = { party: 'kr', attempt: 1, console: KR_WATCH.console, person: KR_WATCH.person, reason }
    script.entry(by(KR_WATCH), [
      { type: 'ring:declined', ...about, ...(reason === 'call-back-later' && { callBackAtMs }) },
    ])
    script.entry(by(JP), [{ type: 'call:ended', reason: 'cancelled' }])
    return callBackAtMs
  }

  it('is shown to all of the party whom the line rings, and to who has given it', () => {
    const atMs = declined()
    sitsAs(KR)
    expect(on().map(({ key: _key, ...said }) => said)).to.deep.equal([
      { person: KR_WATCH.person, isOwn: false, party: 'jp', atMs },
    ])
    sitsAs(KR_WATCH, 'joins')
    expect(on().map(({ isOwn }) => isOwn)).to.deep.equal([true])
    for (const [who, standing] of [
      [KR_INTERPRETER, 'joins'],
      [JP_WATCH, 'rung'],
    ] as const) {
      sitsAs(who, standing)
      expect(on(), who.person).to.deep.equal([])
    }
  })

  it('is none where somebody has declined for another reason', () => {
    declined('wrong-time')
    sitsAs(KR)
    expect(on()).to.deep.equal([])
  })

  it('is shown until it is half an hour late', async () => {
    script = new LineScript('leaders', test.clock.nowMs() - 44 * MINUTE_MS)
    script.place(JP)
    script.ring('kr', [KR, KR_WATCH])
    declined()
    sitsAs(KR)
    expect(on()).to.have.length(1)
    await test.clock.pass(2 * MINUTE_MS)
    expect(on()).to.deep.equal([])
  })

  it('is kept by a call that is placed on the line, and by one of the party who comes into the same call', () => {
    const callBackAtMs = script.atMs + 15 * MINUTE_MS
    const about = { party: 'kr', attempt: 1, console: KR_WATCH.console, person: KR_WATCH.person }
    script.entry(by(KR_WATCH), [{ type: 'ring:declined', ...about, reason: 'call-back-later', callBackAtMs }])
    sitsAs(KR_WATCH)
    expect(on(), 'it still rings at the principal').to.have.length(1)
    tell(script.answered(KR))
    expect(on()).to.deep.equal([])

    script = new LineScript('leaders', test.clock.nowMs())
    script.place(JP)
    script.ring('kr', [KR_WATCH])
    declined()
    sitsAs(KR)
    expect(on()).to.have.length(1)
    tell(script.place(KR, { callId: OTHER_CALL_ID }))
    tell(script.entry(SERVER, [{ type: 'call:ended', reason: 'ended', callId: OTHER_CALL_ID }]))
    expect(on()).to.deep.equal([])
  })

  it('is dismissed at one console until it is given anew', () => {
    declined()
    sitsAs(KR)
    test.phone.callBacks.dismiss(on()[0]?.key ?? '')
    expect(on()).to.deep.equal([])
    script.place(JP, { callId: OTHER_CALL_ID })
    script.ring('kr', [KR_WATCH], 1, OTHER_CALL_ID)
    const about = { party: 'kr', attempt: 1, console: KR_WATCH.console, person: KR_WATCH.person }
    script.entry(by(KR_WATCH), [{ type: 'ring:declined', ...about, reason: 'call-back-later', callId: OTHER_CALL_ID }])
    sitsAs(KR)
    expect(on().map(({ atMs }) => atMs)).to.deep.equal([undefined])
  })

  it('stays dismissed when the page is loaded anew, and for that person alone', async () => {
    declined()
    sitsAs(KR)
    test.phone.callBacks.dismiss(on()[0]?.key ?? '')
    const { storage } = test
    test.phone.close()
    test = createSoftphoneInTest(undefined, storage)
    await signIn(test)
    sitsAs(KR)
    expect(on()).to.deep.equal([])
    sitsAs(KR_WATCH)
    expect(on(), 'somebody else at the same browser').to.have.length(1)
  })
})
