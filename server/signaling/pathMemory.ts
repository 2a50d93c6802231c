import { isArmedAndAlive } from '../calls/attendance.ts'
import type { PresentConsole } from '../protocol/consoles.ts'
import type { PartyPath, PathHistory } from '../protocol/pathHistory.ts'

/** A console measures over ten seconds, so that three looks, one after the other, are all that was measured in a step. */
export const MEASURE_EVERY_MS = 10_000
const LOOKS_IN_STEP = 3
/** An hour. */
const STEPS_KEPT = 120

/** What one console has told in the step that is not over yet. */
interface Told {
  readonly party: string
  roundTripMs: number
  lossPercent: number
  times: number
}

/** Of one party in one step; absent where nothing was measured. */
type Step = ReadonlyMap<string, { readonly roundTripMs: number; readonly lossPercent: number }>

/** What the consoles of one line have measured over the last hour: as much for a hundred consoles as for one. */
class LineMemory {
  #steps: Step[] = []
  readonly #now = new Map<string, Told>()

  measured(consoles: readonly PresentConsole[]): void {
    for (const { console, party, roundTripMs, lossPercent } of consoles.filter(isArmedAndAlive)) {
      if (roundTripMs === undefined || lossPercent === undefined) continue
      const told = this.#now.get(console) ?? { party, roundTripMs: 0, lossPercent: 0, times: 0 }
      told.roundTripMs += roundTripMs
      told.lossPercent += lossPercent
      told.times += 1
      this.#now.set(console, told)
    }
  }

  endStep(): void {
    const parties = Map.groupBy(this.#now.values(), ({ party }) => party)
    this.#now.clear()
    const step = [...parties].map(([party, all]) => {
      const times = all.reduce((sum, told) => sum + told.times, 0)
      const roundTripMs = all.reduce((sum, told) => sum + told.roundTripMs, 0) / times
      return [
        party,
        { roundTripMs, lossPercent: Math.max(...all.map((told) => told.lossPercent / told.times)) },
      ] as const
    })
    this.#steps = [...this.#steps, new Map(step)].slice(-STEPS_KEPT)
  }

  of(party: string): PartyPath {
    // A server that has just started remembers nothing of the hour before: there, nothing was measured.
    const steps = [
      ...Array.from({ length: STEPS_KEPT - this.#steps.length }, (): undefined => undefined),
      ...this.#steps,
    ]
    const path = steps.map((step) => step?.get(party))
    return {
      party,
      // A tenth is more than anybody can see, and an answer of three parties stays small.
      roundTripMs: path.map((one) => tenths(one?.roundTripMs)),
      lossPercent: path.map((one) => tenths(one?.lossPercent)),
    }
  }
}

const tenths = (value: number | undefined): number | null => (value === undefined ? null : Math.round(value * 10) / 10)

export interface PathMemoryOptions {
  readonly clock: () => number
  readonly lines: () => readonly string[]
  readonly presentOn: (line: string) => readonly PresentConsole[]
}

/** The last hour of every line, in memory: it is for whoever looks now, and no fact of the hotline. */
export class PathMemory {
  readonly #options: PathMemoryOptions
  readonly #lines = new Map<string, LineMemory>()
  #looks = 0
  /** When the newest whole step began, and the one that is not over yet. */
  #newestAtMs: number
  #stepAtMs: number

  constructor(options: PathMemoryOptions) {
    this.#options = options
    this.#stepAtMs = options.clock()
    this.#newestAtMs = this.#stepAtMs
  }

  /** To be called every `MEASURE_EVERY_MS`. */
  look(): void {
    const lines = this.#options.lines()
    for (const line of lines) this.#memoryOf(line).measured(this.#options.presentOn(line))
    this.#looks += 1
    if (this.#looks % LOOKS_IN_STEP !== 0) return
    for (const line of lines) this.#memoryOf(line).endStep()
    this.#newestAtMs = this.#stepAtMs
    this.#stepAtMs = this.#options.clock()
  }

  read(line: string, parties: readonly string[]): PathHistory {
    const memory = this.#memoryOf(line)
    return {
      newestAtMs: this.#newestAtMs,
      stepMs: LOOKS_IN_STEP * MEASURE_EVERY_MS,
      parties: parties.map((party) => memory.of(party)),
    }
  }

  #memoryOf(line: string): LineMemory {
    const known = this.#lines.get(line) ?? new LineMemory()
    this.#lines.set(line, known)
    return known
  }
}
