import { z } from 'zod'

/**
 * What mediasoup and mediasoup-client say to each other (their own types, after ORTC), bounded: the media worker is
 * shared by everybody, so nothing of another shape or size may reach it. Keys that are not named here are dropped.
 */

const rtpKindSchema = z.enum(['audio', 'video'])
const ssrcSchema = z.int().min(0).max(0xffff_ffff)
const payloadTypeSchema = z.int().min(0).max(127)
/** 1 to 14: the identifiers of one-byte header extensions (RFC 8285), and room for two-byte ones. */
const extensionIdSchema = z.int().min(1).max(255)
const wordSchema = z.string().max(255)

/** Parameters of a codec as in an SDP `a=fmtp` line: words, numbers and flags only. */
const codecParametersSchema = z
  .record(z.string().max(64), z.unknown())
  .refine(
    (parameters) =>
      Object.keys(parameters).length <= 32 &&
      Object.values(parameters).every(
        (value) =>
          value === null ||
          typeof value === 'number' ||
          typeof value === 'boolean' ||
          (typeof value === 'string' && value.length <= 255),
      ),
    'A parameter of a codec is a word, a number or a flag.',
  )

const rtcpFeedbackSchema = z.object({ type: wordSchema, parameter: wordSchema.exactOptional() })

const headerExtensionUriSchema = z.enum([
  'urn:ietf:params:rtp-hdrext:sdes:mid',
  'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension',
  'urn:3gpp:video-orientation',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time',
  'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay',
  'urn:mediasoup:params:rtp-hdrext:packet-id',
])

const codec = {
  mimeType: z.string().regex(/^(audio|video)\/[A-Za-z0-9.+-]{1,32}$/),
  clockRate: z.int().positive(),
  channels: z.int().min(1).max(8).exactOptional(),
  parameters: codecParametersSchema.exactOptional(),
  rtcpFeedback: z.array(rtcpFeedbackSchema).max(16).exactOptional(),
}

export const rtpCapabilitiesSchema = z.object({
  codecs: z
    .array(z.object({ kind: rtpKindSchema, preferredPayloadType: payloadTypeSchema, ...codec }))
    .max(64)
    .exactOptional(),
  headerExtensions: z
    .array(
      z.object({
        kind: rtpKindSchema,
        uri: headerExtensionUriSchema,
        preferredId: extensionIdSchema,
        preferredEncrypt: z.boolean().exactOptional(),
        direction: z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive']).exactOptional(),
      }),
    )
    .max(64)
    .exactOptional(),
})
export type RtpCapabilities = z.infer<typeof rtpCapabilitiesSchema>

export const rtpParametersSchema = z.object({
  /** At most 8 bytes, as the worker's header extension holds them. */
  mid: z.string().max(8).exactOptional(),
  codecs: z
    .array(z.object({ payloadType: payloadTypeSchema, ...codec }))
    .min(1)
    .max(16),
  headerExtensions: z
    .array(
      z.object({
        uri: headerExtensionUriSchema,
        id: extensionIdSchema,
        encrypt: z.boolean().exactOptional(),
        parameters: codecParametersSchema.exactOptional(),
      }),
    )
    .max(32)
    .exactOptional(),
  encodings: z
    .array(
      z.object({
        ssrc: ssrcSchema.exactOptional(),
        rid: z.string().max(16).exactOptional(),
        codecPayloadType: payloadTypeSchema.exactOptional(),
        rtx: z.object({ ssrc: ssrcSchema }).exactOptional(),
        dtx: z.boolean().exactOptional(),
        scalabilityMode: z
          .string()
          .regex(/^[LS][1-3]T[1-3](_KEY|h)?$/)
          .exactOptional(),
        maxBitrate: z.int().nonnegative().max(100_000_000).exactOptional(),
      }),
    )
    .max(4)
    .exactOptional(),
  rtcp: z.object({ cname: wordSchema.exactOptional(), reducedSize: z.boolean().exactOptional() }).exactOptional(),
  msid: wordSchema.exactOptional(),
})
export type RtpParameters = z.infer<typeof rtpParametersSchema>

const iceParametersSchema = z.object({
  usernameFragment: wordSchema,
  password: wordSchema,
  iceLite: z.boolean().exactOptional(),
})

const iceCandidateSchema = z.object({
  foundation: wordSchema,
  priority: z.number(),
  ip: wordSchema,
  address: wordSchema,
  protocol: z.enum(['udp', 'tcp']),
  port: z.int().min(0).max(65_535),
  type: z.literal('host'),
  tcpType: z.literal('passive').exactOptional(),
})

export const dtlsParametersSchema = z.object({
  role: z.enum(['auto', 'client', 'server']).exactOptional(),
  fingerprints: z
    .array(
      z.object({
        algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
        value: z.string().regex(/^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){19,63}$/),
      }),
    )
    .min(1)
    .max(8),
})

export const sctpStreamParametersSchema = z.object({
  streamId: z.int().min(0).max(65_534),
  ordered: z.boolean().exactOptional(),
  maxPacketLifeTime: z.int().nonnegative().exactOptional(),
  maxRetransmits: z.int().nonnegative().exactOptional(),
})

/** One end of a warm line as the server has it: all that a console needs to reach it. */
export const transportSchema = z.object({
  id: z.uuid(),
  iceParameters: iceParametersSchema,
  iceCandidates: z.array(iceCandidateSchema).max(16),
  dtlsParameters: dtlsParametersSchema,
  sctpParameters: z.object({
    port: z.int(),
    maxSendMessageSize: z.int(),
    maxReceiveMessageSize: z.int(),
    OS: z.int().exactOptional(),
    MIS: z.int().exactOptional(),
    maxMessageSize: z.int().exactOptional(),
  }),
})
export type TransportOffer = z.infer<typeof transportSchema>
