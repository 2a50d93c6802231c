import type { Actor } from '../protocol/actor.ts'
import type { Line, Party, Person } from '../protocol/directory.ts'
import type { ExceptionReport } from '../protocol/exceptions.ts'
import type { PreparedChange, PreparedSet } from '../protocol/prepared.ts'
import type { Alarm, LineHistory } from '../protocol/lineHistory.ts'
import type { MemorandumFormat, MemorandumLanguage } from '../protocol/memoranda.ts'
import type { NoteList } from '../protocol/notes.ts'
import type { Recall, RecallSource } from '../protocol/recall.ts'
import type { RecordFact } from '../protocol/recordFacts.ts'
import type { CallRecord, RecordList, RecordsQuery, RecordSummary, Verification } from '../protocol/records.ts'
import type { RecordAccesses } from '../calls/recordAccesses.ts'

/** What the HTTP edge asks of the others; the composition root introduces them. */

export interface IssuedSession {
  readonly sessionId: string
  readonly person: string
  readonly accessToken: string
  readonly accessExpiresAtMs: number
  readonly refreshToken: string
}

interface Holder {
  readonly sessionId: string
  readonly person: string
}

export interface SessionsPort {
  /** Undefined when the token is not ours, has expired or its session has ended; the same for the two below. */
  verifyAccess(accessToken: string): (Holder & { readonly expiresAtMs: number }) | undefined
  verifyMedia(mediaToken: string, callId: string): Holder | undefined
  /** Who holds a refresh token, without using it up. */
  holderOf(refreshToken: string): Holder | undefined
  mediaToken(sessionId: string, person: string, callId: string): string
  refresh(refreshToken: string): IssuedSession | undefined
  end(sessionId: string, reason: 'signed-out'): void
}

/** Refuses by throwing RefusedError; one that also carries `retryAfterMs` says when to come again. */
export interface SignInPort {
  signIn(request: {
    readonly username: string
    readonly password: string
    readonly address: string
    readonly deviceToken: string | undefined
  }): Promise<IssuedSession & { readonly deviceToken: string }>
  changePassword(session: Holder, current: string, next: string): Promise<void>
}

export interface DirectoryPort {
  person(person: string): Person | undefined
  people(): readonly Person[]
  parties(): readonly Party[]
  lines(): readonly Line[]
  /** The messages that a party has ready for the text lines. */
  prepared(party: string): PreparedSet
  /** @throws RefusedError when it is refused. */
  changePrepared(by: Actor, party: string, change: PreparedChange): Promise<void>
}

/** Bytes that are made while they are sent. */
export interface Download {
  readonly mimeType: string
  readonly fileName: string
  readonly stream: AsyncIterable<Uint8Array>
}

/** A track as a file whose every byte range can be had. */
export interface TrackFile {
  readonly mimeType: string
  readonly byteLength: number
  /** Strong (RFC 9110, 8.8.3), with its quotes. */
  readonly etag: string
  readonly fileName: string
  readonly lastModifiedMs: number
  stream(start: number, endInclusive: number): AsyncIterable<Uint8Array>
}

/** The records, as they are at this moment; of a running call as far as it is. */
export interface RecordsPort {
  /** Only of calls among whose parties `party` is. */
  list(party: string, query: RecordsQuery): Promise<RecordList>
  /** Of the calls among whose parties `party` is, on a day of its calendar; today when none is named. */
  exceptions(party: string, day: string | undefined): Promise<ExceptionReport>
  summary(callId: string): Promise<RecordSummary | undefined>
  /** @throws RefusedError `unknown`, as the others do. */
  record(callId: string): Promise<CallRecord>
  manifest(callId: string): Promise<Download>
  track(callId: string, trackId: string): Promise<TrackFile>
  archive(callId: string): Promise<Download>
  verify(callId: string): Promise<Verification>
}

/** What is heard again of calls that are up; `person` is in them. */
export interface RecallsPort {
  /** @param note resolves when it is a fact: nothing is handed out before. @throws RefusedError */
  begin(
    asked: { readonly callId: string; readonly person: string; readonly recall: string; readonly of: RecallSource },
    note: (stretch: Recall) => Promise<void>,
  ): Promise<Recall>
  /** One voice of the newest recall of a person. @throws RefusedError `unknown` when that is another one. */
  track(
    recall: { readonly callId: string; readonly person: string; readonly recall: string },
    trackId: string,
  ): TrackFile
}

/** The streams `record/<callId>`. */
export interface AccessesPort {
  /** Resolves when the fact stands in the log. @param commandId the same for the same access, which is then one fact. */
  note(by: Actor, commandId: string, fact: RecordFact): Promise<void>
  of(callId: string): Promise<RecordAccesses>
}

/** What parties note of calls, each for itself. */
export interface NotesPort {
  /** Of the party of whoever asks. @throws RefusedError for who may not read them. */
  read(person: string, line: undefined, callId: string): Promise<NoteList>
}

/** Memoranda of conversation, made of a record and of what one party has noted. */
export interface MemorandaPort {
  /** @throws RefusedError `unavailable` when it could not be written. */
  make(asked: {
    readonly record: CallRecord
    readonly notes: NoteList
    readonly party: Party
    readonly format: MemorandumFormat
    readonly language: MemorandumLanguage | undefined
  }): Promise<Download>
}

/** What became of the roll-calls and tests of lines. */
export interface HistoryPort {
  /** Resolves when all has been read from the log. */
  readonly ready: Promise<void>
  history(line: Line, fromMs: number, toMs: number): Promise<LineHistory>
  /** Of the lines that a party is on. */
  alarms(party: string): readonly Alarm[]
  alarm(party: string, alarm: string): Promise<Alarm | undefined>
  /** Resolves when the fact stands in the log; again by the same person it is the same one. @throws RefusedError */
  acknowledge(
    alarm: Alarm,
    admin: { readonly person: string; readonly name: string; readonly party: string },
  ): Promise<void>
}

export interface HealthPort {
  /** What keeps consoles from signing in, in plain words; empty when nothing does. */
  obstaclesToSignIn(): Promise<readonly string[]>
  /** What keeps calls from being carried and recorded. */
  obstaclesToCalls(): Promise<readonly string[]>
}

/** prom-client's registry is one. */
export interface MetricsPort {
  readonly contentType: string
  metrics(): Promise<string>
}

/** Logs with identifiers bound; pino is one. */
export interface HttpLog {
  info(bindings: object, message: string): void
  warn(bindings: object, message: string): void
  error(bindings: object, message: string): void
}

export interface HttpPorts {
  readonly sessions: SessionsPort
  readonly signIn: SignInPort
  readonly directory: DirectoryPort
  readonly records: RecordsPort
  readonly recalls: RecallsPort
  readonly accesses: AccessesPort
  readonly notes: NotesPort
  readonly memoranda: MemorandaPort
  readonly history: HistoryPort
  readonly health: HealthPort
  readonly metrics: MetricsPort
  readonly log: HttpLog
}
