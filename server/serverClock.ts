/** Where the time comes from: what this process counts, and what the machine says that it is. */
interface TimeSources {
  /** Counts on evenly and never goes back; it stands still while the host is suspended. */
  readonly countedMs: () => number
  /** The machine's own clock, milliseconds since 1970 UTC: somebody may set it, also back. */
  readonly machineMs: () => number
}

const PROCESS: TimeSources = { countedMs: () => performance.now(), machineMs: () => Date.now() }

/** Above a leap second and what `Date.now` is rounded by; the two run at one rate, so they part by nothing else. */
const BEHIND_MS = 1_500

/**
 * Server time, milliseconds since 1970 UTC with fractions: the one clock of facts, records, sessions and deadlines. It
 * never goes back, because a record's times must not. Where the machine's clock is ahead it goes there: the host was
 * suspended, and nothing of that time is in a record, or its clock was put right, and the command lines beside this
 * server read it. Where the machine's clock was put back it goes on as it was, until the next start of the server.
 */
export function createServerClock({ countedMs, machineMs }: TimeSources = PROCESS): () => number {
  let startMs = machineMs() - countedMs()
  return () => {
    const nowMs = startMs + countedMs()
    const behindMs = machineMs() - nowMs
    if (behindMs < BEHIND_MS) return nowMs
    startMs += behindMs
    return nowMs + behindMs
  }
}
