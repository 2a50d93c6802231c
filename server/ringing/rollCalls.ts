import type { LineCommand } from '../calls/commands.ts'
import { nextDue, overdue, type DueRollCall } from '../calls/rollCallSchedule.ts'
import { derivedUuid } from '../chain/derivedUuid.ts'
import type { Line } from '../protocol/directory.ts'
import type { LineState } from '../protocol/lineState.ts'
import type { RollCall } from '../protocol/rollCalls.ts'
import type { Refusal } from '../protocol/refusal.ts'

export interface RollCallsOptions {
  readonly clock: () => number
  readonly definition: (line: string) => Line | undefined
  /** @param commandId the same for the same opening, so that its repeat gets the first answer. */
  readonly report: (line: string, command: LineCommand, commandId?: string) => Promise<Reported>
}

interface Reported {
  readonly ok: boolean
  readonly refusal?: Refusal
}

/** A log that fails is asked again this often: people wait for the roll-call that they came for. */
const RETRY_MS = 1000
/**
 * Looked at least this often, whatever a timer promised for tomorrow: timers do not count while a machine is suspended,
 * and its clock may be set.
 */
const LOOK_EVERY_MS = 30_000
/** `setTimeout` counts whole milliseconds of another clock. */
const EARLY_TIMER_MS = 2
/** What comes of a report is heard within this; it may follow the answer. */
const SETTLED_WITHIN_MS = 20

/** The same time on the same line is the same roll-call, whoever finds that it is due. */
const rollCallIdOf = (line: string, { dueMs }: DueRollCall): string => derivedUuid(`rollcall\n${line}\n${dueMs}`)
/** Its opening is the same command also for a line that has forgotten it: the log has its first answer. */
const openingIdOf = (line: string, { dueMs }: DueRollCall): string => derivedUuid(`rollcall:open\n${line}\n${dueMs}`)

/**
 * Opens the roll-calls of each line when they are due and closes them when their time is up. It holds no state of its own:
 * what the line has is compared with what was agreed, so that one that fell into a time without a server is told by the
 * next start.
 */
export class RollCalls {
  readonly #options: RollCallsOptions
  readonly #states = new Map<string, LineState>()
  readonly #timers = new Map<string, NodeJS.Timeout>()
  /** Lines on which something is being reported: what is found meanwhile is looked for again after it. */
  readonly #reporting = new Set<string>()
  /** By roll-call: when it was first seen open here, by a clock that may have gone back since its facts. */
  readonly #seenOpenMs = new Map<string, number>()
  /** By line: when those were due that the log has answered for, of what still looks overdue. */
  readonly #opened = new Map<string, ReadonlySet<number>>()
  #closed = false

  static create(options: RollCallsOptions): RollCalls {
    return new RollCalls(options)
  }

  private constructor(options: RollCallsOptions) {
    this.#options = options
  }

  /** To be called with every new state of a line, once with each found at the start, and when a line is agreed anew. */
  stateChanged(state: LineState): void {
    this.#states.set(state.line, state)
    for (const { rollCallId, closedAtMs } of state.rollCalls)
      if (closedAtMs !== undefined) this.#seenOpenMs.delete(rollCallId)
    this.#look(state.line)
  }

  close(): void {
    this.#closed = true
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }

  #look(line: string): void {
    const state = this.#states.get(line)
    const definition = this.#options.definition(line)
    if (this.#closed || this.#reporting.has(line) || !state || !definition) return
    const nowMs = this.#options.clock()
    const open = state.rollCalls.filter(({ closedAtMs }) => closedAtMs === undefined)
    const due = this.#toOpen(definition, state, nowMs)
    const closing = this.#closingOf(open, nowMs)
    if (due) void this.#open(line, due)
    else if (closing) void this.#tell(line, closing)
    else this.#lookAfter(line, this.#untilNextMs(definition, open, nowMs))
  }

  /**
   * What a line does not know any more, a clock that was ahead having pushed it out or opened it before its time, is due
   * by its state for days: it is asked for once, and the log answers what became of it.
   */
  #toOpen(definition: Line, state: LineState, nowMs: number): DueRollCall | undefined {
    const due = overdue(definition, state, nowMs)
    // One that is not due any more, because the clock has gone back, is asked for again at its time.
    const before = this.#answered(state.line)
    const answered = new Set(due.flatMap(({ dueMs }) => (before.has(dueMs) ? [dueMs] : [])))
    this.#opened.set(state.line, answered)
    return due.find(({ dueMs }) => !answered.has(dueMs))
  }

  #answered(line: string): ReadonlySet<number> {
    return this.#opened.get(line) ?? new Set()
  }

  async #open(line: string, due: DueRollCall): Promise<void> {
    const command = { name: 'rollcall:open', rollCallId: rollCallIdOf(line, due), ...due } as const
    const { ok } = await this.#tell(line, command, openingIdOf(line, due))
    if (ok) this.#opened.set(line, new Set(this.#answered(line)).add(due.dueMs))
  }

  #closingOf(open: readonly RollCall[], nowMs: number): LineCommand | undefined {
    const due = open.find((rollCall) => this.#closesAtMs(rollCall, nowMs) <= nowMs)
    return due && { name: 'rollcall:close', rollCallId: due.rollCallId, dueAtMs: this.#closesAtMs(due, nowMs) }
  }

  /** None is open for longer than its whole time from when it is first seen. */
  #closesAtMs({ rollCallId, dueMs, deadlineMs }: RollCall, nowMs: number): number {
    const seenMs = this.#seenOpenMs.get(rollCallId) ?? nowMs
    this.#seenOpenMs.set(rollCallId, seenMs)
    return Math.min(deadlineMs, seenMs + (deadlineMs - dueMs))
  }

  #untilNextMs({ rollCalls = [] }: Line, open: readonly RollCall[], nowMs: number): number {
    const closings = open.map((rollCall) => this.#closesAtMs(rollCall, nowMs))
    const nextAtMs = Math.min(nextDue(rollCalls, nowMs)?.dueMs ?? Infinity, ...closings)
    return Math.max(0, nextAtMs - nowMs) + EARLY_TIMER_MS
  }

  async #tell(line: string, command: LineCommand, commandId?: string): Promise<Reported> {
    this.#reporting.add(line)
    const answer = await this.#options.report(line, command, commandId)
    this.#reporting.delete(line)
    if (this.#closed) return answer
    const { ok, refusal } = answer
    // A line that is out of order, or a report that came to nothing, is looked at again with the others, not at once.
    if (ok) this.#lookAfter(line, SETTLED_WITHIN_MS)
    else this.#lookAfter(line, refusal?.code === 'unavailable' ? RETRY_MS : LOOK_EVERY_MS)
    return answer
  }

  #lookAfter(line: string, waitMs: number): void {
    clearTimeout(this.#timers.get(line))
    this.#timers.set(
      line,
      setTimeout(() => this.#look(line), Math.min(waitMs, LOOK_EVERY_MS)),
    )
  }
}
