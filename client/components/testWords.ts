import type { Alarm, TestSummary } from '../../server/protocol/lineHistory.ts'
import type { LineTestsSentences } from '../languages/enLineTests.ts'

interface Named {
  readonly partyName: (party: string) => string
  readonly aside: (words: string) => string
}

/** What was wrong with a test, each thing as one phrase. */
export function faultsSay(
  words: LineTestsSentences,
  { faults, reason }: Pick<TestSummary, 'faults' | 'reason'>,
  { partyName, aside }: Named,
): string[] {
  const said = faults.map(({ code, party, from, kind }) => {
    const of = kind === undefined ? '' : aside(words.kinds[kind])
    if (party === undefined) return `${words.faults[code]}${of}`
    const where = from === undefined ? words.at([partyName(party)]) : words.fromTo(partyName(from), partyName(party))
    return `${words.faults[code]}${of} ${where}`
  })
  // That it gave way to a call is said of the whole test already.
  return [...(reason === undefined || reason === 'call' ? [] : [words.reasons[reason]]), ...new Set(said)]
}

/** The same of an alarm, which counts them. */
export function countedFaultsSay(
  words: LineTestsSentences,
  { faults, reason }: Pick<Extract<Alarm, { kind: 'test' }>, 'faults' | 'reason'>,
  { partyName, aside }: Named,
): string[] {
  const said = faults.map(({ code, parties, count }) => {
    const where = parties.length === 0 ? '' : ` ${words.at(parties.map(partyName))}`
    return `${words.faults[code]}${where}${count === 1 ? '' : aside(words.times(count))}`
  })
  return [...(reason === undefined ? [] : [words.reasons[reason]]), ...said]
}
