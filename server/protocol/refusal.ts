import { z } from 'zod'

/**
 * Stable codes, sorted by what the receiver must do.
 * `signed-out`: sign in again. `not-allowed`: ask somebody whose role it is. `malformed`: mend the program.
 * `unknown`: what was named does not exist (or not for you). `too-late`: it is over; look at the newer state.
 * `not-now`: the state forbids it at present. `slow-down`: wait and try again. `unavailable`: the server could not do it,
 * or cannot say whether it did; try again with the same command identifier. `broken`: what is kept of it is damaged;
 * trying again does not help, only the operator can.
 */
export const refusalCodeSchema = z.enum([
  'signed-out',
  'not-allowed',
  'malformed',
  'unknown',
  'too-late',
  'not-now',
  'slow-down',
  'unavailable',
  'broken',
])
export type RefusalCode = z.infer<typeof refusalCodeSchema>

/** Why a command changed nothing: a stable code and one plain sentence that says what to do. */
export const refusalSchema = z.object({ code: refusalCodeSchema, message: z.string() })
export type Refusal = z.infer<typeof refusalSchema>

export const refusal = (code: RefusalCode, message: string): Refusal => ({ code, message })

/** A refusal on its way up through code that throws; one wrapper per edge turns it into an answer. */
export class RefusedError extends Error {
  readonly refusal: Refusal

  constructor(refused: Refusal, cause?: unknown) {
    super(refused.message, cause === undefined ? {} : { cause })
    this.name = 'RefusedError'
    this.refusal = refused
  }
}
