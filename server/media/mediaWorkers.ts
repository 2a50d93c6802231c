import { isRoom, lineOfRoom } from '../calls/room.ts'
import type { LineId } from '../protocol/identifiers.ts'
import type { MediaLog } from './ports.ts'
import { WorkerSlot } from './workerSlot.ts'

/** Addresses that mean every interface: a console cannot be told to send there. */
const WILDCARDS = new Set(['0.0.0.0', '::', ''])

export interface MediaWorkersOptions {
  /** How many; one per core is the use of it. */
  readonly workers: number
  /** Where to listen: one address of this machine. */
  readonly address: string
  /** What consoles are told where that is another one, behind address translation. */
  readonly announcedAddress?: string
  /** The first worker's; the others take the ones after it. 0: any free ones. */
  readonly port: number
  readonly workerBin?: string
  /** How long a worker may take until it listens. */
  readonly startWithinMs?: number
  readonly log: MediaLog
  readonly onLost: (lines: readonly LineId[]) => void
  readonly onRestored: (lines: readonly LineId[]) => void
}

/** All workers, and which line lives in which: a line stays where it is, also over the death of its worker. */
export class MediaWorkers {
  readonly #slots: WorkerSlot[] = []
  readonly #linesOf: LineId[][] = []

  /** @throws {MediaPortTaken} when a port cannot be had; an `Error` for an address of all interfaces without another to tell. */
  static async create(options: MediaWorkersOptions): Promise<MediaWorkers> {
    const { workers, address, announcedAddress, port, workerBin, startWithinMs, log } = options
    if (WILDCARDS.has(address) && announcedAddress === undefined) {
      throw new Error('MEDIA_ADDRESS must be one address of this machine that consoles can reach, not all interfaces.')
    }
    const pool = new MediaWorkers()
    try {
      for (let index = 0; index < workers; index += 1) {
        const lines: LineId[] = []
        pool.#linesOf.push(lines)
        pool.#slots.push(
          await WorkerSlot.create({
            address,
            ...(announcedAddress === undefined ? {} : { announcedAddress }),
            port: port === 0 ? 0 : port + index,
            ...(workerBin === undefined ? {} : { workerBin }),
            ...(startWithinMs === undefined ? {} : { startWithinMs }),
            log,
            onLost: () => options.onLost([...lines]),
            onRestored: () => options.onRestored([...lines]),
          }),
        )
      }
    } catch (error) {
      pool.close()
      throw error
    }
    return pool
  }

  private constructor() {}

  get slots(): readonly WorkerSlot[] {
    return this.#slots
  }

  /** Where a line lives; a new one goes to the worker with the fewest lines, and a line's test room to where the line is. */
  slotOf(line: LineId): WorkerSlot {
    if (isRoom(line)) {
      const slot = this.slotOf(lineOfRoom(line))
      const lines = this.#linesOf[this.#slots.indexOf(slot)]
      if (lines?.includes(line) === false) lines.push(line)
      return slot
    }
    let index = this.#linesOf.findIndex((lines) => lines.includes(line))
    if (index < 0) {
      const fewest = Math.min(...this.#linesOf.map((lines) => lines.length))
      index = this.#linesOf.findIndex((lines) => lines.length === fewest)
      this.#linesOf[index]?.push(line)
    }
    const slot = this.#slots[index]
    if (slot === undefined) throw new Error('There is no media worker.')
    return slot
  }

  close(): void {
    for (const slot of this.#slots) slot.close()
  }
}
