import { insidersOf, isInCaucus, sharesCaucus } from '../calls/caucus.ts'
import { liveCall } from '../calls/roster.ts'
import type { ConsolePerson } from '../protocol/actor.ts'
import type { CaucusText } from '../protocol/caucus.ts'
import type { Notice, RequestPayload } from '../protocol/events.ts'
import type { Call, LineState } from '../protocol/lineState.ts'
import { refusal, RefusedError } from '../protocol/refusal.ts'

/** Of each party; what is older is forgotten, for it is kept in memory alone. */
const TEXTS_KEPT = 200

export interface CaucusTextsOptions {
  readonly stateOf: (line: string) => LineState | undefined
  readonly clock: () => number
  readonly tell: (console: string, said: Notice<'caucus:said'>) => void
}

interface Kept {
  readonly callId: string
  readonly byParty: Map<string, CaucusText[]>
}

/**
 * What is written in the caucuses of calls that are up. It is nowhere else: in no entry, no file and no line of a log, and it
 * goes to the consoles that are in the caucus of that party at this moment.
 */
export class CaucusTexts {
  readonly #options: CaucusTextsOptions
  readonly #kept = new Map<string, Kept>()

  constructor(options: CaucusTextsOptions) {
    this.#options = options
  }

  /** @throws RefusedError where its sender is not in the caucus. */
  say(from: ConsolePerson, { line, callId, messageId, text }: RequestPayload<'caucus:say'>): void {
    const call = this.#callFor(from, line, callId)
    const texts = this.#textsOf(line, callId, from.party)
    // A console that did not hear the answer sends it again.
    if (texts.some((known) => known.messageId === messageId)) return
    const said = { messageId, from, atMs: this.#options.clock(), text }
    texts.push(said)
    if (texts.length > TEXTS_KEPT) texts.shift()
    const insiders = insidersOf(call)
    for (const { console } of insiders) {
      if (console === from.console || sharesCaucus(insiders, console, from.console))
        this.#options.tell(console, { line, callId, said })
    }
  }

  /** What was written in the caucus of one's party so far. @throws RefusedError as `say` does. */
  read(by: ConsolePerson, { line, callId }: RequestPayload<'caucus:read'>): CaucusText[] {
    this.#callFor(by, line, callId)
    return [...this.#textsOf(line, callId, by.party)]
  }

  /** A call that is over takes what was written in its caucuses with it. */
  stateChanged(state: LineState): void {
    if (liveCall(state)?.callId !== this.#kept.get(state.line)?.callId) this.#kept.delete(state.line)
  }

  #callFor({ console }: ConsolePerson, line: string, callId: string): Call {
    const state = this.#options.stateOf(line)
    const call = state && liveCall(state)
    if (call?.callId !== callId) throw new RefusedError(refusal('too-late', 'That call is over.'))
    if (!isInCaucus(insidersOf(call), console))
      throw new RefusedError(refusal('not-now', 'You are not in the caucus of your party.'))
    return call
  }

  #textsOf(line: string, callId: string, party: string): CaucusText[] {
    let kept = this.#kept.get(line)
    if (kept?.callId !== callId) this.#kept.set(line, (kept = { callId, byParty: new Map() }))
    const texts = kept.byParty.get(party) ?? []
    kept.byParty.set(party, texts)
    return texts
  }
}
