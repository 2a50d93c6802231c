import { z } from 'zod'
import { channelSchema } from './interpretation.ts'
import { callIdSchema, consoleIdSchema, lineIdSchema, trackIdSchema } from './identifiers.ts'
import {
  dtlsParametersSchema,
  rtpCapabilitiesSchema,
  rtpParametersSchema,
  sctpStreamParametersSchema,
  transportSchema,
} from './rtp.ts'
import { sentKindSchema } from './words.ts'

/** Identifiers made by mediasoup. */
const mediaIdSchema = z.string().min(1).max(64)

const onLine = { line: lineIdSchema }
const none = z.object({})

export const qualityLevelSchema = z.enum(['good', 'fair', 'poor'])
export type QualityLevel = z.infer<typeof qualityLevelSchema>

/** How large a picture is shown: which layer of a camera is sent for it. A screen has one. */
export const pictureSizeSchema = z.enum(['small', 'medium', 'full'])
export type PictureSize = z.infer<typeof pictureSizeSchema>

export const pathProtocolSchema = z.enum(['udp', 'tcp'])
export type PathProtocol = z.infer<typeof pathProtocolSchema>

export const mediaRequestSchemas = {
  /** Makes this console's warm line of a line anew: router capabilities and a pair of transports. Closes one that was. */
  'warm-line:open': {
    request: z.strictObject(onLine),
    answer: z.object({
      /** Changes with every warm line made; every later request names it, and one of an older warm line is `too-late`. */
      warmLine: mediaIdSchema,
      rtpCapabilities: rtpCapabilitiesSchema,
      send: transportSchema,
      receive: transportSchema,
    }),
  },
  'warm-line:connect': {
    request: z.strictObject({
      ...onLine,
      warmLine: mediaIdSchema,
      transport: mediaIdSchema,
      dtlsParameters: dtlsParametersSchema,
    }),
    answer: none,
  },
  /** What the console can receive; from now on it is offered the tracks of its call. */
  'warm-line:ready': {
    request: z.strictObject({ ...onLine, warmLine: mediaIdSchema, rtpCapabilities: rtpCapabilitiesSchema }),
    answer: none,
  },
  'warm-line:close': { request: z.strictObject({ ...onLine, warmLine: mediaIdSchema }), answer: none },
  /**
   * Whether this console's path is too narrow for pictures, as it has measured it (`server/calls/narrowPath.ts`): said at
   * every change, and of a new warm line while it is so.
   */
  'warm-line:report': {
    request: z.strictObject({ ...onLine, warmLine: mediaIdSchema, narrow: z.boolean() }),
    answer: none,
  },
  /** The data channel of the probe: what the console sends on it comes back. */
  'probe:open': {
    request: z.strictObject({ ...onLine, warmLine: mediaIdSchema, sctpStreamParameters: sctpStreamParametersSchema }),
    answer: z.object({
      dataProducer: mediaIdSchema,
      back: z.object({
        id: mediaIdSchema,
        dataProducerId: mediaIdSchema,
        sctpStreamParameters: sctpStreamParametersSchema,
      }),
    }),
  },

  /**
   * A transport of one protocol alone, to find out whether that comes through: it carries nothing, and is closed by
   * itself after ten seconds. Another of the same protocol closes the one before.
   */
  'path:open': {
    request: z.strictObject({ ...onLine, protocol: pathProtocolSchema }),
    answer: z.object({ rtpCapabilities: rtpCapabilitiesSchema, transport: transportSchema }),
  },
  'path:connect': {
    request: z.strictObject({ ...onLine, transport: mediaIdSchema, dtlsParameters: dtlsParametersSchema }),
    answer: none,
  },
  'path:close': { request: z.strictObject({ ...onLine, transport: mediaIdSchema }), answer: none },

  /** Puts a microphone, camera or screen on the air of the call this console is in, or its desk's speech into a channel. */
  'track:open': {
    request: z.strictObject({
      ...onLine,
      callId: callIdSchema,
      warmLine: mediaIdSchema,
      kind: sentKindSchema,
      /** Of an interpretation, and of nothing else: one of the pair of its desk. */
      channel: channelSchema.exactOptional(),
      muted: z.boolean(),
      rtpParameters: rtpParametersSchema,
    }),
    /** `muted`: also where it was not asked for; who comes out of a caucus unmutes what is on the air already. */
    answer: z.object({ trackId: trackIdSchema, muted: z.boolean() }),
  },
  'track:mute': { request: z.strictObject({ ...onLine, trackId: trackIdSchema }), answer: none },
  'track:unmute': { request: z.strictObject({ ...onLine, trackId: trackIdSchema }), answer: none },
  'track:close': { request: z.strictObject({ ...onLine, trackId: trackIdSchema }), answer: none },

  /**
   * The browser has this consumer ready. It flows from now on, or, where the call still rings here, from the moment that
   * this console is in the call: who answers waits for no further round trip, and nothing flows before.
   */
  'consumer:resume': { request: z.strictObject({ ...onLine, consumer: mediaIdSchema }), answer: none },
  /** A picture that this console does not show: nothing of it is sent until `consumer:resume`. Sound cannot be paused. */
  'consumer:pause': { request: z.strictObject({ ...onLine, consumer: mediaIdSchema }), answer: none },
  /** How large a camera's picture is shown here. More than its path carries is not sent, whatever is asked. */
  'consumer:prefer': {
    request: z.strictObject({ ...onLine, consumer: mediaIdSchema, size: pictureSizeSchema }),
    answer: none,
  },
  /** What this console receives of another: the server turns it into the quality marks that all see. */
  'quality:report': {
    request: z.strictObject({
      ...onLine,
      callId: callIdSchema,
      received: z
        .array(
          z.strictObject({
            console: consoleIdSchema,
            lossPercent: z.number().min(0).max(100),
            freezeMsPerMinute: z.number().nonnegative(),
          }),
        )
        .max(64),
    }),
    answer: none,
  },
} as const

