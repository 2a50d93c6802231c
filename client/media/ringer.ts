import { PRECEDENCES, type Precedence } from '../../server/protocol/words.ts'
import { CALL_SOUNDS } from '../models/soundNames.ts'
import { Listeners } from './listeners.ts'
import { samplesOf, type Tone } from './tones.ts'
import { wait } from './wait.ts'

/** Two strokes of the tone: enough to know it, short enough to arm in a room where others work. */
const TRIED_MS = 1_000

/** A browser that may not sound leaves `resume()` pending for ever: so long is waited for sound to really run. */
const RUNNING_WITHIN_MS = 600
const LOOK_EVERY_MS = 20

const EVERY_TONE: readonly Tone[] = [
  ...PRECEDENCES.map((precedence) => ({ kind: 'incoming', precedence }) as const),
  { kind: 'outgoing' },
  { kind: 'alarm' },
  { kind: 'chime' },
  { kind: 'raised' },
  { kind: 'reminder' },
  { kind: 'message' },
  { kind: 'message-in-call' },
  ...CALL_SOUNDS.map((kind) => ({ kind })),
]

/** A sound that is to be heard once. */
export interface Played {
  readonly over: Promise<unknown>
  readonly stop: () => void
}

/** The console's own sounds. They come out of one audio context, which a gesture unlocks for the life of the page. */
export class Ringer {
  /** Sound runs, or does not run any more. */
  readonly changed = new Listeners<undefined>()
  readonly #makeContext: () => AudioContext
  /** Making a tone takes a busy machine tens of milliseconds, which a ring must not wait for. */
  readonly #buffers = new Map<string, AudioBuffer>()
  #context: AudioContext | undefined
  #ring: { readonly source: AudioBufferSourceNode } | undefined
  #alarm: AudioBufferSourceNode | undefined
  #stopTrying: () => void = () => undefined

  constructor(makeContext: () => AudioContext = () => new AudioContext({ latencyHint: 'interactive' })) {
    this.#makeContext = makeContext
  }

  get running(): boolean {
    return this.#context?.state === 'running'
  }

  /** Whether it was asked to ring and not silenced since. */
  get rings(): boolean {
    return this.#ring !== undefined
  }

  /** The context that the microphone's meter shares; made at the first call. */
  context(): AudioContext {
    if (this.#context === undefined) {
      const context = this.#makeContext()
      this.#context = context
      context.addEventListener('statechange', () => {
        if (this.#context === context) this.changed.tell(undefined)
      })
    }
    return this.#context
  }

  /** In a gesture: sound that the browser, or a call of the telephone, has stopped runs again. */
  wake(): void {
    if (this.#context?.state !== 'running') void this.#context?.resume().catch(() => undefined)
  }

  /** Sounds once, and where it must not be heard at no volume, to find out whether sound comes. */
  async unlock(aloud: boolean): Promise<boolean> {
    const context = this.context()
    const gain = context.createGain()
    gain.gain.value = aloud ? 1 : 0
    gain.connect(context.destination)
    const source = this.#play({ kind: 'incoming', precedence: 'routine' }, gain)
    source.addEventListener('ended', () => gain.disconnect())
    const runs = await this.#runs()
    if (aloud && runs && this.#ring === undefined) {
      source.stop(context.currentTime + TRIED_MS / 1_000)
      this.#stopTrying = () => source.stop()
    } else {
      source.stop()
    }
    for (const tone of EVERY_TONE) this.bufferOf(tone)
    return runs
  }

  /** Sounds for so long. @returns whether it is audible, as far as a page can know, once it is over. */
  async try(durationMs: number): Promise<boolean> {
    this.stopTrying()
    const source = this.#play({ kind: 'incoming', precedence: 'routine' }, this.context().destination)
    const over = new Promise((resolve) => source.addEventListener('ended', resolve))
    this.#stopTrying = () => source.stop()
    const runs = await this.#runs()
    // A context that sleeps ends nothing, so that nobody could wait for it.
    if (!runs) {
      source.stop()
      return false
    }
    const timer = setTimeout(() => source.stop(), durationMs)
    await over
    clearTimeout(timer)
    return true
  }

  stopTrying(): void {
    this.#stopTrying()
    this.#stopTrying = () => undefined
  }

  /** Any sound, once, where the ringer sounds, or into something else of its context. */
  playOnce(buffer: AudioBuffer, into: AudioNode = this.context().destination): Played {
    const source = new AudioBufferSourceNode(this.context(), { buffer })
    const over = new Promise((resolve) => source.addEventListener('ended', resolve))
    source.connect(into)
    source.start()
    return { over, stop: () => source.stop() }
  }

  /** @returns whether it is audible, as far as a page can know: the output runs and its time advances. */
  async ring(kind: 'incoming' | 'outgoing', precedence: Precedence): Promise<boolean> {
    this.silence()
    this.stopTrying()
    const ring = {
      source: this.#play(kind === 'incoming' ? { kind, precedence } : { kind }, this.context().destination),
    }
    this.#ring = ring
    const runs = await this.#runs()
    // Race: it may have been silenced while the output was starting.
    return runs && this.#ring === ring
  }

  silence(): void {
    this.#ring?.source.stop()
    this.#ring = undefined
  }

  alarm(on: boolean): void {
    if (on === (this.#alarm !== undefined)) return
    this.#alarm?.stop()
    this.#alarm = on ? this.#play({ kind: 'alarm' }, this.context().destination) : undefined
    if (on) void this.context().resume()
  }

  /** Sounds once, where sound is unlocked. */
  once(kind: 'chime' | 'raised' | 'reminder' | 'message' | 'message-in-call'): void {
    if (this.running) this.playOnce(this.bufferOf({ kind }))
  }

  /** In a gesture: has sound run, and sounds nothing. @returns whether it does. */
  async start(): Promise<boolean> {
    return await this.#runs()
  }

  /** Rings where sound comes out; a browser that cannot choose keeps its own output. */
  async setOutput(deviceId: string): Promise<void> {
    const context: AudioContext & { setSinkId?: (sinkId: string) => Promise<void> } = this.context()
    await context.setSinkId?.(deviceId === 'default' ? '' : deviceId)
  }

  async close(): Promise<void> {
    this.stopTrying()
    this.silence()
    this.alarm(false)
    await this.#context?.close()
    this.#context = undefined
    this.#buffers.clear()
  }

  #play(tone: Tone, destination: AudioNode): AudioBufferSourceNode {
    const source = new AudioBufferSourceNode(this.context(), { buffer: this.bufferOf(tone), loop: true })
    source.connect(destination)
    source.start()
    return source
  }

  /** A tone, made at the first time that it is asked for. */
  bufferOf(tone: Tone): AudioBuffer {
    const name = tone.kind === 'incoming' ? `incoming ${tone.precedence}` : tone.kind
    const known = this.#buffers.get(name)
    if (known !== undefined) return known
    const context = this.context()
    const samples = samplesOf(tone, context.sampleRate)
    const buffer = context.createBuffer(1, samples.length, context.sampleRate)
    buffer.copyToChannel(samples, 0)
    this.#buffers.set(name, buffer)
    return buffer
  }

  async #runs(): Promise<boolean> {
    const context = this.context()
    const from = context.currentTime
    void context.resume().catch(() => undefined)
    for (let waitedMs = 0; waitedMs < RUNNING_WITHIN_MS; waitedMs += LOOK_EVERY_MS) {
      if (context.state === 'running' && context.currentTime > from) return true
      await wait(LOOK_EVERY_MS)
    }
    return false
  }
}
