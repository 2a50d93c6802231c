import { RtpHeader, RtpPacket } from 'werift-rtp'
import type { RtpParameters } from '../../server/protocol/rtp.ts'

/** What a console sends of a microphone, as mediasoup-client says it. */
export const microphoneParameters = (ssrc: number): RtpParameters => ({
  mid: `${ssrc}`,
  codecs: [
    {
      mimeType: 'audio/opus',
      payloadType: 111,
      clockRate: 48_000,
      channels: 2,
      parameters: { minptime: 10, useinbandfec: 1 },
    },
  ],
  headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: 10 }],
  encodings: [{ ssrc }],
  rtcp: { cname: 'console' },
})

/** A camera in three layers, each with a stream of its own. */
export const cameraParameters = (ssrcs: readonly number[]): RtpParameters => ({
  mid: `${ssrcs[0]}`,
  codecs: [
    {
      mimeType: 'video/VP8',
      payloadType: 96,
      clockRate: 90_000,
      parameters: {},
      rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
    },
  ],
  encodings: ssrcs.map((ssrc) => ({ ssrc })),
  rtcp: { cname: 'console' },
})

export interface PacketOptions {
  readonly payloadType: number
  readonly ssrc: number
  readonly sequenceNumber: number
  readonly timestamp: number
  readonly payload: Buffer
  readonly extensions?: { readonly id: number; readonly payload: Buffer }[]
}

export function rtpPacket({ payload, extensions, ...header }: PacketOptions): Buffer {
  return new RtpPacket(
    new RtpHeader({
      ...header,
      marker: true,
      extension: extensions !== undefined,
      extensionProfile: 0xbede,
      extensions: [...(extensions ?? [])],
    }),
    payload,
  ).serialize()
}

/** The smallest VP8 frame that a media server takes for a key frame (RFC 7741 with RFC 6386, 9.1). */
export const vp8KeyFrame = (width: number, height: number): Buffer =>
  Buffer.from([0x10, 0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a, width & 255, width >> 8, height & 255, height >> 8, 0, 0, 0])
