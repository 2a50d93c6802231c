import { decide } from '../calls/decide.ts'
import type { Commander, Surroundings } from '../calls/decision.ts'
import type { LineCommand } from '../calls/commands.ts'
import { emptyLine, evolve } from '../calls/evolve.ts'
import { liveCall } from '../calls/roster.ts'
import type { CallTiming } from '../calls/timing.ts'
import { actorSchema, type Actor } from '../protocol/actor.ts'
import type { Line } from '../protocol/directory.ts'
import { lineEntrySchema, lineFactSchema, type LineEntry, type LineFact } from '../protocol/lineFacts.ts'
import type { LineCommandAnswer } from '../protocol/lineCommands.ts'
import type { LineState } from '../protocol/lineState.ts'
import { refusal, type Refusal } from '../protocol/refusal.ts'
import { EMPTY_HEAD, type Entry, type Head, type Log } from './log.ts'
import { LogUnavailable } from './patience.ts'
import { Stream } from './stream.ts'

export interface LineStreamsOptions {
  readonly log: Log
  readonly clock: () => number
  readonly newId: () => string
  readonly timing: CallTiming
  readonly signedIn: (line: string) => Surroundings['signedIn']
  readonly onTrouble: (message: string, error: unknown) => void
}

export type LineAnswer =
  | { readonly ok: true; readonly body: LineCommandAnswer }
  | { readonly ok: false; readonly refusal: Refusal }

/** Which part of the server reports. */
export type ServerPart = Extract<Actor, { kind: 'system' }>['part']

type LineListener = (line: string, entry: LineEntry, state: LineState) => void

const streamName = (line: string): string => `line/${line}`

/** The one door to every line: commands of consoles and reports of the server's parts go in, entries come out. */
export class LineStreams {
  readonly #options: LineStreamsOptions
  readonly #lines = new Map<string, { definition: Line; stream: Stream<LineState, LineFact> }>()
  readonly #listeners = new Set<LineListener>()
  #closed = false

  static async open(options: LineStreamsOptions, definitions: readonly Line[]): Promise<LineStreams> {
    const streams = new LineStreams(options)
    for (const definition of definitions) await streams.define(definition)
    return streams
  }

  private constructor(options: LineStreamsOptions) {
    this.#options = options
  }

  /** Opens a line, or takes over its new definition. To be called for one line after the other. */
  async define(definition: Line): Promise<void> {
    const known = this.#lines.get(definition.line)
    if (known) {
      known.definition = definition
      return
    }
    const { log, clock, onTrouble } = this.#options
    const stream = await Stream.open<LineState, LineFact>({
      log,
      clock,
      name: streamName(definition.line),
      initial: emptyLine(definition.line),
      parseFact: (stored) => lineFactSchema.parse(stored),
      evolve: (state, fact, context) => evolve(state, fact, { ...context, by: actorSchema.parse(context.by) }),
      onListenerError: (error) => onTrouble(`A listener of the line ${definition.line} threw.`, error),
      onBroken: (error) => onTrouble(`The line ${definition.line} cannot be folded.`, error),
    })
    // Race: while this line was being opened all may have been closed, or the same line opened by another call.
    if (this.#closed || this.#lines.has(definition.line)) {
      await stream.close()
      return
    }
    this.#lines.set(definition.line, { definition, stream })
    stream.onChange((entry, state) => {
      const said = lineEntrySchema.parse(entry)
      for (const listener of this.#listeners) listener(definition.line, said, state)
    })
  }

  get names(): readonly string[] {
    return [...this.#lines.keys()]
  }

  definition(line: string): Line | undefined {
    return this.#lines.get(line)?.definition
  }

  state(line: string): LineState | undefined {
    return this.#lines.get(line)?.stream.state
  }

  /** Decides a command of a console; authority by role is settled before. */
  async command(
    line: string,
    by: Exclude<Commander, 'server'>,
    commandId: string,
    command: LineCommand,
  ): Promise<LineAnswer> {
    return await this.#handle(line, { kind: 'console', ...by.console }, by, commandId, command)
  }

  /** Takes a report of the server's own parts; a refusal means that it came too late to matter. Never throws. */
  async report(line: string, part: ServerPart, command: LineCommand): Promise<LineAnswer> {
    return await this.#handle(line, { kind: 'system', part }, 'server', this.#options.newId(), command)
  }

  /** Every entry of a line from now on, with the state right after it. */
  onChange(listener: LineListener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** The entries of a line after a head, oldest first: what records are made of. */
  async entries(line: string, after: Head = EMPTY_HEAD): Promise<readonly Entry[]> {
    return await this.#options.log.read(streamName(line), after)
  }

  /** The slice of a line that a call is, from the entry that placed it to the one that ended it or the newest. */
  async entriesOfCall(callId: string, line: string | undefined): Promise<readonly Entry[]> {
    for (const name of line === undefined ? this.names : [line]) {
      const entries = await this.entries(name)
      const has = (type: LineFact['type']) => (entry: Entry) =>
        entry.facts.some((fact) => fact.type === type && fact['callId'] === callId)
      const first = entries.findIndex(has('call:placed'))
      if (first === -1) continue
      const last = entries.findIndex(has('call:ended'))
      return entries.slice(first, last === -1 ? undefined : last + 1)
    }
    return []
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#listeners.clear()
    await Promise.all([...this.#lines.values()].map(({ stream }) => stream.close()))
  }

  async #handle(
    line: string,
    actor: Actor,
    by: Commander,
    commandId: string,
    command: LineCommand,
  ): Promise<LineAnswer> {
    const known = this.#lines.get(line)
    if (known === undefined) return { ok: false, refusal: refusal('unknown', 'There is no such line.') }
    const { definition, stream } = known
    const newCallId = this.#options.newId()
    try {
      const answer = await stream.handle<Refusal>({
        commandId,
        by: actor,
        decide: (state, atMs) =>
          decide(state, command, by, {
            atMs,
            line: definition,
            timing: this.#options.timing,
            newCallId,
            signedIn: this.#options.signedIn(line),
          }),
      })
      if (!answer.ok) return answer
      return { ok: true, body: { callId: callOf(stream.state, command, answer.entry), version: stream.head.version } }
    } catch (error) {
      this.#options.onTrouble(`The line ${line} could not take "${command.name}".`, error)
      const message =
        error instanceof LogUnavailable && error.mayHaveHappened
          ? 'The server could not confirm that. It may have happened: look, or try again.'
          : 'The server could not do that now. Nothing has changed. Try again.'
      return { ok: false, refusal: refusal('unavailable', message) }
    }
  }
}

/** The call that a command concerns: the one it named, the one it placed, or the one that it found up. */
function callOf(state: LineState, command: LineCommand, entry: Entry | undefined): string {
  if ('callId' in command) return command.callId
  const placed = entry?.facts.find((fact) => fact.type === 'call:placed' || fact.type === 'leg:joined')
  const callId = placed?.['callId'] ?? liveCall(state)?.callId
  if (typeof callId !== 'string') throw new Error('A call was placed and is in no fact.')
  return callId
}
