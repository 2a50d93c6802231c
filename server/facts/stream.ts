import type { Answer, Command, FactContext } from './command.ts'
import { ChainBroken, findFault, headOf, makeEntry } from '../chain/entryChain.ts'
import {
  EMPTY_HEAD,
  type AppendOutcome,
  type Entry,
  type Head,
  type Log,
  type NewEntry,
  type StoredFact,
} from './log.ts'
import { LogUnavailable, Patience } from './patience.ts'

/**
 * Waits between tries when the log fails, 1.27 s in all: longer than a lock or a stall of a busy disk, shorter than the
 * patience of somebody who has clicked *Call now*.
 */
const RETRY_WAITS_MS = [10, 20, 40, 80, 160, 320, 640]

export interface StreamOptions<State, Fact> {
  readonly log: Log
  /** The stream's name in the log, for example `line/leaders`. */
  readonly name: string
  readonly initial: State
  /** Pure: the same facts give the same state in every process and after every start. */
  readonly evolve: (state: State, fact: Fact, context: FactContext) => State
  /** Reads a fact of any version that was ever written, as one of today's; throws when it cannot. */
  readonly parseFact: (stored: StoredFact) => Fact
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  readonly onListenerError?: (error: unknown, entry: Entry) => void
  /** An entry that stands in the log cannot be folded. The state stays at the last good one; every command throws. */
  readonly onBroken?: (error: unknown) => void
  readonly retryWaitsMs?: readonly number[]
}

type Listener<State> = (entry: Entry, state: State) => void

/**
 * One stream of the log and its state: the only way by which facts come about and are heard of. State is changed by
 * entries that stand in the log and by nothing else, in the order of their versions, each once.
 */
export class Stream<State, Fact extends StoredFact> {
  readonly name: string
  readonly #options: StreamOptions<State, Fact>
  readonly #listeners = new Set<Listener<State>>()
  #state: State
  #head: Head = EMPTY_HEAD
  /** An entry came that could not be folded: the state is old, and no command may be decided on it. */
  #behind = false
  /** Whether something came by `follow` while behind: whoever reads on then reads once more. */
  #missed = false
  /** Commands of this process wait for one another here, so they never conflict among themselves. */
  #last: Promise<void> = Promise.resolve()
  /** How often a command has given the log up. Those that waited behind one try once: they have waited enough. */
  #timesGivenUp = 0
  #closed = false
  #unfollow: () => void = () => {}

  /** Folds all that stands in the log, then follows it. @throws ChainBroken, and whatever `parseFact` and `evolve` throw. */
  static async open<State, Fact extends StoredFact>(options: StreamOptions<State, Fact>): Promise<Stream<State, Fact>> {
    const stream = new Stream(options)
    for (const entry of await options.log.read(stream.name, EMPTY_HEAD)) stream.#take(entry)
    stream.#unfollow = options.log.follow(stream.name, stream.#head, (entry) => stream.#hear(entry))
    return stream
  }

  private constructor(options: StreamOptions<State, Fact>) {
    this.name = options.name
    this.#options = options
    this.#state = options.initial
  }

  get state(): State {
    return this.#state
  }

  get head(): Head {
    return this.#head
  }

