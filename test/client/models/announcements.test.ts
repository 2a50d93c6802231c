import { signal } from '@preact/signals'
import { expect } from 'chai'
import { createAnnouncements } from '../../../client/models/announcements.ts'
import type { RecordingState } from '../../../client/models/recordingLamp.ts'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import { FakeClock } from '../fakeClock.ts'
import { by, CALL_ID, JP, KR, KR_WATCH, LineScript } from '../fakeLine.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

describe('what is read out to who does not see the screen', () => {
  let test: SoftphoneInTest
  let script: LineScript

  beforeEach(async () => {
    test = createSoftphoneInTest()
    await signIn(test)
    script = new LineScript('leaders', test.clock.nowMs())
    script.place(JP)
    script.answered(JP)
    welcome(test, KR, [{ line: LEADERS, state: script.state }])
    test.media.setLocal({ microphone: 'ready', camera: 'ready', cameraOn: true })
    test.connection.answer('call:join', () => ({
      ok: true,
      body: { callId: CALL_ID, version: script.state.version + 1 },
    }))
    await test.phone.call.join('leaders')?.()
    tell(script.joined(KR))
    tell(script.joined(KR_WATCH))
  })
  afterEach(() => test.phone.close())

  const tell = (...entries: ReturnType<LineScript['entry']>[]): void =>
    test.connection.notify('line:advanced', { line: 'leaders', entries })
  const told = () => test.phone.announcements.told.value.map(({ news }) => news)
  const since = (count: number) => told().slice(count)

  it('says each thing once, in the order in which it happened, also when one comes right after another', () => {
    expect(told().map(({ what }) => what)).to.deep.equal(['up', 'joined'])
    const numbers = test.phone.announcements.told.value.map(({ number }) => number)
    expect(new Set(numbers).size).to.equal(numbers.length)
  })

  it('says what a key has done to one’s own microphone and camera, and nothing while one speaks by a held key', () => {
    const before = told().length
    test.keyboard.down('KeyM')
    test.keyboard.down('Space')
    test.keyboard.up('Space')
    test.keyboard.down('KeyV')
    test.keyboard.up('KeyM')
    test.keyboard.down('KeyM')
    expect(since(before).map(({ what }) => what)).to.deep.equal(['muted', 'camera-off', 'unmuted'])
  })

  it('says that the recording runs, and that it has stopped when the call is over and not when one leaves it', () => {
    const before = told().length
    const atMs = test.clock.nowMs()
    const about = { line: 'leaders', callId: CALL_ID, atMs, state: 'on' as const }
    tell(script.record())
    test.connection.notify('recording:marked', { ...about, safeUpToMs: atMs - 100, tracks: 0 })
    tell(script.entry(by(JP), [{ type: 'call:ended', reason: 'ended' }]))
    expect(since(before).map(({ what }) => what)).to.deep.equal(['recorded', 'ended', 'recording-over'])
  })

  it('says once that a recording runs that comes and goes, and again when it has run for ten seconds', async () => {
    const clock = new FakeClock()
    const recording = signal<RecordingState>('starting')
    const { call, rings, lines } = test.phone
    const announcements = createAnnouncements({
      ...{ clock, call, incoming: rings.incoming, recording, snapshotOf: lines.snapshotOf },
    })
    const recorded = () => announcements.told.value.filter(({ news }) => news.what === 'recorded').length
    recording.value = 'on'
    expect(recorded(), 'at once').to.equal(1)
    for (let flap = 0; flap < 4; flap += 1) {
      recording.value = 'silent'
      await clock.pass(2_000)
      recording.value = 'on'
      await clock.pass(7_000)
    }
    expect(recorded(), 'not for ten seconds yet').to.equal(1)
    await clock.pass(3_000)
    expect(recorded(), 'it is over for good').to.equal(2)
    await clock.pass(60_000)
    expect(recorded()).to.equal(2)
    announcements.close()
  })

  it('says nothing of the recording to who leaves a call that goes on', () => {
    const atMs = test.clock.nowMs()
    const about = { line: 'leaders', callId: CALL_ID, atMs, state: 'on' as const }
    tell(script.record())
    test.connection.notify('recording:marked', { ...about, safeUpToMs: atMs - 100, tracks: 0 })
    const before = told().length
    tell(script.entry(by(KR), [{ type: 'leg:left', console: KR.console, reason: 'left' }]))
    expect(since(before).map(({ what }) => what)).to.deep.equal(['ended'])
  })

  it('says who has the floor, and who has done what about one’s own microphone', () => {
    const before = told().length
    const done = (type: 'floor:given' | 'floor:released' | 'mute:asked', to: typeof KR, who = KR_WATCH) =>
      tell(script.entry(by(who), [{ type, console: to.console, person: to.person }]))
    done('floor:given', KR)
    done('floor:released', KR)
    done('floor:given', KR_WATCH, KR)
    done('mute:asked', KR, JP)
    const [given, over, toAnother, asked] = since(before)
    expect(given).to.deep.include({ what: 'own-floor' }).and.to.have.nested.property('by.name', KR_WATCH.name)
    expect(over).to.deep.equal({ what: 'floor-over' })
    expect(toAnother).to.deep.equal({ what: 'floor', name: KR_WATCH.name })
    expect(asked).to.deep.include({ what: 'asked' }).and.to.have.nested.property('by.name', JP.name)
  })
})
