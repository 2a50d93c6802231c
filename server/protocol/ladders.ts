import { z } from 'zod'
import { personIdSchema, timestampMsSchema } from './identifiers.ts'
import { roleSchema } from './words.ts'

/** After so long a further step helps nobody: who has not answered by then is rung again on purpose. */
const LATEST_STEP_MS = 600_000
const MOST_STEPS = 8
const MOST_NAMED = 64

/** One step of a ladder: who rings from then on, beside those of the steps before. */
export const ladderStepSchema = z.object({
  /** Counted from the moment when the ring is sent; the first step is at 0, each later one later. */
  afterMs: z.int().min(0).max(LATEST_STEP_MS),
  /** The roles in which people are on the line; `everybody` is who has any place on it. */
  roles: z.union([z.literal('everybody'), z.array(roleSchema)]),
  people: z.array(personIdSchema).max(MOST_NAMED).exactOptional(),
  /** Of the last step alone: from then on the ring has no timeout, and a missed one sounds until it is acknowledged. */
  insists: z.literal(true).exactOptional(),
})
export type LadderStep = z.infer<typeof ladderStepSchema>

export const ladderSchema = z.array(ladderStepSchema).min(1).max(MOST_STEPS)
export type Ladder = z.infer<typeof ladderSchema>

/** Whom a ring rings, or has rung: `isFor` in `server/calls/ladder.ts` is the one reader. */
export const reachShape = {
  /** The steps as they were when the ring was sent. Absent: all who are rung on the line, at once. */
  ladder: ladderSchema.exactOptional(),
  /** The furthest step that was due; absent is the first. */
  step: z.int().positive().exactOptional(),
  /** Who is rung by name beside that, and since when. */
  called: z.array(z.object({ person: personIdSchema, atMs: timestampMsSchema })).exactOptional(),
  /** Nobody else is rung. */
  byName: z.literal(true).exactOptional(),
}
const reachSchema = z.object(reachShape)
export type Reach = Readonly<z.infer<typeof reachSchema>>
