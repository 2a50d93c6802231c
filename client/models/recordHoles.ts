import type { RecordTrack } from '../../server/protocol/records.ts'

type Gap = RecordTrack['gaps'][number]

/** Silence that somebody chose, or that was before and after them, is no hole in the record. */
const EXPLAINED: ReadonlySet<string> = new Set(['notStarted', 'closed', 'muted', 'away'])

/** What of a track's gaps is missing from it. */
export const holesIn = ({ gaps }: Pick<RecordTrack, 'gaps'>): Gap[] =>
  gaps.filter(({ reason }) => !EXPLAINED.has(reason))
