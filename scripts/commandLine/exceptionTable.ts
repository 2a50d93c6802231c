import type { ExceptionReport, ReportedException } from '../../server/protocol/exceptions.ts'
import { markOf } from './mark.ts'
import { table } from './run.ts'

const CAUSES: Readonly<Record<ReportedException['cause'], string>> = {
  'not-started': 'the recorder had not started',
  'disk-refused': 'the disk refused to write',
  'disk-stalled': 'the disk did not write in time',
  'server-stalled': 'the server stood still',
  'server-lost': 'there was no server',
  damaged: 'the record was found damaged',
}
const OUTCOMES: Readonly<Record<ReportedException['outcome'], string>> = {
  kept: 'kept, late',
  lost: 'LOST',
  unknown: 'not known',
}

/** A day's exception report for the terminal. That there is nothing in it is said, too. */
export function exceptionTable({ day, timeZone, exceptions }: ExceptionReport): string {
  if (exceptions.length === 0) return `No exceptions on ${day} (${timeZone}).`
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium' })
  const rows = exceptions.map(
    ({ callId, lineName, marking, placedAtMs, atMs, fromMs, untilMs, outcome, cause, detail }) => [
      clock.format(atMs),
      callId,
      lineName,
      markOf(marking),
      callTime(fromMs - placedAtMs),
      untilMs === undefined ? 'goes on' : callTime(untilMs - placedAtMs),
      OUTCOMES[outcome],
      detail === undefined ? CAUSES[cause] : `${CAUSES[cause]}: ${detail}`,
    ],
  )
  const head = ['Time', 'Call', 'Line', 'Marking', 'From', 'To', 'Outcome', 'What']
  return `Exceptions on ${day} (${timeZone}); From and To are since the call was placed.\n${table([head, ...rows])}`
}

/** Minutes and seconds of the call, to the tenth. */
function callTime(ms: number): string {
  const tenths = Math.max(0, Math.round(ms / 100))
  const [minutes, seconds] = [Math.floor(tenths / 600), (tenths % 600) / 10]
  return `${minutes}:${seconds.toFixed(1).padStart(4, '0')}`
}
