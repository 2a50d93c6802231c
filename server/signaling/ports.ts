import type { ConsolePerson } from '../protocol/actor.ts'
import type { AtConsole } from '../calls/decision.ts'
import type { ConsoleCommand } from '../calls/commands.ts'
import type { PreparedSet } from '../protocol/prepared.ts'
import type { Line, Party, Person } from '../protocol/directory.ts'
import type { AnswerBody, Answer, Notice, RequestPayload } from '../protocol/events.ts'
import type { Alarm } from '../protocol/lineHistory.ts'
import type { LineCommandAnswer } from '../protocol/lineCommands.ts'
import type { LineEntry } from '../protocol/lineFacts.ts'
import type { LineState } from '../protocol/lineState.ts'
import type { TestMeasured } from '../protocol/lineTests.ts'
import type { mediaRequestSchemas } from '../protocol/media.ts'
import type { NoteCommand, NoteList } from '../protocol/notes.ts'
import type { Refusal } from '../protocol/refusal.ts'
import type { LineText } from '../protocol/texts.ts'

/** What signaling asks of the others; the composition root introduces them. */

export type SessionEnd = 'signed-out' | 'expired' | 'suspended' | 'replaced'

export interface SessionsPort {
  /** Undefined when the token is not ours, has expired or its session has ended. */
  verifyAccess(
    accessToken: string,
  ): { readonly sessionId: string; readonly person: string; readonly expiresAtMs: number } | undefined
  /** Also when the database cannot be asked at this moment. */
  isLive(sessionId: string): boolean
  onSessionEnded(listener: (sessionId: string, reason: SessionEnd) => void): () => void
}

export interface DirectoryPort {
  person(person: string): Person | undefined
  parties(): readonly Party[]
  people(): readonly Person[]
  /** The messages that a party has ready for the text lines. */
  prepared(party: string): PreparedSet
}

export interface LinesPort {
  readonly names: readonly string[]
  definition(line: string): Line | undefined
  state(line: string): LineState | undefined
  isBroken(line: string): boolean
  /**
   * @param refusedNow asked in the command's turn, each time before it is decided: it may have waited for others, and its
   *   person been suspended meanwhile.
   */
  command(
    line: string,
    by: AtConsole,
    commandId: string,
    command: ConsoleCommand,
    refusedNow: () => Refusal | undefined,
  ): Promise<Answer<LineCommandAnswer>>
  onChange(listener: (line: string, entry: LineEntry, state: LineState) => void): () => void
}

/** What was written on the lines, all of it. */
export interface TextsPort {
  /** A page of the messages right before a number, oldest first. */
  textsBefore(line: string, before: number): Promise<LineText[]>
}

/** What parties note of calls, each for itself; which party follows from who asks. */
export interface NotesPort {
  /** Throws `RefusedError` for who may not read them. */
  read(person: string, line: string, callId: string): Promise<NoteList>
  /** Throws `RefusedError` where there is no such call on the line for whoever commands. */
  command(
    by: ConsolePerson,
    call: { readonly line: string; readonly callId: string },
    commandId: string,
    command: NoteCommand,
    refusedNow: () => Refusal | undefined,
  ): Promise<Answer<{ version: number }>>
  /** Calls back with what has changed, and for whom of those who are there that is. */
  onChange(listener: (changed: Notice<'notes:changed'>, isFor: (person: string) => boolean) => void): () => void
}

/** What admins are told, who have no standing on lines. */
export interface AlarmsPort {
  /** Of the lines that a party is on, newest first. */
  alarms(party: string): Alarm[]
  onAlarms(listener: (line: string) => void): () => void
}

export type MediaRequestName = keyof typeof mediaRequestSchemas

export interface MediaRequestsPort {
  /** Throws `RefusedError` for a refusal. */
  readonly handlers: {
    readonly [N in MediaRequestName]: (who: ConsolePerson, payload: RequestPayload<N>) => Promise<AnswerBody<N>>
  }
  /** The console's socket is gone: its warm lines are closed. */
  consoleGone(consoleId: string): void
}

export interface TestReportsPort {
  /** What a console found of a test. Throws `RefusedError` when it has no part in it, or it is over. */
  report(line: string, testId: string, console: string, measured: TestMeasured): void
  consoleGone(console: string): void
}

/** Logs with identifiers bound; pino is one. */
export interface SignalingLog {
  info(bindings: object, message: string): void
  warn(bindings: object, message: string): void
  error(bindings: object, message: string): void
}
