import { z } from 'zod'
import { callIdSchema, consoleIdSchema, partyIdSchema, personIdSchema, trackIdSchema } from '../protocol/identifiers.ts'
import { channelSchema } from '../protocol/interpretation.ts'
import { trackKindSchema } from '../protocol/words.ts'

/**
 * What a track is to whoever reads it: packets as they were received, in segments of some seconds. How they lie on the
 * disk is said by docs/RECORD-FORMAT.md and is nobody's business here.
 */

/** One RTP packet, whole and as received. */
export interface ReceivedPacket {
  /** Server time, milliseconds since 1970 UTC, kept to the microsecond. */
  readonly arrivalMs: number
  readonly rtp: Uint8Array
}

/** An RTCP sender report (RFC 3550, 6.4.1) as the SFU observed it. */
export interface SenderReport {
  /** Server time, milliseconds since 1970 UTC, kept to the microsecond. */
  readonly arrivalMs: number
  readonly ssrc: number
  /** The console's own clock, milliseconds since 1970 UTC, kept to the microsecond. */
  readonly ntpMs: number
  readonly rtpTimestamp: number
}

const timeMsSchema = z.number().nonnegative()

/**
 * Why there are or are not packets from a moment on. `muted` and `away` explain silence until `unmuted` and `back`;
 * `closed` is the last word of a track. A `gap` names packets that were received and could not be kept.
 */
export const trackMarkSchema = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['muted', 'unmuted', 'away', 'back', 'closed']), atMs: timeMsSchema }),
  z.object({
    type: z.literal('gap'),
    atMs: timeMsSchema,
    fromMs: timeMsSchema,
    untilMs: timeMsSchema,
    packets: z.int().nonnegative(),
  }),
])
export type TrackMark = z.infer<typeof trackMarkSchema>

/** Whose track it is and what its packets are. It is in clear in the manifest and in the head of every segment. */
export const trackDescriptionSchema = z.object({
  trackId: trackIdSchema,
  callId: callIdSchema,
  kind: trackKindSchema,
  /** Of an interpretation: the language into which it was. */
  channel: channelSchema.exactOptional(),
  person: personIdSchema,
  party: partyIdSchema,
  console: consoleIdSchema,
  /** Server time, milliseconds since 1970 UTC. */
  startedAtMs: timeMsSchema,
  codec: z.object({
    mimeType: z.string().regex(/^(audio|video)\/[A-Za-z0-9.+-]{1,32}$/),
    clockRate: z.int().positive(),
    channels: z.int().positive().exactOptional(),
    payloadType: z.int().min(0).max(127),
    /** The identifier of the header extension `urn:ietf:params:rtp-hdrext:ssrc-audio-level` (RFC 6464), if it is used. */
    audioLevelId: z.int().min(1).max(255).exactOptional(),
  }),
  /** One per simulcast layer. */
  encodings: z
    .array(z.object({ ssrc: z.int().min(0).max(0xffff_ffff), rid: z.string().max(16).exactOptional() }))
    .max(16),
})
export type TrackDescription = z.infer<typeof trackDescriptionSchema>

/** One segment as its outside tells it: no key is needed for any of this. */
export interface SegmentInfo {
  /** From 0, dense. */
  readonly index: number
  /** Received from here (server time) ... */
  readonly startMs: number
  /** ... up to here. It may be a moment before or after the arrival of its first or last packet. */
  readonly endMs: number
  /** Of the file. */
  readonly bytes: number
  readonly packets: number
}

/** What is in a segment, in the order in which it was handed to the recorder. */
export interface SegmentContent {
  readonly packets: readonly ReceivedPacket[]
  readonly senderReports: readonly SenderReport[]
  readonly marks: readonly TrackMark[]
}

export interface SealedTrack {
  readonly description: TrackDescription
  /** Nothing follows any more: `segments` says the same from now on. */
  readonly isClosed: boolean
  /** As far as it is on the disk now: of a call that still runs the last one grows, and more follow. */
  segments(): Promise<readonly SegmentInfo[]>
  /** @throws RecordingError when the segment is not there, or is not what was written. */
  readSegment(index: number): Promise<SegmentContent>
}
