import type { Party } from '../protocol/directory.ts'
import type { ExceptionReport, ReportedException } from '../protocol/exceptions.ts'
import type { Call } from '../protocol/lineState.ts'

/** Tells the day of the calendar (YYYY-MM-DD) that a moment is in there. @throws RangeError for a zone that is none. */
function dayIn(timeZone: string): (atMs: number) => string {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return (atMs) => {
    const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, value]))
    return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`
  }
}

interface Asked {
  readonly calls: readonly Call[]
  /** Whose report it is: of the calls that it was a party of, by its own calendar. Without, of all calls, by UTC. */
  readonly party: Party | undefined
  /** A day of the calendar; today when none is named. */
  readonly day: string | undefined
  readonly nowMs: number
  /** What a line is called. */
  readonly nameOf: (line: string) => string
}

/** The day's exception report: every exception that the day has a part in, in the order in which they began. */
export function reportExceptions({ calls, party, day, nowMs, nameOf }: Asked): ExceptionReport {
  const timeZone = party?.timeZone ?? 'UTC'
  const dayOf = dayIn(timeZone)
  const asked = day ?? dayOf(nowMs)
  const isOn = ({ atMs, fromMs, untilMs }: ReportedException): boolean => {
    const isDuring = dayOf(fromMs) <= asked && asked <= dayOf(untilMs ?? nowMs)
    return isDuring || dayOf(atMs) === asked
  }
  const exceptions = calls
    .filter(({ parties }) => party === undefined || parties.includes(party.party))
    .flatMap((call) => exceptionsOf(call, nameOf(call.line)))
    .filter(isOn)
    .sort((a, b) => a.atMs - b.atMs || (a.callId < b.callId ? -1 : 1))
  return { day: asked, timeZone, exceptions }
}

/** What was noted of a call, and what its state says of the present: a call that is up unrecorded is no end to wait for. */
function exceptionsOf(call: Call, lineName: string): ReportedException[] {
  const { callId, line, marking, placedAtMs, endedAtMs, recording, exceptions = [] } = call
  const about = { callId, line, lineName, marking, placedAtMs }
  const lines: ReportedException[] = exceptions.map(({ untilMs = endedAtMs, ...exception }) => ({
    ...about,
    ...exception,
    atMs: exception.fromMs,
    ...(untilMs !== undefined && { untilMs }),
  }))
  const { damage, state, keyNumber, sinceMs, cause } = recording
  if (damage !== undefined) {
    const until = endedAtMs === undefined ? {} : { untilMs: endedAtMs }
    const span = { atMs: damage.atMs, fromMs: placedAtMs, ...until }
    lines.push({ ...about, cause: 'damaged', ...span, outcome: 'unknown', detail: damage.fault.message })
  } else if (endedAtMs === undefined && state === 'failed') {
    const fromMs = keyNumber === 0 ? placedAtMs : sinceMs
    const why = cause === undefined ? {} : { detail: cause }
    lines.push({ ...about, cause: 'not-started', atMs: fromMs, fromMs, outcome: 'unknown', ...why })
  }
  return lines
}
