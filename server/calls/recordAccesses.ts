import type { JsonValue } from '../chain/canonicalJson.ts'
import { recordFactSchema, type RecordFact } from '../protocol/recordFacts.ts'

/** One look, play, pull or verification, with its time. */
export interface RecordAccess {
  readonly atMs: number
  readonly by: JsonValue
  readonly fact: RecordFact
}

/** Who has opened, played and taken a record, oldest first: what the facts of the stream `record/<callId>` fold to. */
export type RecordAccesses = readonly RecordAccess[]

/** Whether this person began this sitting: only then may a track be played in it. */
export const hasSitting = (accesses: RecordAccesses, person: string, sitting: string): boolean =>
  accesses.some(({ fact }) => fact.type === 'record:played' && fact.person === person && fact.sitting === sitting)

/** All that opening the stream of one record needs, beside the log and a clock. */
export const recordStream = (callId: string) => ({
  name: `record/${callId}`,
  initial: [] as RecordAccesses,
  evolve: (
    state: RecordAccesses,
    fact: RecordFact,
    { atMs, by }: { readonly atMs: number; readonly by: JsonValue },
  ): RecordAccesses => [...state, { atMs, by, fact }],
  /** @throws ZodError when the fact is none that this program knows. */
  parseFact: (stored: unknown): RecordFact => recordFactSchema.parse(stored),
})