  /**
   * Decides a command on the newest state and appends its facts. A command that was seen before gets its first answer
   * again; only a refusal, which leaves no trace, is decided anew.
   *
   * @throws LogUnavailable when the log does not answer: the command may have happened, and sending it again is safe.
   *   ChainBroken when the log is damaged. Whatever `decide` throws, and whatever `evolve` throws on the facts it gave:
   *   then nothing was appended.
   */
  handle<Refusal>(command: Command<State, Fact, Refusal>): Promise<Answer<Refusal>> {
    const timesGivenUp = this.#timesGivenUp
    const turn = this.#last.then(async () => {
      if (this.#closed) throw new Error(`The stream ${this.name} is closed.`)
      const waited = timesGivenUp !== this.#timesGivenUp
      return await this.#run(command, new Patience(waited ? [] : (this.#options.retryWaitsMs ?? RETRY_WAITS_MS)))
    })
    this.#last = turn.then(
      () => {},
      (error: unknown) => {
        if (error instanceof LogUnavailable) this.#timesGivenUp += 1
      },
    )
    return turn
  }

  /** Calls back with every entry from now on and the state right after it, until the returned function is called. */
  onChange(listener: Listener<State>): () => void {
    // A function of its own, so that one listener registered twice is called twice and removed once.
    const own: Listener<State> = (entry, state) => listener(entry, state)
    this.#listeners.add(own)
    return () => void this.#listeners.delete(own)
  }

  /** Lets the command that is under way finish; those that wait behind it are refused by a throw. */
  async close(): Promise<void> {
    this.#closed = true
    this.#unfollow()
    await this.#last
    this.#listeners.clear()
  }

  async #run<Refusal>(command: Command<State, Fact, Refusal>, patience: Patience): Promise<Answer<Refusal>> {
    const { commandId, by } = command
    for (;;) {
      if (this.#behind) await this.#readOn(patience)
      const head = this.#head
      const atMs = this.#options.clock()
      const decision = command.decide(this.#state, atMs)
      if ('refusal' in decision || decision.facts.length === 0) {
        // Its first try may have succeeded, and what it did may be the reason why it is refused or idle now. A first
        // try that is still on its way can no longer succeed: it expects a head which the state has passed, or else
        // the state is the one that granted it, and only time can have changed the decision.
        const earlier = await this.#ask(patience, () => this.#options.log.find(this.name, commandId))
        if (earlier) return { ok: true, entry: await this.#reach(earlier, patience) }
        return 'refusal' in decision ? { ok: false, refusal: decision.refusal } : { ok: true }
      }
      const entry: NewEntry = { commandId, atMs, by, facts: decision.facts }
      // Facts that cannot be folded must not get into the log, where every start would stumble over them for ever.
      this.#fold(makeEntry(this.name, head, entry))
      const outcome = await this.#append(head, entry, patience)
      if (outcome.outcome === 'appended') return { ok: true, entry: await this.#reach(outcome.entry, patience) }
      await this.#readOn(patience)
      if (this.#head.version === head.version) {
        await patience.afterFailure(new Error(`The log has a conflict at version ${head.version}, but nothing newer.`))
      }
    }
  }

  async #append(
    head: Head,
    entry: NewEntry,
    patience: Patience,
  ): Promise<Exclude<AppendOutcome, { outcome: 'unknown' }>> {
    for (;;) {
      const outcome = await this.#options.log.append(this.name, head, entry)
      if (outcome.outcome !== 'unknown') {
        patience.mayHaveHappened = outcome.outcome === 'appended'
        return outcome
      }
      patience.mayHaveHappened = true
      await patience.afterFailure(outcome.cause)
    }
  }

  /** Sees to it that the state includes an entry that stands in the log before anybody is told of it. */
  async #reach(entry: Entry, patience: Patience): Promise<Entry> {
    if (entry.version === this.#head.version + 1) this.#take(entry)
    if (entry.version > this.#head.version) await this.#readOn(patience)
    return entry
  }

  async #readOn(patience: Patience): Promise<void> {
    // Race: an entry is appended after the read and heard of before it is folded. While behind it cannot be taken, so
    // it is read.
    do {
      this.#missed = false
      const entries = await this.#ask(patience, () => this.#options.log.read(this.name, this.#head))
      for (const entry of entries) this.#take(entry)
    } while (this.#missed)
    this.#behind = false
  }

  /** Only questions are asked like this: asking again changes nothing. */
  async #ask<Result>(patience: Patience, question: () => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        return await question()
      } catch (error) {
        if (error instanceof ChainBroken) throw error
        await patience.afterFailure(error)
      }
    }
  }

  #hear(entry: Entry): void {
    // Behind, what comes after the entry that could not be folded cannot be folded either; the next command reads on.
    if (this.#behind) {
      this.#missed = true
      return
    }
    try {
      this.#take(entry)
    } catch (error) {
      this.#behind = true
      if (this.#options.onBroken) this.#options.onBroken(error)
      else process.emitWarning(`The stream ${this.name} cannot be folded: ${String(error)}`)
    }
  }

  /** Race: an entry comes by the answer of `append`, by `follow` and by `read`, in any order. The first one counts. */
  #take(entry: Entry): void {
    if (entry.version <= this.#head.version) return
    const fault = findFault(this.name, this.#head, [entry])
    if (fault) throw new ChainBroken(fault)
    const state = this.#fold(entry)
    this.#state = state
    this.#head = headOf(entry)
    for (const listener of [...this.#listeners]) {
      if (!this.#listeners.has(listener)) continue
      try {
        listener(entry, state)
      } catch (error) {
        if (this.#options.onListenerError) this.#options.onListenerError(error, entry)
        else process.emitWarning(`A listener of the stream ${this.name} threw: ${String(error)}`)
      }
    }
  }

  #fold(entry: Entry): State {
    const { version, atMs, by, commandId } = entry
    const { evolve, parseFact } = this.#options
    const evolveOne = (state: State, stored: StoredFact): State =>
      evolve(state, parseFact(stored), { version, atMs, by, commandId })
    return entry.facts.reduce(evolveOne, this.#state)
  }
}
