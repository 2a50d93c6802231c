import { lineOfRoom } from '../calls/room.ts'
import { excerptOf, folded, hasAll } from '../calls/searchText.ts'
import type { Line, Party } from '../protocol/directory.ts'
import type { Found, RecordSummary } from '../protocol/records.ts'
import type { RecordIndex } from './recordIndex.ts'

/** More messages of one record are not shown in a list: who wants them opens the record. */
const MOST_MESSAGES_SHOWN = 3
/** As much of a message as two lines of a list hold. */
const EXCERPT_UNITS = 160
/** Names and days of a list, folded: each some tens of characters. */
const MOST_KEPT = 20_000

/** The first part of an identifier. Less of one is in many by chance: `25` and `nov` are to find a day. */
const LEAST_OF_IDENTIFIER = 8

/** What lines and parties are called today, in every language. */
interface Directory {
  readonly parties: () => readonly Party[]
  readonly lines: () => readonly Line[]
}

/** What a search compares of a record, beside its messages. */
type Named = Omit<Found, 'number'>

/** Finds records by their words: the messages as they were folded when they were indexed, the names as they are called today. */
export class RecordSearch {
  readonly #index: Pick<RecordIndex, 'textsOf'>
  readonly #directory: Directory
  /** Of each text what it folds to; begun anew when it has grown too large. */
  readonly #folded = new Map<string, string>()
  readonly #days = new Map<string, readonly string[]>()
  /** Making one takes longer than using it a hundred times. */
  readonly #formats = new Map<string, Intl.DateTimeFormat>()

  constructor(index: Pick<RecordIndex, 'textsOf'>, directory: Directory) {
    this.#index = index
    this.#directory = directory
  }

  /** Whether all words are in a record. @param words as `wordsOf` gives them; none fits every record. */
  fits(record: RecordSummary, words: readonly string[]): boolean {
    if (words.length === 0) return true
    const names = this.#namesOf(record, words).map(({ text }) => this.#fold(text))
    return hasAll(words, [...names, ...this.#index.textsOf(record.callId).map((text) => text.folded)])
  }

  /** The record with what of it was found. */
  found(record: RecordSummary, words: readonly string[]): RecordSummary {
    if (words.length === 0) return record
    const hasAny = (text: string): boolean => words.some((word) => text.includes(word))
    const named = this.#namesOf(record, words).filter(({ text }) => hasAny(this.#fold(text)))
    const messages = this.#index
      .textsOf(record.callId)
      .filter((text) => hasAny(text.folded))
      .slice(0, MOST_MESSAGES_SHOWN)
      .map(({ number, text }): Found => ({ in: 'message', number, text: excerptOf(text, words, EXCERPT_UNITS) }))
    return { ...record, found: [...unlike(named), ...messages] }
  }

  #namesOf(record: RecordSummary, words: readonly string[]): Named[] {
    const { callId, line, lineName, parties, people, placedBy } = record
    const known = this.#directory.parties().filter(({ party }) => parties.includes(party))
    const called = this.#directory.lines().find((one) => one.line === lineOfRoom(line))
    const named = (where: Named['in'], ...texts: readonly string[]): Named[] =>
      texts.map((text) => ({ in: where, text }))
    return [
      ...named('line', lineName, ...Object.values(called?.names ?? {}), line),
      ...named('party', ...known.flatMap(({ name, names = {} }) => [name, ...Object.values(names)]), ...parties),
      ...[placedBy, ...people].flatMap(({ name, person }) => named('person', name, person)),
      ...named('day', ...this.#daysOf(record, known)),
      ...(this.#begins(callId, words) ? named('identifier', callId) : []),
    ]
  }

  /** Is an identifier looked for by its beginning, or whole? */
  #begins(callId: string, words: readonly string[]): boolean {
    const identifier = this.#fold(callId)
    return words.some((word) => word.length >= LEAST_OF_IDENTIFIER && identifier.startsWith(word))
  }

  /** The day on which it was placed, by the calendar of each of its parties, as the three languages write days. */
  #daysOf({ callId, placedAtMs }: RecordSummary, parties: readonly Party[]): readonly string[] {
    const zones = [...new Set(parties.map(({ timeZone }) => timeZone))]
    const key = `${callId} ${zones.join(' ')}`
    const known = this.#days.get(key)
    if (known !== undefined) return known
    const days = zones.flatMap((timeZone) => this.#daysIn(placedAtMs, timeZone))
    if (this.#days.size >= MOST_KEPT) this.#days.clear()
    this.#days.set(key, days)
    return days
  }

  #daysIn(atMs: number, timeZone: string): string[] {
    const day = (tag: string, dateStyle: 'short' | 'medium' | 'long'): string => {
      const key = `${tag} ${dateStyle} ${timeZone}`
      const format = this.#formats.get(key) ?? new Intl.DateTimeFormat(tag, { dateStyle, timeZone })
      this.#formats.set(key, format)
      return format.format(atMs)
    }
    const korean = day('ko', 'long')
    // The calendar of Sweden writes days as ISO 8601 does.
    const figures = day('sv-SE', 'short')
    return [
      figures,
      day('en-GB', 'medium'),
      day('en-GB', 'long'),
      korean,
      korean.replaceAll(' ', ''),
      day('ja', 'long'),
    ]
  }

  #fold(text: string): string {
    const known = this.#folded.get(text)
    if (known !== undefined) return known
    const made = folded(text)
    if (this.#folded.size >= MOST_KEPT) this.#folded.clear()
    this.#folded.set(text, made)
    return made
  }
}

/** Each text once: two parties mostly have the same day. */
const unlike = (named: readonly Named[]): Named[] => [...new Map(named.map((one) => [one.text, one])).values()]
