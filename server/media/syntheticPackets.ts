import { readFile } from 'node:fs/promises'
import { BURST_EVERY_MS, PITCHES_HZ } from '../calls/testSound.ts'

/** One packet of sound, as every browser sends them. */
export const SOUND_EVERY_MS = 20
export const PICTURE_EVERY_MS = 100

const PACKETS_PER_PERIOD = BURST_EVERY_MS / SOUND_EVERY_MS

/** What `scripts/syntheticMedia.ts` has made: encoded once, as the server encodes nothing. */
export interface SyntheticPackets {
  /** The Opus packet of this pitch that begins at a multiple of `SOUND_EVERY_MS` of the server's clock. */
  readonly soundAt: (pitchHz: number, atMs: number) => Uint8Array
  /** The VP8 frame, a key frame, that is shown at a multiple of `PICTURE_EVERY_MS`. */
  readonly pictureAt: (atMs: number) => Uint8Array
}

/** @throws when the files are not there or not as the script makes them: the installation is not whole. */
export async function readSyntheticPackets(): Promise<SyntheticPackets> {
  const [sound, picture] = await Promise.all([readPackets('sound'), readPackets('picture')])
  if (sound.length !== PITCHES_HZ.length * PACKETS_PER_PERIOD || picture.length === 0)
    throw new Error('The packets of the synthetic console are not those that scripts/syntheticMedia.ts makes.')
  return {
    soundAt(pitchHz, atMs) {
      const pitch = Math.max(
        0,
        PITCHES_HZ.findIndex((hz) => hz === pitchHz),
      )
      const inPeriod = Math.floor((atMs % BURST_EVERY_MS) / SOUND_EVERY_MS)
      return sound[pitch * PACKETS_PER_PERIOD + inPeriod] ?? new Uint8Array()
    },
    pictureAt: (atMs) => picture[Math.floor(atMs / PICTURE_EVERY_MS) % picture.length] ?? new Uint8Array(),
  }
}

/** Each packet is behind its length, in two bytes. */
async function readPackets(name: 'sound' | 'picture'): Promise<Uint8Array[]> {
  const file = await readFile(new URL(`synthetic/${name}.packets`, import.meta.url))
  const packets: Uint8Array[] = []
  for (let at = 0; at < file.length;) {
    const end = at + 2 + file.readUInt16BE(at)
    packets.push(file.subarray(at + 2, end))
    at = end
  }
  return packets
}
