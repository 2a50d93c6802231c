/** Frame lengths in milliseconds by the configuration number of the TOC byte (RFC 6716 table 2). */
const SILK_MS = [10, 20, 40, 60] as const
const HYBRID_MS = [10, 20] as const
const CELT_MS = [2.5, 5, 10, 20] as const

/** Longest packet that RFC 6716 section 3.4 (R5) allows. */
const LONGEST_PACKET_MS = 120

/** How long an Opus packet sounds, in milliseconds (RFC 6716 section 3.1); 0 for what is no Opus packet. */
export function opusDurationMs(packet: Uint8Array): number {
  const toc = packet[0]
  if (toc === undefined) return 0
  const config = toc >> 3
  const frameMs = (config < 12 ? SILK_MS[config & 3] : config < 16 ? HYBRID_MS[config & 1] : CELT_MS[config & 3]) ?? 0
  const code = toc & 3
  const frames = code === 0 ? 1 : code < 3 ? 2 : (packet[1] ?? 0) & 0x3f
  const durationMs = frames * frameMs
  return durationMs <= LONGEST_PACKET_MS ? durationMs : 0
}

/** One silent CELT frame: its first decoded bit says "silence" (RFC 6716 section 4.3), so it sounds the same whatever came before. */
const SILENT_FRAME = [0xff, 0xfe] as const

export interface SilentOpus {
  readonly durationMs: number
  readonly bytes: Uint8Array
}

/**
 * Silent Opus packets, longest first. A packet of five frames of 20 ms (code 3) keeps an hour of silence under a
 * megabyte. They are real silence, unlike a packet without frames, which decoders conceal by carrying on with the
 * sound before it: nothing may be heard that was not received.
 */
export const SILENT_OPUS: readonly SilentOpus[] = [
  { durationMs: 100, bytes: Uint8Array.from([0xfb, 5, ...Array.from({ length: 5 }, () => SILENT_FRAME).flat()]) },
  { durationMs: 20, bytes: Uint8Array.from([0xf8, ...SILENT_FRAME]) },
  { durationMs: 10, bytes: Uint8Array.from([0xf0, ...SILENT_FRAME]) },
]
