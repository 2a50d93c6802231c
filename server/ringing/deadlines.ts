import type { LineCommand } from '../calls/commands.ts'
import { nextStep, ringsForMs } from '../calls/ladder.ts'
import { isRinging } from '../calls/rings.ts'
import { emptySinceMs, liveCall } from '../calls/roster.ts'
import type { CallTiming } from '../calls/timing.ts'
import type { Call, LineState } from '../protocol/lineState.ts'
import type { Refusal } from '../protocol/refusal.ts'

export interface DeadlinesOptions {
  readonly clock: () => number
  readonly timing: CallTiming
  readonly report: (line: string, command: LineCommand) => Promise<Reported>
}

interface Reported {
  readonly ok: boolean
  readonly refusal?: Refusal
}

/** A log that fails is asked again this often: a ring that is over should not sound much longer for it. */
const RETRY_MS = 1000
/** `setTimeout` counts whole milliseconds of another clock. */
const EARLY_TIMER_MS = 2

interface Deadline {
  readonly atMs: number
  readonly command: LineCommand
}

/** What a deadline is computed from; its command is told when its time was really up. */
interface Wanted {
  readonly atMs: number
  /** What is left of it at most, whenever it is first seen. */
  readonly limitMs: number
  readonly command: (atMs: number) => LineCommand
}

/**
 * The clock of the calls: says that a step of a ring's ladder is due, that a ring's time is up, that a call has been empty too long, and that the recorder's
 * proof has not come in time. It holds no state of its own: what should be running is computed from the line each time,
 * so that deadlines survive a restart. None is further away than its whole limit from when it is first seen: the clock
 * may have gone back while no server was there, and the facts would then be of the future.
 */
export class Deadlines {
  readonly #options: DeadlinesOptions
  readonly #startedAtMs: number
  /** By line, by what the deadline is of. */
  readonly #timers = new Map<string, Map<string, NodeJS.Timeout>>()
  #closed = false

  static create(options: DeadlinesOptions): Deadlines {
    return new Deadlines(options)
  }

  private constructor(options: DeadlinesOptions) {
    this.#options = options
    this.#startedAtMs = options.clock()
  }

