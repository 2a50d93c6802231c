import type { TextFact } from '../protocol/textFacts.ts'
import type { LineText, LineTexts, Stretch } from '../protocol/texts.ts'
import type { FactContext } from './evolve.ts'

/** Days of a line that is used as one is; what is older is in the log, and that of a call in its record. */
export const TEXTS_KEPT = 200
/** All of them together, in every language: every console of the line is handed them whenever it connects. */
const CHARACTERS_KEPT = 100_000

/**
 * Of what is not at hand any more, so much of each person is kept until it is acknowledged: whoever writes a hundred messages
 * pushes out what they have written themselves, and nobody else's.
 */
const UNANSWERED_OF_PERSON = { texts: 5, characters: 10_000 } as const
/** All of them together, of more people than are ever on a line at once. */
const UNANSWERED_KEPT = 100

export const NO_TEXTS: LineTexts = { count: 0, newest: [], unanswered: [], delivered: [] }

/** The text line after one fact of it, with the newest messages only. */
export function evolveTexts(texts: LineTexts, fact: TextFact, context: FactContext): LineTexts {
  const next = foldText(texts, fact, context)
  const newest = fact.type === 'text:sent' ? newestOf(next.newest) : next.newest
  const dropped = next.newest.slice(0, next.newest.length - newest.length)
  const before = dropped.length > 0 ? [...next.unanswered, ...dropped] : next.unanswered
  const unanswered = before.filter((text) => !isAnswered(next, text))
  return { ...next, newest, unanswered: dropped.length > 0 ? withinBounds(unanswered) : unanswered }
}

/** Whether every other party that is known to read this line has acknowledged it. */
function isAnswered({ delivered: known }: LineTexts, { from, acknowledged: by }: LineText): boolean {
  const others = known.filter(({ party }) => party !== from.party)
  return others.length > 0 && others.every(({ party }) => by.some((mark) => mark.party === party))
}

/** The newest of each person, and of all. */
function withinBounds(texts: readonly LineText[]): LineText[] {
  const taken = new Map<string, { texts: number; characters: number }>()
  return texts
    .toReversed()
    .filter((text) => {
      const { person } = text.from
      const before = taken.get(person) ?? { texts: 0, characters: 0 }
      const sum = { texts: before.texts + 1, characters: before.characters + lengthOf(text) }
      taken.set(person, sum)
      return sum.texts <= UNANSWERED_OF_PERSON.texts && sum.characters <= UNANSWERED_OF_PERSON.characters
    })
    .slice(0, UNANSWERED_KEPT)
    .toReversed()
}

/** The same with all messages: what records are made of. */
export function foldText(texts: LineTexts, fact: TextFact, context: FactContext): LineTexts {
  switch (fact.type) {
    case 'text:sent':
      return { ...texts, count: fact.number, newest: [...texts.newest, sent(fact, context)] }
    case 'text:delivered': {
      const { party, from = 1, upTo } = fact
      const others = texts.delivered.filter((mark) => mark.party !== party)
      const stretches = joined(stretchesOf(texts, party), { from, upTo })
      return {
        ...withEach(texts, (text) =>
          isNews(text, party, { from, upTo }) ? delivered(text, party, context.atMs) : text,
        ),
        delivered: [...others, { party, stretches }],
      }
    }
    case 'text:acknowledged':
      return withEach(texts, (text) => (text.number === fact.number ? acknowledged(text, context) : text))
  }
}

const withEach = (texts: LineTexts, change: (text: LineText) => LineText): LineTexts => ({
  ...texts,
  newest: texts.newest.map(change),
  unanswered: texts.unanswered.map(change),
})

/** Is this a message of others that the party had not got, and has with those that it was handed? */
export const isNews = ({ number, from, delivered: has }: LineText, party: string, handed: Stretch): boolean =>
  handed.from <= number && number <= handed.upTo && from.party !== party && !has.some((mark) => mark.party === party)

/** What a party was handed, oldest first. */
export const stretchesOf = ({ delivered: has }: LineTexts, party: string): readonly Stretch[] =>
  has.find((mark) => mark.party === party)?.stretches ?? []

/** The same with one more: what touches it becomes one with it. */
export function joined(stretches: readonly Stretch[], more: Stretch): Stretch[] {
  const touches = ({ from, upTo }: Stretch): boolean => from <= more.upTo + 1 && more.from <= upTo + 1
  const one = stretches
    .filter(touches)
    .reduce((sum, { from, upTo }) => ({ from: Math.min(sum.from, from), upTo: Math.max(sum.upTo, upTo) }), more)
  const apart = stretches.filter((stretch) => !touches(stretch))
  return [...apart, one].toSorted((a, b) => a.from - b.from)
}

function sent({ type: _type, v: _v, ...said }: Extract<TextFact, { type: 'text:sent' }>, context: FactContext) {
  const { atMs, commandId } = context
  return { ...said, commandId, atMs, from: writerOf(context), delivered: [], acknowledged: [] }
}

const delivered = (text: LineText, party: string, atMs: number): LineText => ({
  ...text,
  delivered: [...text.delivered, { party, atMs }],
})

function acknowledged(text: LineText, context: FactContext): LineText {
  const { person, name, party } = writerOf(context)
  return { ...text, acknowledged: [...text.acknowledged, { person, name, party, atMs: context.atMs }] }
}

function writerOf({ by, version }: FactContext): LineText['from'] {
  if (by.kind !== 'console') throw new Error(`Entry ${version} says something on the text line, and no console did.`)
  const { kind: _kind, ...who } = by
  return who
}

/** As many of the newest as are kept; the very newest always. */
function newestOf(all: readonly LineText[]): LineText[] {
  let from = all.length - 1
  let characters = lengthOf(all[from])
  while (from > 0 && all.length - from < TEXTS_KEPT) {
    characters += lengthOf(all[from - 1])
    if (characters > CHARACTERS_KEPT) break
    from -= 1
  }
  return all.slice(Math.max(0, from))
}

const lengthOf = (text: LineText | undefined): number =>
  text === undefined ? 0 : text.texts.reduce((sum, one) => sum + one.text.length, 0)
