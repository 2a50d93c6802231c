import { lineOfRoom } from '../calls/room.ts'
import { folded } from '../calls/searchText.ts'
import { emptyLine, evolve } from '../calls/evolve.ts'
import type { LineEntry, LineFact, LineFactOf } from '../protocol/lineFacts.ts'
import type { Call, LineState } from '../protocol/lineState.ts'
import type { RecordSummary, RecordsQuery } from '../protocol/records.ts'

/** A call as the facts of its line tell it, and where in the line's stream these are. */
export interface IndexedCall {
  readonly callId: string
  readonly line: string
  readonly call: Call
  /** The head right before the entry that placed it. */
  readonly before: { readonly version: number; readonly hash: string }
  /** The version of the last entry that belongs to it. */
  readonly lastVersion: number
  /** The version of the entry that ended it; absent while it is up. */
  readonly endedVersion?: number
  /** Its recording is deleted, as only those of tests are: `call` has no legs, rings or tracks, and this is what a list says of them. */
  readonly brief?: Pick<RecordSummary, 'people' | 'tracks'>
}

/** A message of a call in one of its languages, as it was written and as a search compares it. */
export interface SearchedText {
  readonly number: number
  readonly text: string
  readonly folded: string
}

/** Of one call so much is searched, of its first messages: they are kept in memory for as long as the server runs. */
const MOST_SEARCHED_OF_A_CALL = 100_000
const NO_TEXTS: readonly SearchedText[] = []

/** One sign may fold to eighteen. */
const sizeOf = ({ text, folded: compared }: SearchedText): number => Math.max(text.length, compared.length)

interface Folding extends Pick<IndexedCall, 'before' | 'lastVersion' | 'endedVersion' | 'brief'> {
  readonly state: LineState
}

const isText = ({ type }: LineFact): boolean => type.startsWith('text:')

/** What every call that ever was comes to, by the facts alone: nothing of it is lost with a recording. */
export class RecordIndex {
  readonly #calls = new Map<string, Folding>()
  readonly #texts = new Map<string, SearchedText[]>()
  readonly #isBrief: boolean

  /** @param isBrief of tests whose recordings are deleted only what a list says is kept; there are very many of them. */
  constructor({ isBrief = true } = {}) {
    this.#isBrief = isBrief
  }

  /** Folds an entry into the calls that it is about; entries of one line come in their order. */
  add(line: string, entry: LineEntry): void {
    const before = { version: entry.version - 1, hash: entry.previous }
    for (const fact of entry.facts) {
      if (fact.type === 'call:placed') {
        this.#calls.set(fact.callId, { state: emptyLine(line), before, lastVersion: entry.version })
      }
      const known = 'callId' in fact ? this.#calls.get(fact.callId) : undefined
      if (!('callId' in fact) || known === undefined) continue
      if (fact.type === 'text:sent' && fact.callId !== undefined) this.#search(fact.callId, fact)
      this.#calls.set(fact.callId, {
        ...known,
        // What was written is read from the log when a record is opened: of every call that ever was, all is too much.
        state: isText(fact) ? known.state : evolve(known.state, fact, entry),
        // A missed ring may be acknowledged weeks later: that is no part of the call any more.
        lastVersion: fact.type === 'ring:acknowledged' ? known.lastVersion : entry.version,
        ...(fact.type === 'call:ended' && { endedVersion: entry.version }),
      })
      if (fact.type === 'recording:deleted' && this.#isBrief) this.#shorten(line, fact.callId)
    }
  }

  /** Takes over what another one has folded. */
  take(other: RecordIndex): void {
    for (const [callId, folding] of other.#calls) this.#calls.set(callId, folding)
    for (const [callId, texts] of other.#texts) this.#texts.set(callId, texts)
  }

  /** What was written in a call, for a search; folded once, here. */
  textsOf(callId: string): readonly SearchedText[] {
    return this.#texts.get(callId) ?? NO_TEXTS
  }

  #search(callId: string, { number, texts }: LineFactOf<'text:sent'>): void {
    const known = this.#texts.get(callId) ?? []
    let kept = known.reduce((sum, one) => sum + sizeOf(one), 0)
    for (const { text } of texts) {
      const one = { number, text, folded: folded(text) }
      kept += sizeOf(one)
      if (kept > MOST_SEARCHED_OF_A_CALL) return
      known.push(one)
    }
    this.#texts.set(callId, known)
  }

  #shorten(line: string, callId: string): void {
    const known = this.#calls.get(callId)
    const call = known?.state.call
    if (known === undefined || call === undefined || known.brief !== undefined) return
    const brief = { people: peopleOf(call), tracks: call.tracks.length }
    const state = { ...emptyLine(line), call: { ...call, legs: [], rings: [], tracks: [] } }
    this.#calls.set(callId, { ...known, state, brief })
  }

  get(callId: string): IndexedCall | undefined {
    const known = this.#calls.get(callId)
    const call = known?.state.call
    if (known === undefined || call === undefined) return undefined
    const { state: _state, ...where } = known
    return { callId, line: call.line, call, ...where }
  }

  /** The calls whose recordings grow, or may. */
  growing(): string[] {
    return [...this.#calls].flatMap(([callId, { state }]) => {
      const { call } = state
      return call !== undefined && (call.endedAtMs === undefined || call.recording.state === 'on') ? [callId] : []
    })
  }

  /** Newest first. */
  all(): IndexedCall[] {
    return [...this.#calls.keys()]
      .flatMap((callId) => this.get(callId) ?? [])
      .sort((a, b) => b.call.placedAtMs - a.call.placedAtMs || (a.callId < b.callId ? 1 : -1))
  }
}

const peopleOf = ({ legs }: Call): RecordSummary['people'] => [
  ...new Map(legs.map(({ person, name, party }) => [person, { person, name, party }])).values(),
]

export function summaryOf({ call, callId, line, brief }: IndexedCall, lineName: string): RecordSummary {
  const { parties, precedence, marking, placedBy, placedAtMs, upAtMs, endedAtMs, endReason, recording, tracks } = call
  return {
    ...{ callId, line, lineName, parties, precedence, marking, placedBy, placedAtMs },
    ...(upAtMs !== undefined && { upAtMs }),
    ...(endedAtMs !== undefined && { endedAtMs }),
    ...(endReason !== undefined && { endReason }),
    people: brief?.people ?? peopleOf(call),
    recording: recording.state,
    ...(recording.deletedAtMs !== undefined && { deletedAtMs: recording.deletedAtMs }),
    tracks: brief?.tracks ?? tracks.length,
  }
}

/** Whether a record is one of those that are asked for. `partyNames`: what its parties are called. */
export function fits(record: RecordSummary, query: Partial<RecordsQuery>, partyNames: readonly string[]): boolean {
  const { from, to, line, party, person, text } = query
  return (
    (from === undefined || record.endedAtMs === undefined || record.endedAtMs >= from) &&
    (to === undefined || record.placedAtMs < to) &&
    (line === undefined || lineOfRoom(record.line) === line) &&
    (party === undefined || record.parties.includes(party)) &&
    (person === undefined || record.people.some((somebody) => somebody.person === person)) &&
    (text === undefined || text === '' || wordsOf(record, partyNames).some((word) => word.includes(text.toLowerCase())))
  )
}

const wordsOf = (record: RecordSummary, partyNames: readonly string[]): string[] =>
  [
    record.callId,
    record.line,
    record.lineName,
    record.marking,
    record.precedence,
    ...record.parties,
    ...partyNames,
    ...record.people.flatMap(({ person, name }) => [person, name]),
  ].map((word) => word.toLowerCase())