  /** To be called with every new state of a line, and once with each state found at the start. */
  stateChanged(state: LineState): void {
    if (this.#closed) return
    const wanted = this.#deadlinesOf(state)
    const running = this.#timers.get(state.line) ?? new Map<string, NodeJS.Timeout>()
    for (const [name, timer] of running) {
      if (wanted.has(name)) continue
      clearTimeout(timer)
      running.delete(name)
    }
    for (const [name, deadline] of wanted) {
      if (!running.has(name)) running.set(name, this.#start(state.line, name, this.#bounded(deadline)))
    }
    this.#timers.set(state.line, running)
  }

  /** How many deadlines run at this moment. */
  get running(): number {
    return [...this.#timers.values()].reduce((sum, timers) => sum + timers.size, 0)
  }

  close(): void {
    this.#closed = true
    for (const running of this.#timers.values()) for (const timer of running.values()) clearTimeout(timer)
    this.#timers.clear()
  }

  #bounded({ atMs, limitMs, command }: Wanted): Deadline {
    const dueAtMs = Math.min(atMs, this.#options.clock() + limitMs)
    return { atMs: dueAtMs, command: command(dueAtMs) }
  }

  #start(line: string, name: string, deadline: Deadline, waitMs = this.#untilMs(deadline)): NodeJS.Timeout {
    return setTimeout(() => void this.#reached(line, name, deadline), waitMs)
  }

  /** A timer may fire a moment before the clock is there, and what is reported too early comes to nothing. */
  #untilMs({ atMs }: Deadline): number {
    return Math.max(0, atMs - this.#options.clock()) + EARLY_TIMER_MS
  }

  async #reached(line: string, name: string, deadline: Deadline): Promise<void> {
    const { atMs, command } = deadline
    const early = this.#options.clock() < atMs
    const answer: Reported = early ? { ok: true } : await this.#options.report(line, command)
    const running = this.#timers.get(line)
    // After the wait: a newer state may have taken this deadline away.
    if (this.#closed || running === undefined || !running.has(name)) return
    if (early) running.set(name, this.#start(line, name, deadline))
    else if (answer.ok || answer.refusal?.code !== 'unavailable') running.delete(name)
    else running.set(name, this.#start(line, name, deadline, RETRY_MS))
  }

  #deadlinesOf(state: LineState): Map<string, Wanted> {
    const call = liveCall(state)
    if (call === undefined) return new Map<string, Wanted>()
    return new Map([...ringDeadlines(call, this.#options.timing), ...this.#callDeadlines(call)])
  }

  #callDeadlines(call: Call): [string, Wanted][] {
    const { callId, recording } = call
    const { emptyCallMs, recorderGraceMs } = this.#options.timing
    const deadlines: [string, Wanted][] = []
    const sinceMs = emptySinceMs(call)
    if (sinceMs !== undefined) {
      // Two minutes of the server being up: time without a server does not count against those who were cut off by it.
      deadlines.push([
        `empty ${callId} ${sinceMs}`,
        {
          atMs: Math.max(this.#startedAtMs, sinceMs) + emptyCallMs,
          limitMs: emptyCallMs,
          command: () => ({ name: 'call:expire', callId, emptySinceMs: sinceMs }),
        },
      ])
    }
    if (recording.state === 'starting') {
      const cause = 'The recorder has not proved that it writes.'
      deadlines.push([
        `recorder ${callId} ${recording.sinceMs}`,
        {
          atMs: recording.sinceMs + recorderGraceMs,
          limitMs: recorderGraceMs,
          command: () => ({ name: 'recording:fail', callId, cause }),
        },
      ])
    }
    return deadlines
  }
}

function ringDeadlines(call: Call, timing: CallTiming): [string, Wanted][] {
  const { callId, interpreterRings = [] } = call
  const ofInterpreters = interpreterRings.flatMap(({ party, attempt, deadlineAtMs, ...ring }): [string, Wanted][] => {
    if (deadlineAtMs === undefined || !isRinging({ party, attempt, ...ring })) return []
    const about = { callId, party, attempt, deadlineAtMs, interpreters: true } as const
    const command = (dueAtMs: number): LineCommand => ({ name: 'ring:expire', ...about, dueAtMs })
    const wanted = { atMs: deadlineAtMs, limitMs: timing.ringTimeoutMs, command }
    return [[`interpreters ${callId} ${party} ${attempt} ${deadlineAtMs}`, wanted]]
  })
  return [...partyRingDeadlines(call, timing), ...ofInterpreters]
}

function partyRingDeadlines({ callId, rings }: Call, { ringTimeoutMs }: CallTiming): [string, Wanted][] {
  return rings.flatMap((ring): [string, Wanted][] => {
    const { party, attempt, ladder, sentAtMs, deadlineAtMs } = ring
    if (!isRinging(ring)) return []
    const about = { callId, party, attempt }
    const step = nextStep(ring)
    const afterMs = step === undefined ? undefined : ladder?.[step]?.afterMs
    // One after the other: the time of a ring is up only when all of its steps have rung.
    if (step !== undefined && sentAtMs !== undefined && afterMs !== undefined) {
      const command = (dueAtMs: number): LineCommand => ({ name: 'ring:widen', ...about, step, dueAtMs })
      return [[`step ${callId} ${party} ${attempt} ${step}`, { atMs: sentAtMs + afterMs, limitMs: afterMs, command }]]
    }
    if (deadlineAtMs === undefined) return []
    const command = (dueAtMs: number): LineCommand => ({ name: 'ring:expire', ...about, dueAtMs, deadlineAtMs })
    const limitMs = ringsForMs(ladder, ringTimeoutMs)
    return [[`ring ${callId} ${party} ${attempt} ${deadlineAtMs}`, { atMs: deadlineAtMs, limitMs, command }]]
  })
}
