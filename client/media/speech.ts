import type { SentKind } from '../../server/protocol/words.ts'
import type { ChannelSpeech } from '../models/ports.ts'
import { CaucusVoice } from './caucusVoice.ts'
import { Interpreting } from './interpreting.ts'
import { enterCaucus, isMuted, leaveCaucus, NOT_MUTED, withMuted } from './mutes.ts'
import type { Wanted } from './sending.ts'

/** What is sent of the one microphone. */
type SpokenKind = Extract<SentKind, 'microphone' | 'interpretation' | 'caucus'>
export const isSpoken = (kind: SentKind): kind is SpokenKind => kind !== 'camera' && kind !== 'screen'

/** The speech of this console: what of its microphone goes to the floor, into channels and into the caucus of its party. */
export class Speech {
  readonly #microphone: () => MediaStreamTrack | undefined
  /** What is wanted of it is another from now on. */
  readonly #onChange: (kind: SpokenKind, channel?: string) => Promise<void>
  readonly #interpreting: Interpreting
  #caucus: CaucusVoice | undefined
  #mutes = NOT_MUTED

  constructor(
    microphone: () => MediaStreamTrack | undefined,
    onChange: (kind: SpokenKind, channel?: string) => Promise<void>,
  ) {
    this.#microphone = microphone
    this.#onChange = onChange
    this.#interpreting = new Interpreting(microphone, async (channel) => await onChange('interpretation', channel))
  }

  get muted(): boolean {
    return isMuted(this.#mutes)
  }

  /** Is nothing of it heard by anybody, as its person wants it? */
  get silent(): boolean {
    return this.muted && (this.#caucus !== undefined || !this.#interpreting.speaks)
  }

  /** What a meter is to hear instead of the microphone's own track. */
  metered(): MediaStreamTrack | undefined {
    return this.#caucus?.track() ?? this.#interpreting.metered()
  }

  /** Where its person speaks now: on the floor, or in the caucus. Silence begins at the source, before anybody is asked. */
  setMuted(muted: boolean): Promise<void> {
    this.#mutes = withMuted(this.#mutes, muted)
    const caucus = this.#caucus
    const track = caucus === undefined ? this.#microphone() : caucus.track()
    if (muted && track !== undefined) track.enabled = false
    return this.#onChange(caucus === undefined ? 'microphone' : 'caucus')
  }

  /** @returns what follows, or undefined where it is so already. */
  setCaucus(inside: boolean): (() => Promise<void>) | undefined {
    if ((this.#caucus !== undefined) === inside) return undefined
    this.#caucus?.close()
    this.#caucus = inside ? new CaucusVoice(this.#microphone) : undefined
    this.#mutes = inside ? enterCaucus(this.#mutes) : leaveCaucus(this.#mutes)
    const floor = this.#microphone()
    if (this.#mutes.floor && floor !== undefined) floor.enabled = false
    return () => this.follow()
  }

  interpret(speech: readonly ChannelSpeech[]): Promise<void> {
    return this.#interpreting.set(speech)
  }

  async follow(): Promise<void> {
    await Promise.all([this.#onChange('microphone'), this.followChannels(), this.#onChange('caucus')])
  }

  followChannels(): Promise<void> {
    return this.#interpreting.follow()
  }

  wanted(kind: SpokenKind, channel?: string): Wanted | undefined {
    switch (kind) {
      case 'caucus':
        return this.#caucus?.wanted(this.muted)
      case 'interpretation':
        return channel === undefined ? undefined : this.#interpreting.wanted(channel)
      case 'microphone': {
        const track = this.#microphone()
        return { ...(track !== undefined && { track }), muted: track === undefined || this.#mutes.floor }
      }
    }
  }

  /**
   * The call is left: nothing keeps the microphone open for it.
   *
   * @returns whether what a meter hears is another.
   */
  rest(): boolean {
    const caucus = this.#caucus
    this.#interpreting.rest()
    caucus?.close()
    this.#caucus = undefined
    this.#mutes = NOT_MUTED
    return caucus !== undefined
  }
}
