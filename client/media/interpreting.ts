import type { ChannelSpeech } from '../models/ports.ts'
import type { Wanted } from './sending.ts'
import { SpeechCopies } from './speechCopies.ts'

/** The copy that is never switched off, for the meter: it hears an interpreter whom the floor does not. */
const METERED = 'meter'

/** The speech of this console that goes into channels beside the floor, of the same microphone. */
export class Interpreting {
  readonly #copies: SpeechCopies
  /** What is wanted of a channel is another from now on. */
  readonly #onChange: (channel: string) => Promise<void>
  #speech: readonly ChannelSpeech[] = []

  constructor(microphone: () => MediaStreamTrack | undefined, onChange: (channel: string) => Promise<void>) {
    this.#copies = new SpeechCopies(microphone)
    this.#onChange = onChange
  }

  /** Is anything of it heard by anybody? */
  get speaks(): boolean {
    return this.#speech.some(({ muted }) => !muted)
  }

  async set(speech: readonly ChannelSpeech[]): Promise<void> {
    const channels = new Set([...this.#speech, ...speech].map(({ channel }) => channel))
    this.#speech = speech
    // Silence begins at the source, before anybody is asked.
    for (const channel of channels) {
      const copy = this.#copies.copy(channel)
      if (copy !== undefined && this.#of(channel)?.muted !== false) copy.enabled = false
    }
    await this.follow(channels)
    this.#copies.keep(this.#names)
  }

  async follow(channels: Iterable<string> = this.#speech.map(({ channel }) => channel)): Promise<void> {
    await Promise.all([...channels].map(async (channel) => await this.#onChange(channel)))
  }

  wanted(channel: string): Wanted | undefined {
    const speech = this.#of(channel)
    if (speech === undefined) return undefined
    const track = this.#copies.copy(channel)
    return { ...(track !== undefined && { track }), muted: track === undefined || speech.muted }
  }

  /** What a meter is to hear; undefined while nothing goes into any channel. */
  metered(): MediaStreamTrack | undefined {
    return this.#speech.length === 0 ? undefined : this.#copies.copy(METERED)
  }

  /** The call is left: nothing keeps the microphone open for it. */
  rest(): void {
    this.#copies.keep([])
  }

  get #names(): string[] {
    return this.#speech.length === 0 ? [] : [METERED, ...this.#speech.map(({ channel }) => channel)]
  }

  #of(channel: string): ChannelSpeech | undefined {
    return this.#speech.find((one) => one.channel === channel)
  }
}
