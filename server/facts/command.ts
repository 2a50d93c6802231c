import type { JsonValue } from '../chain/canonicalJson.ts'
import type { Entry } from './log.ts'

/** What `evolve` may know of a fact beside the fact itself. */
export interface FactContext {
  readonly version: number
  readonly atMs: number
  readonly by: JsonValue
  readonly commandId: string
}

/** What a command comes to. No facts: it is granted and there is nothing to do. */
export type Decision<Fact, Refusal> = { readonly facts: readonly Fact[] } | { readonly refusal: Refusal }

export interface Command<State, Fact, Refusal> {
  /** Made by who commands, new for each command, the same when one command is sent again. */
  readonly commandId: string
  readonly by: JsonValue
  /** Pure. It is asked again, on the newer state, when somebody else was first. */
  readonly decide: (state: State, atMs: number) => Decision<Fact, Refusal>
}

export type Answer<Refusal> =
  /** `entry` stands in the log; absent when there was nothing to do. */
  { readonly ok: true; readonly entry?: Entry } | { readonly ok: false; readonly refusal: Refusal }
