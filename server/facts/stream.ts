import type { Answer, Command } from './command.ts'
import { CommandOfAnother, isSameAuthor } from './commandAuthor.ts'
import { ChainBroken, findFault, headOf, makeEntry } from '../chain/entryChain.ts'
import { Listeners } from './listeners.ts'
import { EMPTY_HEAD, type AppendOutcome, type Entry, type Head, type NewEntry, type StoredFact } from './log.ts'
import { readInPages } from './pages.ts'
import { LogUnavailable, Patience, RETRY_WAITS_MS } from './patience.ts'
import { StreamBroken } from './streamBroken.ts'
import type { StreamOptions } from './streamOptions.ts'

/**
 * One stream of the log and its state: the only way by which facts come about and are heard of. State is changed by
 * entries that stand in the log and by nothing else, in the order of their versions, each once.
 */
export class Stream<State, Fact extends StoredFact> {
  readonly name: string
  readonly #options: StreamOptions<State, Fact>
  readonly #listeners: Listeners<State>
  #state: State
  #head: Head = EMPTY_HEAD
  /** The chain does not hold, or an entry cannot be folded: nothing may be decided on this state, nothing appended. */
  #broken: StreamBroken | undefined
  /** Commands of this process wait for one another here, so they never conflict among themselves. */
  #last: Promise<void> = Promise.resolve()
  /** How often a command has given the log up. Those that waited behind one try once: they have waited enough. */
  #timesGivenUp = 0
  #closed = false
  #unfollow: () => void = () => {}

  /**
   * Folds all that stands in the log, then follows it.
   *
   * @throws StreamBroken when it cannot all be read and folded; whatever the log throws when it cannot be read now.
   */
  static async open<State, Fact extends StoredFact>(options: StreamOptions<State, Fact>): Promise<Stream<State, Fact>> {
    const { log, name } = options
    const stream = new Stream(options)
    try {
      for await (const entry of readInPages(log, name, EMPTY_HEAD)) stream.#take(entry)
    } catch (error) {
      throw error instanceof ChainBroken ? StreamBroken.of(name, error) : error
    }
    const onEntry = (entry: Entry): void => stream.#hear(entry)
    stream.#unfollow = log.follow(name, stream.#head, onEntry, (error) => void stream.#break(error))
    return stream
  }

  private constructor(options: StreamOptions<State, Fact>) {
    this.name = options.name
    this.#options = options
    this.#state = options.initial
    const warn = (error: unknown): void =>
      process.emitWarning(`A listener of the stream ${options.name} threw: ${String(error)}`)
    this.#listeners = new Listeners(options.onListenerError ?? warn)
  }

  get state(): State {
    return this.#state
  }

  get head(): Head {
    return this.#head
  }

  get isBroken(): boolean {
    return this.#broken !== undefined
  }

  /**
   * Decides a command on the newest state and appends its facts. A command that was seen before gets its first answer
   * again; only a refusal, which leaves no trace, is decided anew.
   *
   * @throws LogUnavailable when the log does not answer: the command may have happened, and sending it again is safe.
   *   StreamBroken from the first damage on. CommandOfAnother when somebody else gave a command of this identifier.
   *   Whatever `decide` throws, and whatever `evolve` throws on the facts it gave: then nothing was appended.
   */
  handle<Refusal>(command: Command<State, Fact, Refusal>): Promise<Answer<Refusal>> {
    const timesGivenUp = this.#timesGivenUp
    const turn = this.#last.then(async () => {
      if (this.#closed) throw new Error(`The stream ${this.name} is closed.`)
      const waited = timesGivenUp !== this.#timesGivenUp
      try {
        return await this.#run(command, new Patience(waited ? [] : (this.#options.retryWaitsMs ?? RETRY_WAITS_MS)))
      } catch (error) {
        const isDamage = error instanceof ChainBroken || error instanceof StreamBroken
        throw isDamage ? this.#break(error) : error
      }
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
  onChange(listener: (entry: Entry, state: State) => void): () => void {
    return this.#listeners.add(listener)
  }

  /** Reads the stream as `readInPages` does. What is found damaged breaks it: nothing is built on that any more. */
  async *entries(after: Head, untilVersion?: number): AsyncGenerator<Entry, void, undefined> {
    try {
      yield* readInPages(this.#options.log, this.name, after, untilVersion)
    } catch (error) {
      if (error instanceof ChainBroken) this.#break(error)
      throw error
    }
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
      if (this.#broken) throw this.#broken
      const head = this.#head
      const atMs = this.#options.clock()
      const decision = command.decide(this.#state, atMs)
      if ('refusal' in decision || decision.facts.length === 0) {
        // Its first try may have succeeded, and what it did may be the reason why it is refused or idle now. A first
        // try that is still on its way can no longer succeed: it expects a head which the state has passed, or else
        // the state is the one that granted it, and only time can have changed the decision.
        const earlier = await this.#ask(patience, () => this.#options.log.find(this.name, commandId))
        if (earlier) return { ok: true, entry: await this.#reach(earlier, command, patience) }
        return 'refusal' in decision ? { ok: false, refusal: decision.refusal } : { ok: true }
      }
      const entry: NewEntry = { commandId, atMs, by, facts: decision.facts }
      // Facts that cannot be folded must not get into the log, where every start would stumble over them for ever.
      this.#fold(makeEntry(this.name, head, entry))
      const outcome = await this.#append(head, entry, patience)
      if (outcome.outcome === 'appended')
        return { ok: true, entry: await this.#reach(outcome.entry, command, patience) }
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
      // After the wait: it may have been found broken meanwhile.
      if (this.#broken) throw this.#broken
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
  async #reach(
    entry: Entry,
    { commandId, by }: Pick<NewEntry, 'commandId' | 'by'>,
    patience: Patience,
  ): Promise<Entry> {
    if (!isSameAuthor(entry.by, by)) throw new CommandOfAnother(commandId)
    if (entry.version === this.#head.version + 1) this.#take(entry)
    if (entry.version > this.#head.version) await this.#readOn(patience)
    return entry
  }

  async #readOn(patience: Patience): Promise<void> {
    const entries = await this.#ask(patience, () => this.#options.log.read(this.name, this.#head))
    for (const entry of entries) this.#take(entry)
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
    // What comes after the entry that broke it cannot be folded either.
    if (this.#broken) return
    try {
      this.#take(entry)
    } catch (error) {
      this.#break(error)
    }
  }

  /** For good: what stands in the log does not change, so reading it again finds the same. */
  #break(cause: unknown): StreamBroken {
    if (this.#broken) return this.#broken
    this.#broken = StreamBroken.of(this.name, cause)
    this.#unfollow()
    if (this.#options.onBroken) this.#options.onBroken(this.#broken)
    else process.emitWarning(this.#broken)
    return this.#broken
  }

  /**
   * Race: an entry comes by the answer of `append`, by `follow` and by `read`, in any order. The first one counts.
   *
   * @throws StreamBroken when it cannot follow, or cannot be folded.
   */
  #take(entry: Entry): void {
    if (entry.version <= this.#head.version) return
    const state = this.#foldStanding(entry)
    this.#state = state
    this.#head = headOf(entry)
    this.#listeners.tell(entry, state)
  }

  #foldStanding(entry: Entry): State {
    try {
      const fault = findFault(this.name, this.#head, [entry])
      if (fault) throw new ChainBroken(fault)
      return this.#fold(entry)
    } catch (cause) {
      throw StreamBroken.of(this.name, cause)
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
