import { expect } from 'chai'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import { by, CALL_ID, JP, KR, LineScript, SERVER } from '../fakeLine.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

describe('a failure of the media of a call', () => {
  let test: SoftphoneInTest
  let script: LineScript

  beforeEach(async () => {
    test = createSoftphoneInTest()
    await signIn(test)
    script = new LineScript('leaders', test.clock.nowMs())
    welcome(test, KR, [{ line: LEADERS }])
    const entries = [script.place(KR), script.record(), script.ring('jp', [JP])]
    test.connection.answer('call:place', () => {
      test.connection.notify('line:advanced', { line: 'leaders', entries })
      return { ok: true, body: { callId: CALL_ID, version: 1 } }
    })
    await test.phone.call.place('leaders')?.('routine', 'real')
    test.media.reportWarmLine({ line: 'leaders', state: 'up' })
    tell(script.answered(JP))
  })
  afterEach(() => test.phone.close())

  const tell = (...entries: ReturnType<LineScript['entry']>[]): void =>
    test.connection.notify('line:advanced', { line: 'leaders', entries })
  const failed = (): boolean => test.phone.mediaFailure.failed.value

  it('is there while the media server is lost, and over when it is back', () => {
    expect(failed()).to.equal(false)
    tell(script.entry(SERVER, [{ type: 'media:lost' }]))
    expect(failed()).to.equal(true)
    tell(script.entry(SERVER, [{ type: 'media:restored' }]))
    expect(failed()).to.equal(false)
  })

  it('is there while this console is away from the call, and not while another is', () => {
    tell(script.entry(SERVER, [{ type: 'leg:away', console: JP.console, reason: 'console-lost' }]))
    expect(failed()).to.equal(false)
    tell(script.entry(SERVER, [{ type: 'leg:away', console: KR.console, reason: 'console-lost' }]))
    expect(failed()).to.equal(true)
    tell(script.entry(by(KR), [{ type: 'leg:back', console: KR.console }]))
    expect(failed()).to.equal(false)
  })

  it('is there once the warm line has not been up for more than two seconds', async () => {
    test.media.reportWarmLine({ line: 'leaders', state: 'down' })
    await test.clock.pass(1_500)
    test.media.reportWarmLine({ line: 'leaders', state: 'connecting' })
    expect(failed(), 'a line that is made anew').to.equal(false)
    await test.clock.pass(600)
    expect(failed(), 'is not up yet').to.equal(true)
    test.media.reportWarmLine({ line: 'leaders', state: 'up' })
    expect(failed()).to.equal(false)
    test.media.reportWarmLine({ line: 'leaders', state: 'down' })
    await test.clock.pass(1_900)
    test.media.reportWarmLine({ line: 'leaders', state: 'up' })
    await test.clock.pass(1_900)
    expect(failed(), 'for less than two seconds').to.equal(false)
  })

  it('is none of a line on which this page is in no call', async () => {
    test.media.reportWarmLine({ line: 'advisers', state: 'down' })
    await test.clock.pass(3_000)
    expect(failed()).to.equal(false)
    tell(
      script.entry(SERVER, [{ type: 'media:lost' }]),
      script.entry(by(JP), [{ type: 'call:ended', reason: 'ended' }]),
    )
    expect(failed()).to.equal(false)
  })
})
