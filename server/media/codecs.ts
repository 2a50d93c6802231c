import type { types } from 'mediasoup'
import { rtpCapabilitiesSchema, type RtpCapabilities } from '../protocol/rtp.ts'
import { onTheWire } from './onTheWire.ts'

/**
 * Opus with in-band error correction and without silence suppression, so that a recording has no holes that could be
 * taken for loss; VP8, which every browser encodes in three layers and every player reads.
 */
export const ROUTER_CODECS: types.RouterRtpCodecCapability[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    parameters: { useinbandfec: 1, usedtx: 0 },
  },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
]

/** What a router can do, as consoles are told it. Transmission offsets are left out: no browser's handler knows them. */
export function announcedCapabilities(router: types.Router): RtpCapabilities {
  const { codecs, headerExtensions } = router.rtpCapabilities
  return onTheWire(rtpCapabilitiesSchema, {
    codecs,
    headerExtensions: headerExtensions?.filter((extension) => extension.uri !== 'urn:ietf:params:rtp-hdrext:toffset'),
  })
}

/** Can a console with these capabilities hear or see anything that there is? One codec of ours is enough. */
export function canReceive({ codecs = [] }: RtpCapabilities): boolean {
  return codecs.some((codec) =>
    ROUTER_CODECS.some(
      ({ mimeType, clockRate, channels }) =>
        codec.mimeType.toLowerCase() === mimeType.toLowerCase() &&
        codec.clockRate === clockRate &&
        (codec.channels ?? 1) === (channels ?? 1),
    ),
  )
}
