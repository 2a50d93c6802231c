/** What reading needs of one RTP packet. `payload` is a view into the packet, without its padding. */
export interface RtpView {
  readonly sequenceNumber: number
  readonly timestamp: number
  readonly ssrc: number
  readonly marker: boolean
  readonly payloadType: number
  readonly payload: Uint8Array
  /** Client-to-mixer audio level (RFC 6464) in -dBov, 0 (loudest) to 127; absent when the packet carries none. */
  readonly audioLevel?: number
}

const ONE_BYTE_PROFILE = 0xbede
const TWO_BYTE_PROFILE = 0x1000

/**
 * Parses one RTP packet (RFC 3550 section 5.1, header extensions RFC 8285) without copying it. Gives `undefined` for
 * bytes that are no whole RTP packet: a record is read to its end even where something foreign stands in it.
 *
 * werift-rtp parses the same, at 9 µs a packet against 0.3 µs here; an hour of simulcast video is a million packets.
 * The tests write their packets with werift-rtp, so that the two agree.
 */
export function parseRtp(packet: Uint8Array, audioLevelId?: number): RtpView | undefined {
  const first = packet[0]
  const second = packet[1]
  if (first === undefined || second === undefined || packet.length < 12 || first >> 6 !== 2) return undefined
  let offset = 12 + (first & 0x0f) * 4
  let audioLevel: number | undefined
  if ((first & 0x10) !== 0) {
    if (packet.length < offset + 4) return undefined
    const end = offset + 4 + readUint16(packet, offset + 2) * 4
    if (end > packet.length) return undefined
    if (audioLevelId !== undefined) audioLevel = findAudioLevel(packet, offset, end, audioLevelId)
    offset = end
  }
  const padding = (first & 0x20) !== 0 ? (packet[packet.length - 1] ?? 0) : 0
  const end = packet.length - padding
  if (end < offset) return undefined
  return {
    sequenceNumber: readUint16(packet, 2),
    timestamp: readUint32(packet, 4),
    ssrc: readUint32(packet, 8),
    marker: (second & 0x80) !== 0,
    payloadType: second & 0x7f,
    payload: packet.subarray(offset, end),
    ...(audioLevel === undefined ? {} : { audioLevel }),
  }
}

function findAudioLevel(packet: Uint8Array, start: number, end: number, wanted: number): number | undefined {
  const profile = readUint16(packet, start)
  const twoByte = (profile & 0xfff0) === TWO_BYTE_PROFILE
  if (!twoByte && profile !== ONE_BYTE_PROFILE) return undefined
  let at = start + 4
  while (at < end) {
    const head = packet[at] ?? 0
    if (head === 0) {
      at++
      continue
    }
    const id = twoByte ? head : head >> 4
    const length = twoByte ? (packet[at + 1] ?? 0) : (head & 0x0f) + 1
    const data = at + (twoByte ? 2 : 1)
    if (!twoByte && id === 15) return undefined
    if (id === wanted && length >= 1 && data < end) return (packet[data] ?? 0) & 0x7f
    at = data + length
  }
  return undefined
}

function readUint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
}

function readUint32(bytes: Uint8Array, at: number): number {
  return readUint16(bytes, at) * 0x10000 + readUint16(bytes, at + 2)
}
