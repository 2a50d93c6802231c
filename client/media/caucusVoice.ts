import type { Wanted } from './sending.ts'
import { SpeechCopies } from './speechCopies.ts'

const NAME = 'caucus'

/** The microphone in a caucus: a copy, so that it goes on where the floor's is switched off, and the other way round. */
export class CaucusVoice {
  readonly #copies: SpeechCopies

  constructor(microphone: () => MediaStreamTrack | undefined) {
    this.#copies = new SpeechCopies(microphone)
  }

  track(): MediaStreamTrack | undefined {
    return this.#copies.copy(NAME)
  }

  wanted(muted: boolean): Wanted {
    const track = this.track()
    return { ...(track !== undefined && { track }), muted: track === undefined || muted }
  }

  close(): void {
    this.#copies.keep([])
  }
}
