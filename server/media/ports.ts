import type { Insider } from '../calls/caucus.ts'
import type { OffAir } from '../calls/hush.ts'
import type { ConsolePerson } from '../protocol/actor.ts'
import type { Notice } from '../protocol/events.ts'
import type { CallId, ConsoleId, LineId, PersonId, TrackId } from '../protocol/identifiers.ts'
import type { mediaNoticeSchemas } from '../protocol/media.ts'
import type { Heard, HeardTrack } from '../calls/hearing.ts'
import type { Channel, Desk } from '../protocol/interpretation.ts'
import type { SentKind, TrackKind } from '../protocol/words.ts'

/** What media asks of the rest of the server; `server/app.ts` hands it in. */

export interface MediaLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** The call of a line that is not over, as media needs to know it. */
export interface MediaCall {
  readonly callId: CallId
  /** The consoles whose leg is `on`: they may send, and they hear each other. */
  readonly consoles: readonly ConsoleId[]
  /** The consoles at which it rings: they get the tracks ready, and nothing flows to them. */
  readonly rung: readonly ConsoleId[]
  /** How a console of it hears a track; absent: everybody hears everybody. */
  readonly heardAs?: (listener: ConsoleId, track: HeardTrack) => Heard
  /** Who may put an interpretation on the air, and which of them is live. */
  readonly desks?: readonly Desk[]
  /** Who is in the caucus of their party: they are heard there, and nothing else of them by anybody. */
  readonly caucus?: readonly Insider[]
  /** What is off the air by a caucus, or because somebody of their own party has muted it: their person may unmute it after that. */
  readonly silenced?: readonly OffAir[]
}

/** What the fold wants; media compares it with what is. */
export interface MediaState {
  callOf(line: LineId): MediaCall | undefined
}

export interface MediaPermissions {
  /** Is this console signed in at this moment? One that is not must be left nothing that nobody would close. */
  isPresent(console: ConsoleId): boolean
  /** Has this person a part in the line at all? */
  mayWarm(who: ConsolePerson, line: LineId): boolean
  /** May this person send that on the line? A listener may not send anything. */
  mayOpenTrack(who: ConsolePerson, line: LineId, kind: SentKind): boolean
}

export interface TrackStart {
  readonly line: LineId
  readonly callId: CallId
  readonly trackId: TrackId
  readonly console: ConsoleId
  readonly person: PersonId
  readonly kind: SentKind
  /** Of an interpretation. */
  readonly channel?: Channel
  readonly muted: boolean
}

/** Any but one of a caucus: only of these is anybody told outside, and only these are recorded. */
export type OpenTrackStart = TrackStart & { readonly kind: TrackKind }

/** What has happened to media. None of these may throw; none is waited for. */
export interface MediaReports {
  trackStarted(track: OpenTrackStart): void
  trackMuted(track: OpenTrackStart): void
  trackUnmuted(track: OpenTrackStart): void
  trackEnded(track: OpenTrackStart, reason: 'stopped' | 'console-lost' | 'media-lost'): void
  /** The worker of the line is gone: nobody hears anybody until `mediaRestored`. */
  mediaLost(line: LineId): void
  mediaRestored(line: LineId): void
  /** Others speak on the floor than before; nobody, when there are none. */
  speakersChanged(line: LineId, consoles: readonly ConsoleId[]): void
}

export type MediaNoticeName = keyof typeof mediaNoticeSchemas
export type Notify = <N extends MediaNoticeName>(to: ConsoleId, name: N, notice: Notice<N>) => void

/** What a recorder needs to know of a track before its first packet; all of it as in the packets that it gets. */
export interface TapDescription extends OpenTrackStart {
  readonly codec: {
    readonly mimeType: string
    readonly clockRate: number
    readonly channels?: number
    readonly payloadType: number
    readonly parameters: Readonly<Record<string, unknown>>
  }
  /** One per simulcast layer, lowest first. */
  readonly encodings: readonly { readonly ssrc: number; readonly rid?: string }[]
  readonly headerExtensions: readonly { readonly uri: string; readonly id: number }[]
}

export interface SenderReport {
  /** Server time in milliseconds, with fractions. */
  readonly arrivalMs: number
  /** Of the layer, as in the packets. */
  readonly ssrc: number
  /** The console's own clock, milliseconds since 1970. */
  readonly ntpMs: number
  readonly rtpTimestamp: number
}

/** One track on its way into the recorder. `packet` is called for every RTP packet of every layer, as it was received. */
export interface TrackTap {
  packet(rtp: Uint8Array, arrivalMs: number): void
  senderReport(report: SenderReport): void
  mark(mark: { readonly atMs: number; readonly type: 'muted' | 'unmuted' }): void
  close(): void
}

export interface TrackTaps {
  /** `undefined` where the call is not being recorded now; asked again when the line's state has changed. */
  open(description: TapDescription): TrackTap | undefined
}
