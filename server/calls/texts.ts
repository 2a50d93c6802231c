import type { TextFact } from '../protocol/textFacts.ts'
import type { LineText, LineTexts } from '../protocol/texts.ts'
import type { FactContext } from './evolve.ts'

/** Days of a line that is used as one is; what is older is in the log, and that of a call in its record. */
export const TEXTS_KEPT = 200
/** All of them together, in every language: every console of the line is handed them whenever it connects. */
const CHARACTERS_KEPT = 100_000

export const NO_TEXTS: LineTexts = { count: 0, newest: [], delivered: [] }

/** The text line after one fact of it, with the newest messages only. */
export function evolveTexts(texts: LineTexts, fact: TextFact, context: FactContext): LineTexts {
  const next = foldText(texts, fact, context)
  return fact.type === 'text:sent' ? { ...next, newest: newestOf(next.newest) } : next
}

/** The same with all messages: what records are made of. */
export function foldText(texts: LineTexts, fact: TextFact, context: FactContext): LineTexts {
  switch (fact.type) {
    case 'text:sent':
      return { ...texts, count: fact.number, newest: [...texts.newest, sent(fact, context)] }
    case 'text:delivered': {
      const { party, upTo } = fact
      const others = texts.delivered.filter((mark) => mark.party !== party)
      return {
        ...texts,
        delivered: [...others, { party, upTo }],
        newest: texts.newest.map((text) => (isNews(text, party, upTo) ? delivered(text, party, context.atMs) : text)),
      }
    }
    case 'text:acknowledged':
      return {
        ...texts,
        newest: texts.newest.map((text) => (text.number === fact.number ? acknowledged(text, context) : text)),
      }
  }
}

/** Is this a message of others that the party had not got, and has with all up to that number? */
export const isNews = ({ number, from, delivered: has }: LineText, party: string, upTo: number): boolean =>
  number <= upTo && from.party !== party && !has.some((mark) => mark.party === party)

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
