import type { types } from 'mediasoup'
import type { ConsoleId } from '../protocol/identifiers.ts'
import type { Track } from './track.ts'

/** The mean of the levels in an interval, pauses between words included: quieter than this is a room, not a voice. */
const THRESHOLD_DBVO = -68
/** Short enough to follow a conversation, long enough not to flicker between syllables. */
const INTERVAL_MS = 400
const MAX_SPEAKERS = 4

export interface Speaker {
  readonly console: ConsoleId
  /** dBov, -127 to 0 (RFC 6464). */
  readonly volumeDb: number
}

/** Who speaks on a line, by the levels that consoles send with their sound. */
export class Speakers {
  readonly #observer: types.AudioLevelObserver
  readonly #consoles = new Map<string, ConsoleId>()
  #speaking = ''

  /**
   * `onChange` hears the speakers, loudest first, whenever others speak than before; of nobody with an empty list. It hears
   * them again when others listen than before, as `audience` says: who comes later has not been told yet.
   */
  static async create(
    router: types.Router,
    audience: () => string,
    onChange: (speakers: Speaker[]) => void,
  ): Promise<Speakers> {
    const observer = await router.createAudioLevelObserver({
      maxEntries: MAX_SPEAKERS,
      threshold: THRESHOLD_DBVO,
      interval: INTERVAL_MS,
    })
    return new Speakers(observer, audience, onChange)
  }

  private constructor(
    observer: types.AudioLevelObserver,
    audience: () => string,
    onChange: (speakers: Speaker[]) => void,
  ) {
    this.#observer = observer
    const tell = (speakers: Speaker[]) => {
      const speaking = `${audience()} ${speakers.map((speaker) => speaker.console).join()}`
      if (speaking === this.#speaking) return
      this.#speaking = speaking
      onChange(speakers)
    }
    observer.on('silence', () => tell([]))
    observer.on('volumes', (volumes) =>
      tell(
        volumes.flatMap(({ producer, volume }) => {
          const console = this.#consoles.get(producer.id)
          return console === undefined ? [] : [{ console, volumeDb: volume }]
        }),
      ),
    )
  }

  async add(track: Track): Promise<void> {
    const { producer } = track
    this.#consoles.set(producer.id, track.start.console)
    producer.observer.once('close', () => this.#consoles.delete(producer.id))
    await this.#observer.addProducer({ producerId: producer.id })
  }

  close(): void {
    this.#observer.close()
  }
}
