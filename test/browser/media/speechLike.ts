import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const RATE_HZ = 48_000

const BURST_S = 0.35
/** A burst that begins or ends at once sounds at every pitch for a moment; one that swells keeps to its own. */
const FADE_S = 0.03

/**
 * A WAV file for Chromium's fake microphone: bursts of a pitch (350 of every 500 ms, modulated at 4 Hz), as noise
 * suppression takes a steady tone away within seconds and lets these through. `unbroken` leaves the pauses out, for who
 * measures when the first sound comes; `thenSilentS` has it speak for so many seconds and then give nothing for as long, over
 * and over. @returns its path, in a folder of its own.
 */
export async function writeSpeechLike(
  pitchHz: number,
  { unbroken = false, thenSilentS }: { readonly unbroken?: boolean; readonly thenSilentS?: number } = {},
): Promise<{ readonly folder: string; readonly file: string }> {
  const samples = new Int16Array(RATE_HZ * (thenSilentS === undefined ? 4 : 2 * thenSilentS))
  for (const at of samples.keys()) {
    const seconds = at / RATE_HZ
    if (seconds >= (thenSilentS ?? Infinity)) break
    const intoBurst = seconds % 0.5
    const edge = unbroken ? 1 : Math.min(1, Math.max(0, Math.min(intoBurst, BURST_S - intoBurst) / FADE_S))
    const swell = 0.6 + 0.4 * Math.sin(2 * Math.PI * 4 * seconds)
    const loudness = (1 - Math.cos(Math.PI * edge)) / 2
    samples[at] = 0.5 * 32_767 * loudness * swell * Math.sin(2 * Math.PI * pitchHz * seconds)
  }
  const folder = await mkdtemp(join(tmpdir(), 'ringdown-speech-'))
  const file = join(folder, 'speech.wav')
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + samples.byteLength, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(RATE_HZ, 24)
  header.writeUInt32LE(RATE_HZ * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(samples.byteLength, 40)
  await writeFile(file, Buffer.concat([header, Buffer.from(samples.buffer)]))
  return { folder, file }
}
