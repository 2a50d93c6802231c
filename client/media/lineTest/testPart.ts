import type { types } from 'mediasoup-client'
import { roomOf } from '../../../server/calls/room.ts'
import { pitchOf } from '../../../server/calls/testSound.ts'
import { TEST_SENDS_FOR_MS } from '../../../server/calls/testTiming.ts'
import type { TestedKind, TestHeard, TestMeasured } from '../../../server/protocol/lineTests.ts'
import type { TestPart, TestPlan } from '../../models/lineTestPort.ts'
import type { SignalingPort } from '../../models/ports.ts'
import { encodingOf } from '../encodings.ts'
import { Receiving, type Received } from '../receiving.ts'
import type { DeviceFor } from '../keptDevices.ts'
import { WarmSession } from '../warmSession.ts'
import { wait } from '../wait.ts'
import { receivedBy, sentBy } from './counts.ts'
import { SoundClock } from './soundClock.ts'
import { TestEars } from './testEars.ts'
import { TestPicture } from './testPicture.ts'
import { TestSound } from './testSound.ts'

/** Sound that leads nowhere: the device that people hear is not even opened. (Not every list of options has it yet.) */
const NOWHERE: AudioContextOptions & { readonly sinkId: { readonly type: 'none' } } = {
  sinkId: { type: 'none' },
  sampleRate: 48_000,
  latencyHint: 'balanced',
}
const LOOK_EVERY_MS = 200
const CLEARED_AFTER_MS = 1_500
/** What has just been sent is with the recorder by then. */
const UNDER_WAY_MS = 500

interface OnAir {
  readonly kind: TestedKind
  readonly producer: types.Producer
  /** Sent before the recorder could have it. */
  readonly before: number
}

export function beginTestPart(plan: TestPlan, signaling: SignalingPort, deviceFor: DeviceFor): TestPart {
  const part = new Part(plan, signaling, deviceFor)
  return { measured: part.run(), stop: () => part.stop() }
}

/** One console's part in a test: everything that it makes is made here for this one test, and is gone after it. */
class Part {
  readonly #plan: TestPlan
  readonly #signaling: SignalingPort
  readonly #deviceFor: DeviceFor
  readonly #context = new AudioContext(NOWHERE)
  readonly #clock: SoundClock
  readonly #sound: TestSound
  readonly #picture: TestPicture
  readonly #ears: TestEars
  readonly #onAir: OnAir[] = []
  readonly #stopping = Promise.withResolvers<void>()
  #session: WarmSession | undefined
  #receiving: Receiving | undefined
  #setUpMs: number | undefined
  #hidden = false
  #stopped = false

  constructor(plan: TestPlan, signaling: SignalingPort, deviceFor: DeviceFor) {
    this.#plan = plan
    this.#signaling = signaling
    this.#deviceFor = deviceFor
    const pitchHz = pitchOf(plan.test.participants, plan.console)
    this.#clock = new SoundClock(this.#context, plan.serverNowMs)
    this.#sound = new TestSound(this.#context, this.#clock, pitchHz)
    this.#picture = new TestPicture(pitchHz % 360)
    this.#ears = new TestEars(this.#context, this.#clock)
  }

