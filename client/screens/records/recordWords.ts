import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { CallRecord } from '../../../server/protocol/records.ts'
import type { Names, RecordsSentences } from '../../languages/enRecords.ts'
import { placeTime } from '../../components/times.ts'
import type { Lines } from '../../models/lines.ts'

export const RecordWords = createContext<RecordsSentences | undefined>(undefined)

export function useRecordWords(): RecordsSentences {
  const words = useContext(RecordWords)
  if (words === undefined) throw new Error('A records screen is shown outside of the records.')
  return words
}

/**
 * What the identifiers in a record's facts are called: by the record itself, as people may be called otherwise today, and
 * by the directory where the record has no name, as of who was rung and did not come.
 */
export function namesOf(
  words: RecordsSentences,
  { call, facts: { entries }, names = [] }: Pick<CallRecord, 'call' | 'facts' | 'names'>,
  { partyName, homeTimeZone }: Pick<Lines, 'partyName' | 'homeTimeZone'>,
): Names {
  const then = [...entries.flatMap(({ by }) => (by.kind === 'console' ? [by] : [])), ...call.legs]
  const people = new Map([...names, ...then].map((one) => [one.person, one.name]))
  const consoles = new Map(then.map((one) => [one.console, one.name]))
  const person = (id: string): string => people.get(id) ?? id
  return {
    person,
    party: partyName,
    time: (atMs) => placeTime(words.times, atMs, homeTimeZone.value),
    console: (id) => consoles.get(id) ?? id,
    track(trackId) {
      const track = call.tracks.find((one) => one.trackId === trackId)
      if (track === undefined) return trackId
      const { kind, channel } = track
      const name = person(track.person)
      return channel === undefined ? words.tracks.name(name, kind) : words.channels.into(name, channel)
    },
  }
}
