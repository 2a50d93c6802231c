/** What an RTP payload of VP8 says about itself before its first byte of picture. */
export interface Vp8Payload {
  /** Where the VP8 bytes begin behind the payload descriptor. */
  readonly dataOffset: number
  /** The packet begins a frame: S is set and the partition index is 0. */
  readonly startsFrame: boolean
  /** 7 or 15 bits; absent when the sender numbers no pictures. */
  readonly pictureId?: number
  readonly pictureIdBits?: 7 | 15
  /** Only of a packet that starts a key frame: the size of the picture in pixels. */
  readonly keyFrame?: { readonly width: number; readonly height: number }
}

/**
 * Reads the VP8 payload descriptor (RFC 7741 section 4.2) and, at the start of a frame, whether it is a key frame and
 * of what size (RFC 6386 section 9.1). Gives `undefined` when the payload is too short for what it announces.
 *
 * Not taken from werift-rtp: 0.8.9 looks at L instead of T when it decides whether the octet of temporal layers is
 * there, so a sender that sets T without L is read one byte off.
 */
export function parseVp8Payload(payload: Uint8Array): Vp8Payload | undefined {
  const first = payload[0]
  if (first === undefined) return undefined
  let at = 1
  let picture: { pictureId: number; pictureIdBits: 7 | 15 } | undefined
  if ((first & 0x80) !== 0) {
    const extension = payload[at++] ?? 0
    if ((extension & 0x80) !== 0) {
      const high = payload[at++] ?? 0
      picture =
        (high & 0x80) !== 0
          ? { pictureId: ((high & 0x7f) << 8) | (payload[at++] ?? 0), pictureIdBits: 15 }
          : { pictureId: high, pictureIdBits: 7 }
    }
    if ((extension & 0x40) !== 0) at++
    if ((extension & 0x30) !== 0) at++
  }
  if (at >= payload.length) return undefined
  const startsFrame = (first & 0x10) !== 0 && (first & 0x07) === 0
  const keyFrame = startsFrame ? keyFrameSize(payload, at) : undefined
  return { dataOffset: at, startsFrame, ...picture, ...(keyFrame === undefined ? {} : { keyFrame }) }
}

/** The lowest bit of a frame's first byte is 0 in a key frame; three bytes later the start code, then the size. */
function keyFrameSize(payload: Uint8Array, at: number): { width: number; height: number } | undefined {
  if (((payload[at] ?? 1) & 1) !== 0 || payload.length < at + 10) return undefined
  if (payload[at + 3] !== 0x9d || payload[at + 4] !== 0x01 || payload[at + 5] !== 0x2a) return undefined
  const width = (payload[at + 6] ?? 0) | (((payload[at + 7] ?? 0) & 0x3f) << 8)
  const height = (payload[at + 8] ?? 0) | (((payload[at + 9] ?? 0) & 0x3f) << 8)
  return width > 0 && height > 0 ? { width, height } : undefined
}
