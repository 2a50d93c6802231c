import { decide } from '../calls/decide.ts'
import type { Admin, AtConsole, Commander, Surroundings } from '../calls/decision.ts'
import type { AdminCommand, LineCommand } from '../calls/commands.ts'
import { emptyLine, evolve } from '../calls/evolve.ts'
import { highestRingAt, type LineView } from '../calls/otherLines.ts'
import { liveCall } from '../calls/roster.ts'
import type { CallTiming } from '../calls/timing.ts'
import { actorSchema, type Actor } from '../protocol/actor.ts'
import type { Line } from '../protocol/directory.ts'
import { lineEntrySchema, lineFactSchema, type LineEntry, type LineFact } from '../protocol/lineFacts.ts'
import type { LineCommandAnswer } from '../protocol/lineCommands.ts'
import type { TestParticipant } from '../protocol/lineTests.ts'
import type { LineState } from '../protocol/lineState.ts'
import { refusal, type Refusal } from '../protocol/refusal.ts'
import { CommandOfAnother } from './commandAuthor.ts'
import type { Entry, Head, Log } from './log.ts'
import { readInPages } from './pages.ts'
import { LogUnavailable } from './patience.ts'
import { Stream } from './stream.ts'
import { StreamBroken } from './streamBroken.ts'

export interface LineStreamsOptions {
  readonly log: Log
  readonly clock: () => number
  readonly newId: () => string
  readonly timing: CallTiming
  readonly signedIn: (line: string) => Surroundings['signedIn']
  readonly prepared: Surroundings['prepared']
  readonly languageOf: Surroundings['languageOf']
  /** With which consoles a line would be tested now; absent where none is tested. */
  readonly testParticipants?: (line: Line, testId: string) => readonly TestParticipant[]
  /** Whether a line's test room is open; absent where no line is tested. */
  readonly roomReady?: (line: string) => boolean
  readonly onTrouble: (message: string, error: unknown) => void
  /** A line that worked has been found broken: it stays as it was last, and takes no command any more. */
  readonly onBroken?: (line: string) => void
}

export type LineAnswer =
  | { readonly ok: true; readonly body: LineCommandAnswer }
  | { readonly ok: false; readonly refusal: Refusal }

/** Which part of the server reports. */
export type ServerPart = Extract<Actor, { kind: 'system' }>['part']

type LineListener = (line: string, entry: LineEntry, state: LineState) => void

interface KnownLine {
  definition: Line
  /** Absent when it was broken before it could be opened. */
  readonly stream: Stream<LineState, LineFact> | undefined
}

const streamName = (line: string): string => `line/${line}`

/** The one door to every line: commands of consoles and reports of the server's parts go in, entries come out. */
export class LineStreams {
  readonly #options: LineStreamsOptions
  readonly #lines = new Map<string, KnownLine>()
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

