import { z } from 'zod'
import type { Fault } from '../protocol/fault.ts'
import { verificationSchema } from '../protocol/records.ts'
import { faultOf, type Deviation } from './deviation.ts'

/** More would not be read; the first ones say where it began. */
const MAX_FAULTS = 200

const gapSchema = z.object({
  /** Absent when it is of all tracks. */
  trackId: z.string().exactOptional(),
  /** Server time, milliseconds since 1970 UTC. */
  fromMs: z.number(),
  /** Absent when it lasts to the end. */
  untilMs: z.number().exactOptional(),
  /** `server-lost`: there was none. `not-kept`: the disk did not take it. `nothing-received`: for no reason that is known. */
  cause: z.enum(['server-lost', 'not-kept', 'nothing-received']),
  packets: z.int().exactOptional(),
})
export type Gap = z.infer<typeof gapSchema>

/** What verification found. Gaps are no faults: the record is what it says it is, and says what it does not hold. */
export const verificationReportSchema = verificationSchema.extend({
  gaps: z.array(gapSchema),
  /** Per track; `missing` are RTP packets that the network lost before they were received, as far as can be told. */
  tracks: z.array(
    z.object({
      trackId: z.string(),
      segments: z.int(),
      packets: z.int(),
      bytes: z.int(),
      missing: z.int().exactOptional(),
    }),
  ),
})
export type VerificationReport = z.infer<typeof verificationReportSchema>

/** Gathers what one verification finds. */
export class Findings {
  readonly gaps: Gap[] = []
  readonly tracks: VerificationReport['tracks'] = []
  readonly #faults: Fault[] = []
  readonly #checks: VerificationReport['checks'] = []
  #count = 0

  /** How many faults there are so far, those that are no longer listed included. */
  get count(): number {
    return this.#count
  }

  fault(deviation: Deviation): void {
    this.#count++
    if (this.#faults.length < MAX_FAULTS) this.#faults.push(faultOf(deviation))
  }

  /** Runs one part of the verification; it is sound when it finds no fault. It returns what was looked at, in words. */
  async check(look: () => string | Promise<string>): Promise<void> {
    const before = this.#count
    const what = await look()
    this.#checks.push({ what, sound: this.#count === before })
  }

  report(): VerificationReport {
    return {
      sound: this.#count === 0,
      checks: this.#checks,
      faults: this.#faults,
      gaps: this.gaps,
      tracks: this.tracks,
    }
  }
}
