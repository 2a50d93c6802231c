import type { types } from 'mediasoup-client'
import type { SentKind } from '../../server/protocol/words.ts'

/** 180, 360 and 720 lines of a 720-line camera; a console that can take less is sent less, and nobody else is. */
const CAMERA: types.RtpEncodingParameters[] = [
  { scaleResolutionDownBy: 4, maxBitrate: 150_000 },
  { scaleResolutionDownBy: 2, maxBitrate: 500_000 },
  { scaleResolutionDownBy: 1, maxBitrate: 1_800_000 },
]
/** A document has to be readable more than it has to move. */
const SCREEN: types.RtpEncodingParameters[] = [{ maxBitrate: 2_500_000, maxFramerate: 15 }]

/** From Chromium's own start a camera sends 180 lines for seven seconds; from this one it sends 360 at once as well. */
const START_KBPS = 1_000
/** More than a camera, a screen and a microphone take together. The server asks for no more (`MAX_INCOMING_BPS`). */
export const MOST_KBPS = 8_000

/** A voice as it is sent, and as it is while somebody in the call has a narrow path. */
const VOICE = { opusFec: true, opusMaxAverageBitrate: 48_000 }
/**
 * 14 kbit/s with all headers, where a packet every 20 ms would have 23 of headers alone: two of these and what watches the
 * path fit into 40. Error correction would repeat speech for which there is no room.
 */
const SLIM_VOICE = { opusFec: false, opusMaxAverageBitrate: 10_000, opusPtime: 120 }

/** How each kind of track is encoded. `slim`: of a voice, for a narrow path. */
export function encodingOf(kind: SentKind, slim = false): types.ProducerOptions {
  switch (kind) {
    case 'microphone':
    case 'interpretation':
    case 'caucus':
      // Error correction for a lossy path; no silence suppression, as a recording must show loss and silence apart.
      return { codecOptions: { opusDtx: false, opusStereo: false, ...(slim ? SLIM_VOICE : VOICE) } }
    case 'camera':
      return {
        encodings: CAMERA.map((one) => ({ ...one })),
        codecOptions: { videoGoogleStartBitrate: START_KBPS, videoGoogleMaxBitrate: MOST_KBPS },
      }
    case 'screen':
      return {
        encodings: SCREEN.map((one) => ({ ...one })),
        codecOptions: { videoGoogleStartBitrate: START_KBPS, videoGoogleMaxBitrate: MOST_KBPS },
      }
  }
}
