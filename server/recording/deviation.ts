import type { Fault } from '../protocol/fault.ts'
import { RecordingError } from './recordingError.ts'

/** What of a thing is not as it must be; `what` is a noun. */
export interface Deviation {
  readonly file?: string
  readonly offset?: number
  readonly what: string
  readonly expected: string
  readonly found: string
}

/** The same as everybody is told it: by verification, in the log and on the screen. */
export function faultOf({ file, offset, what, expected, found }: Deviation): Fault {
  const place = [file, offset === undefined ? undefined : `byte ${offset}`].filter((part) => part !== undefined)
  const message = `${place.length === 0 ? '' : `${place.join(', ')}: `}${what}: expected ${expected}, found ${found}.`
  const where = { ...(file !== undefined && { file }), ...(offset !== undefined && { offset }) }
  return { message, ...where, expected, found }
}

/** For who cannot go on with a record because of it. */
export function damagedBy(deviation: Deviation): RecordingError {
  const fault = faultOf(deviation)
  return new RecordingError('damaged', fault.message, undefined, fault)
}