  async run(): Promise<TestMeasured> {
    const timer = setInterval(() => this.#look(), LOOK_EVERY_MS)
    try {
      await this.#setUp()
      await this.#untilServerSays(this.#plan.test.startedAtMs + TEST_SENDS_FOR_MS)
      const heard = await this.#heard()
      for (const { producer } of this.#onAir) producer.pause()
      await this.#pause(UNDER_WAY_MS)
      return { ...this.#aboutPath(), sent: await this.#sent(), heard }
    } catch {
      // Lost or refused on the way: what is missing from the report says so.
      return { ...this.#aboutPath(), sent: [], heard: [] }
    } finally {
      clearInterval(timer)
    }
  }

  stop(): void {
    if (this.#stopped) return
    this.#stopped = true
    this.#stopping.resolve()
    // Nothing goes on the air any more: it may be for a ring. That its tracks end is told when that is on the screen, for
    // the recorder seals each of them, and would do so just when it has to prove itself for the call.
    this.#receiving?.ignore()
    for (const { producer } of this.#onAir) producer.pause()
    this.#picture.close()
    setTimeout(() => this.#clear(), CLEARED_AFTER_MS)
  }

  #clear(): void {
    this.#endSession(this.#session)
    this.#receiving?.close()
    this.#ears.close()
    this.#sound.close()
    void this.#context.close().catch(() => undefined)
  }

  async #setUp(): Promise<void> {
    const askedAtMs = performance.now()
    const room = roomOf(this.#plan.line)
    const session = await WarmSession.open(this.#signaling, room, this.#deviceFor, (made) => {
      this.#session = made
      this.#receiving = new Receiving(this.#signaling, made, this.#ears, () => undefined)
    })
    // Race: it was stopped while the session was made, and found none to end.
    if (this.#stopped) {
      this.#receiving?.close()
      this.#endSession(session)
      return
    }
    const lost = await Promise.race([session.up, session.lost, this.#stopping.promise])
    if (lost !== undefined || this.#stopped) throw new Error('The session is lost.')
    this.#setUpMs = performance.now() - askedAtMs
    await Promise.all([
      this.#putOn(session, 'microphone', this.#sound.track),
      this.#putOn(session, 'camera', this.#picture.track),
    ])
  }

  async #putOn(session: WarmSession, kind: TestedKind, track: MediaStreamTrack | undefined): Promise<void> {
    if (track === undefined) return
    const callId = this.#plan.test.testId
    const wish = { callId, kind, muted: () => false, wanted: () => !this.#stopped }
    const { producer, opened } = await session.produce(wish, { ...encodingOf(kind), track, stopTracks: false })
    await opened
    this.#onAir.push({ kind, producer, before: await sentBy(producer) })
  }

  #look(): void {
    this.#hidden ||= document.visibilityState === 'hidden'
    this.#clock.look()
    this.#sound.plan(this.#plan.serverNowMs())
    this.#ears.listen()
  }

  #aboutPath(): Omit<TestMeasured, 'sent' | 'heard'> {
    const { roundTripMs } = this.#session?.measured() ?? {}
    return {
      ...(this.#setUpMs !== undefined && { setUpMs: this.#setUpMs }),
      ...(roundTripMs !== undefined && { roundTripMs }),
      ...(this.#hidden && { hidden: true }),
    }
  }

  async #sent(): Promise<TestMeasured['sent']> {
    return await Promise.all(
      this.#onAir.map(async ({ kind, producer, before }) => ({
        kind,
        count: Math.max(0, (await sentBy(producer)) - before),
      })),
    )
  }

  async #heard(): Promise<TestHeard[]> {
    const received = this.#receiving?.all ?? []
    const heard = await Promise.all(received.map(async (one) => await this.#heardOf(one)))
    return heard.flatMap((one) => one ?? [])
  }

  async #heardOf({ consumer, remote: { console: from, kind } }: Received): Promise<TestHeard | undefined> {
    if (kind !== 'camera' && kind !== 'microphone') return undefined
    const heard = { from, kind, ...(await receivedBy(consumer)) }
    if (kind === 'camera') return heard
    const { bursts, mouthToEarMs, pitchHz } = this.#ears.heard(consumer.id)
    const listens = this.#context.state === 'running'
    return {
      ...heard,
      ...(mouthToEarMs !== undefined && { mouthToEarMs }),
      ...(pitchHz !== undefined && pitchHz !== pitchOf(this.#plan.test.participants, from) && { otherSound: true }),
      ...(bursts === 0 && listens && heard.packets > 0 && { silent: true }),
    }
  }

  async #untilServerSays(atMs: number): Promise<void> {
    for (;;) {
      const leftMs = atMs - this.#plan.serverNowMs()
      if (leftMs <= 0 || this.#stopped) return
      await this.#pause(leftMs)
    }
  }

  async #pause(ms: number): Promise<void> {
    await Promise.race([wait(ms), this.#stopping.promise])
  }

  #endSession(session: WarmSession | undefined): void {
    if (session === undefined || session.closed) return
    void this.#signaling.request('warm-line:close', { line: session.line, warmLine: session.id })
    session.close()
  }
}
