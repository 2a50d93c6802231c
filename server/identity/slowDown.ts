import { refusal, RefusedError } from '../protocol/refusal.ts'

/** Refused for now: `retryAfterMs` is when to come again. */
export class SlowDown extends RefusedError {
  readonly retryAfterMs: number

  /** @param why one sentence. */
  constructor(retryAfterMs: number, why = 'Too many attempts have failed.') {
    super(refusal('slow-down', `${why} Try again in ${Math.ceil(retryAfterMs / 1000)} s.`))
    this.name = 'SlowDown'
    this.retryAfterMs = retryAfterMs
  }
}
