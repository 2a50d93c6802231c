import { expect } from 'chai'
import { refusal } from '../../../server/protocol/refusal.ts'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import { by, CALL_ID, JP, KR, LineScript } from '../fakeLine.ts'
import { FakeClock, settled } from '../fakeClock.ts'
import { FakeStorage } from '../fakePorts.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

const KR_VOICE = `${CALL_ID}/voice-of-kr-principal`
const JP_VOICE = `${CALL_ID}/voice-of-jp-principal`

describe('instant recall at a console', () => {
  let test: SoftphoneInTest
  let script: LineScript
  const storage = new FakeStorage()

  beforeEach(async () => {
    test = createSoftphoneInTest(new FakeClock(), storage)
    await signIn(test)
    script = new LineScript('leaders', test.clock.nowMs())
    welcome(test, KR, [{ line: LEADERS }])
    test.connection.answer('call:place', () => ({ ok: true, body: { callId: CALL_ID, version: 1 } }))
    await test.phone.call.place('leaders')?.('routine', 'real')
    tell(script.place(KR))
    expect(recall().start.value, 'nothing is recorded yet').to.equal(undefined)
    tell(script.record(), script.answered(JP))
    test.recall.toMs = test.clock.nowMs()
  })
  afterEach(() => test.phone.close())

  const recall = () => test.phone.recall
  const tell = (...entries: ReturnType<LineScript['entry']>[]) =>
    test.connection.notify('line:advanced', { line: 'leaders', entries })
  const hold = () => tell(script.entry(by(KR), [{ type: 'leg:held', console: KR.console, reason: 'asked' }]))
  const names = () => recall().replaying.value?.speaking.value.map(({ name }) => name)
  const heard = () => [...test.media.replayed].map(([address, { plays }]) => `${address} ${plays}`)

  it('plays the voices of the last minute together, over the call, and says who speaks', async () => {
    const before = test.media.calls.length
    await recall().start.value?.()
    await test.clock.pass(200)
    expect(heard()).to.deep.equal([`${KR_VOICE} true`, `${JP_VOICE} true`])
    expect(test.media.liveVolume, 'the call goes on underneath').to.be.within(0.1, 0.5)
    expect(names()).to.deep.equal(['Han Ji-woo'])
    recall().replaying.value?.ahead()
    await test.clock.pass(7_000)
    expect(names()).to.deep.equal(['Han Ji-woo', 'Sato Haruto'])
    recall().replaying.value?.ahead()
    await test.clock.pass(500)
    expect(names()).to.deep.equal(['Sato Haruto'])
    recall().replaying.value?.back()
    recall().replaying.value?.back()
    await test.clock.pass(500)
    expect(names()).to.deep.equal(['Han Ji-woo'])
    expect(test.media.calls.slice(before), 'nothing of what this console sends is touched').to.deep.equal([])
    expect(test.media.localNow.muted).to.equal(false)
  })

  it('is live again by one press, by itself at the end, and when the call is put aside', async () => {
    const ends: [string, () => unknown][] = [
      ['a press', () => recall().stop.value?.()],
      ['the key', () => test.keyboard.down('KeyR')],
      ['the end', async () => await test.clock.pass(61_000)],
      ['hold', hold],
    ]
    for (const [what, end] of ends) {
      await recall().start.value?.()
      await test.clock.pass(300)
      expect(heard(), what).to.have.length(2)
      await end()
      await settled()
      expect(heard(), what).to.deep.equal([])
      expect(test.media.liveVolume, what).to.equal(1)
      expect(recall().replaying.value, what).to.equal(undefined)
    }
    expect(recall().start.value, 'on hold').to.equal(undefined)
  })

  it('does not begin when it was stopped, or the call put aside, before the server had answered', async () => {
    for (const end of [() => recall().stop.value?.(), hold]) {
      const { promise, resolve } = Promise.withResolvers<void>()
      test.recall.ready = promise
      const started = recall().start.value?.()
      expect(recall().opening.value).to.equal(true)
      end()
      resolve()
      await started
      expect(heard()).to.deep.equal([])
      expect(recall().opening.value).to.equal(false)
    }
  })

  it('says why nothing can be heard again, and keeps how loud the call is to be meanwhile', async () => {
    test.recall.refused = refusal('not-now', '')
    await recall().start.value?.()
    expect(recall().refusal.value?.code).to.equal('not-now')
    expect([heard(), test.media.liveVolume]).to.deep.equal([[], 1])
    test.recall.refused = undefined
    recall().setLiveVolume(0.5)
    expect(test.media.liveVolume, 'nothing is heard again').to.equal(1)
    await recall().start.value?.()
    expect(recall().refusal.value).to.equal(undefined)
    expect(test.media.liveVolume).to.equal(0.5)
    expect(createSoftphoneInTest(new FakeClock(), storage).phone.recall.liveVolume.value).to.equal(0.5)
  })
})
