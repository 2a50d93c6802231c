import { signal } from '@preact/signals'
import { createDeskVoice, type DeskVoice } from '../../client/models/deskVoice.ts'
import { createInterpreterDesk, type InterpreterDesk } from '../../client/models/interpreterDesk.ts'
import type { OwnCall } from '../../client/models/ownCall.ts'
import type { ChannelSpeech } from '../../client/models/ports.ts'
import type { AtConsole } from '../../server/calls/decision.ts'
import { legOf } from '../../server/calls/roster.ts'
import type { ChannelStage } from './channelStage.ts'

/**
 * The desk of an interpreter on a stage as it is at their console: the console's own model says what goes out and what of
 * it is muted at its source, and hears of each state when the server has acted on it.
 */
export class StagedDesk {
  readonly model: InterpreterDesk
  readonly #voice: DeskVoice
  readonly #stage: ChannelStage
  readonly #who: AtConsole
  readonly #toneOf: (channel: string) => string
  readonly #own = signal<OwnCall | undefined>(undefined)
  readonly #tracks = new Map<string, { readonly trackId: string; muted: boolean }>()
  #speech: readonly ChannelSpeech[] = []
  #sending: Promise<void> = Promise.resolve()

  /** @param toneOf what is heard of this interpreter on a channel. */
  constructor(stage: ChannelStage, who: AtConsole, toneOf: (channel: string) => string) {
    this.#stage = stage
    this.#who = who
    this.#toneOf = toneOf
    const media = {
      setMuted: async () => {},
      interpret: async (speech: readonly ChannelSpeech[]) => {
        this.#speech = speech
        this.#sending = this.#sending.then(async () => await this.#send())
      },
    }
    const noCommand = async () => await Promise.reject(new Error('A test commands by its stage.'))
    this.#voice = createDeskVoice(this.#own, { isOff: () => false, keep: () => {} })
    this.model = createInterpreterDesk(media, noCommand, this.#own, this.#voice)
    stage.follow(async () => {
      this.#hears()
      await this.#sending
    })
  }

  /** What is muted or unmuted here is so at the server a request later. */
  async sent(): Promise<void> {
    await this.#sending
  }

  close(): void {
    this.model.close()
    this.#voice.close()
  }

  #hears(): void {
    const { line, state, call } = this.#stage.hotline
    const leg = legOf(call, this.#who.console.console)
    // Who is lost hears of nothing.
    if (leg?.state !== 'on') return
    const snapshot = { line, standing: this.#who.standing, state, consoles: [] }
    this.#own.value = { snapshot, call, leg }
  }

  async #send(): Promise<void> {
    for (const { channel, muted } of this.#speech) {
      const known = this.#tracks.get(channel)
      if (known === undefined) {
        const trackId = await this.#stage.opens(this.#who, this.#toneOf(channel), channel, muted)
        this.#tracks.set(channel, { trackId, muted })
      } else if (known.muted !== muted) {
        await this.#stage.mutes(this.#who, known.trackId, muted)
        known.muted = muted
      }
    }
  }
}
