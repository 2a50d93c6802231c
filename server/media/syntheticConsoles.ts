import type { types } from 'mediasoup'
import type { ConsolePerson } from '../protocol/actor.ts'
import type { ConsoleId } from '../protocol/identifiers.ts'
import type { LineTracks } from './lineTracks.ts'
import { refusals } from './refusals.ts'
import { SyntheticConsole, type OpenTrack } from './syntheticConsole.ts'
import type { SyntheticPackets } from './syntheticPackets.ts'

export interface SyntheticConsolesOptions {
  readonly line: string
  readonly router: types.Router
  readonly tracks: LineTracks
  /** What they send. */
  readonly packets: () => Promise<SyntheticPackets>
  readonly nowMs: () => number
}

/** The server's own consoles in one line's test room. */
export class SyntheticConsoles {
  readonly #options: SyntheticConsolesOptions
  readonly #all = new Map<ConsoleId, SyntheticConsole>()

  constructor(options: SyntheticConsolesOptions) {
    this.#options = options
  }

  get all(): readonly SyntheticConsole[] {
    return [...this.#all.values()]
  }

  get(console: ConsoleId): SyntheticConsole | undefined {
    return this.#all.get(console)
  }

  /** One that comes into the call and sends. Throws as opening a track does. */
  async open(who: ConsolePerson, callId: string, pitchHz: number): Promise<SyntheticConsole> {
    const { line, router, tracks, nowMs } = this.#options
    const packets = await this.#options.packets()
    const made = await SyntheticConsole.create(router, who).catch((cause: unknown) => {
      throw refusals.noWorker(cause)
    })
    this.close(who.console)
    this.#all.set(who.console, made)
    const open: OpenTrack = async (kind, rtpParameters) =>
      await tracks.open(who, made, { line, callId, warmLine: made.id, kind, muted: false, rtpParameters })
    try {
      await made.start(open, packets, pitchHz, nowMs)
    } catch (error) {
      this.close(who.console)
      throw error
    }
    return made
  }

  close(console: ConsoleId): void {
    const synthetic = this.#all.get(console)
    if (synthetic === undefined) return
    this.#all.delete(console)
    this.#options.tracks.endOf(console, 'stopped')
    synthetic.close()
  }

  closeAll(): void {
    for (const console of [...this.#all.keys()]) this.close(console)
  }
}