  /**
   * Opens a line, or takes over its new definition. To be called for one line after the other. A line that is broken is
   * there, with nothing on it: the others work.
   */
  async define(definition: Line): Promise<void> {
    const known = this.#lines.get(definition.line)
    if (known) {
      known.definition = definition
      return
    }
    const stream = await this.#open(definition.line)
    // Race: while this line was being opened all may have been closed, or the same line opened by another call.
    if (this.#closed || this.#lines.has(definition.line)) {
      await stream?.close()
      return
    }
    this.#lines.set(definition.line, { definition, stream })
    stream?.onChange((entry, state) => {
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
    const known = this.#lines.get(line)
    return known && (known.stream?.state ?? emptyLine(line))
  }

  /** Whether the stream of the line is damaged, or holds what this program cannot fold: then it takes no command. */
  isBroken(line: string): boolean {
    const known = this.#lines.get(line)
    return known !== undefined && (known.stream?.isBroken ?? true)
  }

  /** The calls whose records are not closed: those that are up, and those that have ended and are not sealed yet. */
  get openCalls(): readonly string[] {
    return this.names.flatMap((line) => this.openCallsOf(line))
  }

  openCallsOf(line: string): readonly string[] {
    const state = this.state(line)
    const live = state && liveCall(state)
    return state === undefined ? [] : [...(live ? [live.callId] : []), ...state.unsealed]
  }

  /**
   * Decides a command of a console; authority by role is settled before.
   *
   * @param refusedNow asked in the command's turn, each time before it is decided. Race: a command waits for others while
   *   its person is suspended, or gets another role; what the edge has found out when it came is not true any more.
   */
  async command(
    line: string,
    by: AtConsole,
    commandId: string,
    command: LineCommand,
    refusedNow: () => Refusal | undefined = () => undefined,
  ): Promise<LineAnswer> {
    return await this.#handle(line, { kind: 'console', ...by.console }, by, commandId, command, refusedNow)
  }

  /** Decides a command of an admin; that they are one, and of a party of the line, is settled before. */
  async commandOfAdmin(line: string, { admin }: Admin, commandId: string, command: AdminCommand): Promise<LineAnswer> {
    const { person, party } = admin
    return await this.#handle(line, { kind: 'person', person, party }, { admin }, commandId, command)
  }

  /**
   * Takes a report of the server's own parts; a refusal means that it came too late to matter. Never throws.
   *
   * @param commandId the same for what is the same report also when it is made anew; otherwise each is its own.
   */
  async report(
    line: string,
    part: ServerPart,
    command: LineCommand,
    commandId: string = this.#options.newId(),
  ): Promise<LineAnswer> {
    return await this.#handle(line, { kind: 'system', part }, 'server', commandId, command)
  }

  /** Every entry of a line from now on, with the state right after it. */
  onChange(listener: LineListener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** The entries of a line after a head, oldest first, up to a version: what records are made of. See `readInPages`. */
  entries(line: string, after: Head, untilVersion?: number): AsyncIterable<Entry> {
    const stream = this.#lines.get(line)?.stream
    return stream
      ? stream.entries(after, untilVersion)
      : readInPages(this.#options.log, streamName(line), after, untilVersion)
  }

  /** The entry that a command has made on a line, if it has. */
  async entryOf(line: string, commandId: string): Promise<Entry | undefined> {
    return await this.#options.log.find(streamName(line), commandId)
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#listeners.clear()
    await Promise.all([...this.#lines.values()].map(async ({ stream }) => await stream?.close()))
  }

  /** The other lines, as a rule that looks over several sees them. */
  #others(line: string): LineView[] {
    return this.names.flatMap((name) => {
      const state = this.state(name)
      return name === line || state === undefined ? [] : [{ state, signedIn: this.#options.signedIn(name) }]
    })
  }

  async #open(line: string): Promise<Stream<LineState, LineFact> | undefined> {
    const { log, clock, onTrouble, onBroken } = this.#options
    const tell = (error: StreamBroken): void =>
      onTrouble(`The line ${line} is broken and takes no calls until its log is put right. Others work.`, error)
    try {
      return await Stream.open<LineState, LineFact>({
        log,
        clock,
        name: streamName(line),
        initial: emptyLine(line),
        parseFact: (stored) => lineFactSchema.parse(stored),
        evolve: (state, fact, context) => evolve(state, fact, { ...context, by: actorSchema.parse(context.by) }),
        onListenerError: (error) => onTrouble(`A listener of the line ${line} threw.`, error),
        onBroken: (error) => {
          tell(error)
          onBroken?.(line)
        },
      })
    } catch (error) {
      if (!(error instanceof StreamBroken)) throw error
      tell(error)
      return undefined
    }
  }

  async #handle(
    line: string,
    actor: Actor,
    by: Commander,
    commandId: string,
    command: LineCommand,
    refusedNow: () => Refusal | undefined = () => undefined,
  ): Promise<LineAnswer> {
    const known = this.#lines.get(line)
    if (known === undefined) return { ok: false, refusal: refusal('unknown', 'There is no such line.') }
    const { definition, stream } = known
    if (stream === undefined) return { ok: false, refusal: lineBroken(definition) }
    const newCallId = this.#options.newId()
    try {
      const answer = await stream.handle<Refusal>({
        commandId,
        by: actor,
        decide: (state, atMs) => {
          const refused = refusedNow()
          if (refused) return { refusal: refused }
          return decide(state, command, by, {
            atMs,
            line: known.definition,
            timing: this.#options.timing,
            newCallId,
            signedIn: this.#options.signedIn(line),
            testParticipants: () => this.#options.testParticipants?.(known.definition, newCallId) ?? [],
            roomReady: this.#options.roomReady?.(line) ?? true,
            prepared: this.#options.prepared,
            languageOf: this.#options.languageOf,
            rungElsewhere: (console) => highestRingAt(this.#others(line), console),
          })
        },
      })
      if (!answer.ok) return answer
      const callId = callOf(stream.state, command, answer.entry)
      return { ok: true, body: { ...(callId !== undefined && { callId }), version: stream.head.version } }
    } catch (error) {
      // A broken line has been told once already, when it was found.
      if (error instanceof StreamBroken) return { ok: false, refusal: lineBroken(definition) }
      this.#options.onTrouble(`The line ${line} could not take "${command.name}".`, error)
      return { ok: false, refusal: refusalOf(error) }
    }
  }
}

const lineBroken = ({ name }: Line): Refusal =>
  refusal('broken', `The log of the line ${name} is damaged. Use another way to call, and tell the operator.`)

function refusalOf(error: unknown): Refusal {
  if (error instanceof CommandOfAnother)
    return refusal('malformed', 'Somebody else has given a command of this identifier. Nothing has changed.')
  const mayHaveHappened = error instanceof LogUnavailable && error.mayHaveHappened
  return refusal(
    'unavailable',
    mayHaveHappened
      ? 'The server could not confirm that. It may have happened: look, or try again.'
      : 'The server could not do that now. Nothing has changed. Try again.',
  )
}

/** The call that a command concerns, if it concerns one: the one it named, the one it placed, or the one that it found up. */
function callOf(state: LineState, command: LineCommand, entry: Entry | undefined): string | undefined {
  if ('callId' in command) return command.callId
  if (command.name !== 'call:place') return undefined
  const placed = entry?.facts.find((fact) => fact.type === 'call:placed' || fact.type === 'leg:joined')
  const callId = placed?.['callId'] ?? liveCall(state)?.callId
  if (typeof callId !== 'string') throw new Error('A call was placed and is in no fact.')
  return callId
}
