import type { LineFact } from '../protocol/lineFacts.ts'
import type { CallRecord } from '../protocol/records.ts'
import type { DirectoryPort } from './ports.ts'

const peopleIn = (fact: LineFact): readonly string[] => [
  ...('person' in fact && fact.person !== undefined ? [fact.person] : []),
  ...('consoles' in fact ? fact.consoles.map(({ person }) => person) : []),
]

/** What the people of a record's facts are called today, as far as the directory knows them: not all of them came to speak. */
export function namesIn(
  { facts: { entries } }: Pick<CallRecord, 'facts'>,
  directory: Pick<DirectoryPort, 'person'>,
): NonNullable<CallRecord['names']> {
  const people = new Set(entries.flatMap(({ facts }) => facts.flatMap(peopleIn)))
  return [...people].flatMap((person) => {
    const known = directory.person(person)
    return known ? [{ person, name: known.name }] : []
  })
}