export const mediaNoticeSchemas = {
  /** A track of somebody else in this console's call, or in the call that rings here, is waiting, paused. */
  'consumer:opened': z.object({
    ...onLine,
    callId: callIdSchema,
    warmLine: mediaIdSchema,
    consumer: mediaIdSchema,
    producerId: mediaIdSchema,
    trackId: trackIdSchema,
    console: consoleIdSchema,
    kind: sentKindSchema,
    channel: channelSchema.exactOptional(),
    muted: z.boolean(),
    rtpParameters: rtpParametersSchema,
  }),
  /** Its track was muted or unmuted where it is made. */
  'consumer:changed': z.object({
    ...onLine,
    warmLine: mediaIdSchema,
    consumer: mediaIdSchema,
    trackId: trackIdSchema,
    muted: z.boolean(),
  }),
  'consumer:closed': z.object({ ...onLine, warmLine: mediaIdSchema, consumer: mediaIdSchema, trackId: trackIdSchema }),
  /** This console's warm line is gone (worker or transport lost): make it anew. */
  'warm-line:lost': z.object({ ...onLine, warmLine: mediaIdSchema }),
  /** Loudest first; empty when nobody speaks. */
  'speaker:changed': z.object({
    ...onLine,
    callId: callIdSchema,
    speakers: z.array(z.object({ console: consoleIdSchema, volumeDb: z.number() })),
  }),
  'quality:changed': z.object({
    ...onLine,
    callId: callIdSchema,
    consoles: z.array(
      z.object({
        console: consoleIdSchema,
        level: qualityLevelSchema,
        roundTripMs: z.number().nonnegative().optional(),
        lossPercent: z.number().min(0).max(100).optional(),
        /** Its path carries voices alone. While any has it, everybody in the call sends their voice slim. */
        narrow: z.literal(true).optional(),
      }),
    ),
  }),
} as const
