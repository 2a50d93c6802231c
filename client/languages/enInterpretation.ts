import type { interpretationFactSchemas, Turn } from '../../server/protocol/interpretation.ts'
import type { LineFactOf } from '../../server/protocol/lineFacts.ts'
import { listIn } from './lists.ts'

const listed = listIn('en-GB')

type InterpretationFact = (typeof interpretationFactSchemas)[number]['shape']['type']['value']
export type InterpretationSentences = {
  [T in InterpretationFact]: (fact: LineFactOf<T>, names: { readonly console: (console: string) => string }) => string
}

const languages = new Intl.DisplayNames('en', { type: 'language' })
/** The floor, or the channel of a language. */
const where = (output: string): string =>
  output === 'floor' ? 'the floor' : `the ${languages.of(output) ?? output} channel`
const turns: Record<Turn, string> = { speaking: 'speaking', interpreting: 'interpreting', clear: 'clear' }

/** Of the facts of a record: who heard what, and who interpreted. */
export const interpretationFacts: InterpretationSentences = {
  'hearing:chosen': (fact, { console }) => `${console(fact.console)} listens to ${where(fact.hearing)}`,
  'desk:taken': ({ console: at, pair, output }, { console }) =>
    `${console(at)} interprets ${listed(pair.map((one) => languages.of(one) ?? one))}, into ${where(output)}`,
  'desk:turned': (fact, { console }) => `${console(fact.console)} turned to ${where(fact.output)}`,
  'desk:left': (fact, { console }) => `${console(fact.console)} left the desk`,
  'channel:offered': (fact, { console }) => `${console(fact.console)} asks to hand over ${where(fact.channel)}`,
  'channel:kept': (fact, { console }) => `${console(fact.console)} keeps ${where(fact.channel)}`,
  'channel:taken': (fact, { console }) => `${console(fact.console)} is live on ${where(fact.channel)}`,
  'mode:changed': (fact) =>
    fact.mode === 'consecutive' ? 'Consecutive interpretation' : 'Simultaneous interpretation',
  'turn:changed': (fact) => `Lamp: ${turns[fact.turn]}`,
}

/** Of the playback of a record, and of whose interpretation is into which language. */
export const recordedChannels = {
  listenTo: 'Listen to',
  floor: 'Floor',
  channel: (channel: string): string => languages.of(channel) ?? channel,
  into: (name: string, channel: string): string => `${name}, into ${languages.of(channel) ?? channel}`,
}

/** Of the rings of interpreters, in the facts of a record. */
export const interpreterRings = {
  sent: (party: string, people: string): string => `Interpreters of ${party} rung: ${people}`,
  answered: (person: string, party: string): string => `${person} answered as an interpreter of ${party}`,
  unanswered: (party: string): string => `Not all interpreters of ${party} answered`,
}
