import type { Fault } from '../protocol/fault.ts'

/** What a caller can do about it is in the code. */
export type RecordingErrorCode =
  /** A party has no recipient, or one that is not hybrid post-quantum: its key must be mended, a retry does not help. */
  | 'recipient'
  /** The disk did not take it or gave back something else: it may be tried again. */
  | 'not-written'
  /** This call is being recorded already, or its record is closed for ever. */
  | 'already-open'
  | 'closed'
  /** There is no such record, track or segment. */
  | 'not-found'
  /** What is on the disk is not what was written there. Verification says more. */
  | 'damaged'
  /** None of the identities opens the key of this record. */
  | 'no-key'

export class RecordingError extends Error {
  override readonly name = 'RecordingError'
  readonly code: RecordingErrorCode
  /** What was found, for `damaged` where it can be said. */
  readonly fault: Fault | undefined

  constructor(code: RecordingErrorCode, message: string, options?: { cause: unknown }, fault?: Fault) {
    super(message, options)
    this.code = code
    this.fault = fault
  }
}
