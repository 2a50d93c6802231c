import { expect } from 'chai'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import { by, CALL_ID, JP, KR, LineScript } from '../fakeLine.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

describe('the recording lamp', () => {
  let test: SoftphoneInTest
  let script: LineScript

  beforeEach(async () => {
    test = createSoftphoneInTest()
    await signIn(test)
    script = new LineScript('leaders', test.clock.nowMs())
    welcome(test, KR, [{ line: LEADERS }])
    test.connection.answer('call:place', () => ({ ok: true, body: { callId: CALL_ID, version: 1 } }))
    await test.phone.call.place('leaders')?.('routine', 'real')
    tell(script.place(KR), script.record(), script.answered(JP))
  })
  afterEach(() => test.phone.close())

  const tell = (...entries: ReturnType<LineScript['entry']>[]) =>
    test.connection.notify('line:advanced', { line: 'leaders', entries })
  const state = () => test.phone.recording.state.value

  function mark(behindMs = 100, markedState: 'on' | 'failing' = 'on', ageMs = 0): void {
    const atMs = test.clock.nowMs() - ageMs
    const safeUpToMs = atMs - behindMs
    const about = { line: 'leaders', callId: CALL_ID }
    test.connection.notify('recording:marked', { ...about, atMs, state: markedState, safeUpToMs, tracks: 0 })
  }

  it('is starting until the first mark, and then on for as long as marks come', async () => {
    expect(state()).to.equal('starting')
    for (let second = 0; second < 5; second += 1) {
      mark()
      await test.clock.pass(1_000)
      expect(state()).to.equal('on')
      expect(test.media.alarmOn).to.equal(false)
    }
  })

  it('raises the alarm within two seconds of the last mark, heard and seen, and takes it back', async () => {
    mark()
    await test.clock.pass(1_600)
    expect(state()).to.equal('on')
    await test.clock.pass(400)
    expect(state()).to.equal('silent')
    expect(test.media.alarmOn).to.equal(true)
    mark()
    expect(state()).to.equal('on')
    expect(test.media.alarmOn).to.equal(false)
  })

  it('raises it when no mark has ever come', async () => {
    await test.clock.pass(2_600)
    expect(state()).to.equal('silent')
    expect(test.media.alarmOn).to.equal(true)
  })

  it('does not take a mark for news that was long on its way', async () => {
    await test.clock.pass(3_000)
    mark(100, 'on', 2_500)
    expect(state()).to.equal('silent')
  })

  it('raises it when the recorder says so, and when what it says is safe is too old', () => {
    mark(100, 'failing')
    expect(state()).to.equal('failing')
    mark(2_500)
    expect(state()).to.equal('failing')
    expect(test.media.alarmOn).to.equal(true)
  })

  it('says all the time that a call is not recorded, and stays quiet when asked until the next alarm', async () => {
    const failed = { type: 'recording:failed', cause: 'disk is full' } as const
    tell(script.entry({ kind: 'system', part: 'recording' }, [failed]))
    mark()
    expect(state()).to.equal('failed')
    test.phone.recording.quieten.value?.()
    expect(test.media.alarmOn).to.equal(false)
    expect(state()).to.equal('failed')
    tell(script.record())
    mark()
    expect(state()).to.equal('on')
    await test.clock.pass(2_600)
    expect(test.media.alarmOn).to.equal(true)
  })

  it('ends with the call', async () => {
    await test.clock.pass(2_600)
    tell(script.entry(by(KR), [{ type: 'call:ended', reason: 'ended' }]))
    expect(state()).to.equal(undefined)
    expect(test.media.alarmOn).to.equal(false)
  })
})
