import { notesInOrder } from '../calls/notes.ts'
import { inLanguage } from '../calls/inLanguage.ts'
import type { Line, Party } from '../protocol/directory.ts'
import type { Note, NoteKind } from '../protocol/notes.ts'
import type { CallRecord, RecordText } from '../protocol/records.ts'
import type { MemorandumLanguage } from '../protocol/memoranda.ts'
import { MEMORANDUM_WORDS, type MemorandumWords } from './words.ts'

/**
 * A line of an entry. `isMark`: what the record says of what somebody has written. It is set apart, for what people write has
 * lines too, and must not look like it.
 */
export interface MemorandumLine {
  readonly text: string
  readonly isMark?: true
}

/** One thing that is said under a heading: what it begins with, and its lines. */
export interface MemorandumEntry {
  readonly lead: string
  readonly lines: readonly MemorandumLine[]
}

/** What a memorandum says, in the order in which it says it, and nothing of how that looks. */
export interface Memorandum {
  readonly language: MemorandumLanguage
  readonly title: string
  /** On every page: that it is not verbatim, and first, of what is no real call, that it is none. */
  readonly marks: readonly string[]
  readonly about: readonly (readonly [name: string, value: string])[]
  readonly sections: readonly { readonly title: string; readonly entries: readonly MemorandumEntry[] }[]
  /** What is said where a section has no entry. */
  readonly none: string
}

export interface MemorandumOf {
  readonly record: Pick<CallRecord, 'summary' | 'call' | 'texts'>
  /** Those of the party for which it is made, as its stream has them. */
  readonly notes: readonly Note[]
  readonly party: Party
  readonly parties: readonly Party[]
  /** As the directory has it now; absent where it has it no more. */
  readonly line?: Pick<Line, 'name' | 'names'> | undefined
  readonly language: MemorandumLanguage
  readonly madeAtMs: number
}

/** Decisions and actions go before what was said. */
const SECTIONS: readonly NoteKind[] = ['decision', 'action', 'note']

/** Puts together what one party knows of a call: times are those of its own zone, and words those of the language. */
export function memorandumOf(of: MemorandumOf): Memorandum {
  const words = MEMORANDUM_WORDS[of.language]
  const { marking } = of.record.summary
  const notes = notesInOrder(of.notes)
  const writer = new Writer(of, words)
  return {
    language: of.language,
    title: words.title,
    marks: [...(marking === 'real' ? [] : [words.ofMarking[marking]]), words.notVerbatim],
    about: writer.about(),
    sections: [
      { title: words.attendance, entries: writer.attendance() },
      ...SECTIONS.map((kind) => ({
        title: words.sections[kind],
        entries: notes.filter((note) => note.kind === kind).map((note) => writer.note(note)),
      })),
      { title: words.texts, entries: of.record.texts.map((text) => writer.text(text)) },
    ],
    none: words.none,
  }
}

class Writer {
  readonly #of: MemorandumOf
  readonly #words: MemorandumWords
  readonly #time: Intl.DateTimeFormat
  readonly #day: Intl.DateTimeFormat
  readonly #languages: Intl.DisplayNames

  constructor(of: MemorandumOf, words: MemorandumWords) {
    const { timeZone } = of.party
    const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone } as const
    this.#of = of
    this.#words = words
    // A time of day is written alike in all three languages, so that it is found where it stands elsewhere.
    this.#time = new Intl.DateTimeFormat('en-GB', clock)
    this.#day = new Intl.DateTimeFormat(words.tag, { dateStyle: 'full', timeZone })
    this.#languages = new Intl.DisplayNames([of.language], { type: 'language' })
  }

  about(): [string, string][] {
    const { record, party, madeAtMs } = this.#of
    const { summary } = record
    const words = this.#words
    const { placedBy, endedAtMs, endReason } = summary
    const who = words.nameAndParty(placedBy.name, this.#party(placedBy.party))
    return [
      [words.line, this.#line()],
      [words.parties, summary.parties.map((one) => this.#party(one)).join(', ')],
      [words.placed, words.placedBy(this.#full(summary.placedAtMs), who)],
      [
        words.ended,
        endedAtMs === undefined
          ? words.stillUp
          : words.endedBecause(this.#full(endedAtMs), words.endReasons[endReason ?? 'ended']),
      ],
      [words.precedence, words.precedences[summary.precedence]],
      [words.marking, words.markings[summary.marking]],
      [words.times, this.#zone()],
      [words.identifier, summary.callId],
      [words.madeFor, this.#party(party.party)],
      [words.made, this.#full(madeAtMs)],
    ]
  }

  /** Everybody of the roster once, party by party, with all the times at which they were there. */
  attendance(): MemorandumEntry[] {
    const { call, summary } = this.#of.record
    const words = this.#words
    const legs = summary.parties.flatMap((party) => call.legs.filter((leg) => leg.party === party))
    const people = Map.groupBy(legs, ({ person, role }) => `${person}/${role}`)
    return [...people.values()].flatMap((theirs) => {
      const [first] = theirs
      if (first === undefined) return []
      const times = theirs.map(({ fromMs, toMs = summary.endedAtMs }) =>
        toMs === undefined
          ? words.presentStill(this.#moment(fromMs))
          : words.present(this.#moment(fromMs), this.#moment(toMs)),
      )
      const lead = words.nameAndParty(first.name, this.#party(first.party))
      return [{ lead, lines: [{ text: words.attended(words.roles[first.role], times) }] }]
    })
  }

  note({ atMs, text, written }: Note): MemorandumEntry {
    return { lead: this.#moment(atMs), lines: [...linesOf(text), mark(this.#words.notedBy(written.name))] }
  }

  text({ number, atMs, name, party, texts, acknowledged }: RecordText): MemorandumEntry {
    const words = this.#words
    const said = texts.flatMap(({ language, text }, index) => {
      const called = this.#languages.of(language) ?? language
      const title = mark(index === 0 ? `${called}, ${words.original}` : called)
      return [...(texts.length === 1 ? [] : [title]), ...linesOf(text)]
    })
    const marks = acknowledged.map((by) =>
      mark(words.acknowledgedBy(by.name, this.#party(by.party), this.#moment(by.atMs))),
    )
    const who = words.nameAndParty(name, this.#party(party))
    return { lead: `${this.#moment(atMs)} ${words.number(number)} ${who}`, lines: [...said, ...marks] }
  }

  #party(party: string): string {
    const found = this.#of.parties.find((known) => known.party === party)
    return found === undefined ? party : inLanguage(found, this.#of.language).name
  }

  /** A line that is called otherwise since the call is called as it was. */
  #line(): string {
    const { line, language, record } = this.#of
    const { lineName } = record.summary
    return line?.name === lineName ? inLanguage(line, language).name : lineName
  }

  /** The time of a day; on another day than that on which the call was placed, with the day. */
  #moment(atMs: number): string {
    const isSameDay = this.#day.format(atMs) === this.#day.format(this.#of.record.summary.placedAtMs)
    return isSameDay ? this.#clock(atMs) : this.#full(atMs)
  }

  #clock(atMs: number): string {
    return this.#time.format(atMs)
  }

  #full(atMs: number): string {
    return `${this.#day.format(atMs)} ${this.#clock(atMs)}`
  }

  #zone(): string {
    const { timeZone } = this.#of.party
    const parts = new Intl.DateTimeFormat(this.#words.tag, { timeZone, timeZoneName: 'longGeneric' }).formatToParts(0)
    return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
  }
}

const mark = (text: string): MemorandumLine => ({ text, isMark: true })

const linesOf = (text: string): MemorandumLine[] => text.split('\n').map((line) => ({ text: line }))
