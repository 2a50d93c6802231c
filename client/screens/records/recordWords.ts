import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { CallRecord } from '../../../server/protocol/records.ts'
import type { Names, RecordsSentences } from '../../languages/enRecords.ts'
import { clockTime } from '../../components/times.ts'
import type { Lines } from '../../models/lines.ts'

export const RecordWords = createContext<RecordsSentences | undefined>(undefined)

export function useRecordWords(): RecordsSentences {
  const words = useContext(RecordWords)
  if (words === undefined) throw new Error('A records screen is shown outside of the records.')
  return words
}

/** What the identifiers in a record's facts are called, by the record itself: people may be called otherwise today. */
export function namesOf(
  words: RecordsSentences,
  { call }: Pick<CallRecord, 'call'>,
  { partyName, homeTimeZone }: Pick<Lines, 'partyName' | 'homeTimeZone'>,
): Names {
  const people = new Map(call.legs.map((leg) => [leg.person, leg.name]))
  const consoles = new Map(call.legs.map((leg) => [leg.console, leg.name]))
  const person = (id: string): string => people.get(id) ?? id
  return {
    person,
    party: partyName,
    time: (atMs) => clockTime(atMs, homeTimeZone.value),
    console: (id) => consoles.get(id) ?? id,
    track(trackId) {
      const track = call.tracks.find((one) => one.trackId === trackId)
      return track === undefined ? trackId : words.tracks.name(person(track.person), track.kind)
    },
  }
}
