import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)
const RATE_HZ = 16_000
/** Short enough to fall into one burst, long enough to tell pitches 150 Hz apart by far. */
const WINDOW_MS = 50
const WINDOW = (RATE_HZ * WINDOW_MS) / 1000

/** How loud some pitches are at one time of a track. */
export interface Moment {
  /** From the beginning of the track. */
  readonly atMs: number
  /** In dB of full scale, one for each pitch. */
  readonly levels: readonly number[]
}

/** Decodes a file with ffmpeg, which must not complain, and measures each pitch every 50 ms (Goertzel). */
export async function soundOf(file: string, pitchesHz: readonly number[]): Promise<Moment[]> {
  const { stdout, stderr } = await run(
    'ffmpeg',
    [
      '-v',
      'warning',
      '-i',
      file,
      '-map',
      '0:a',
      '-af',
      'aresample=async=1:first_pts=0',
      '-ac',
      '1',
      '-ar',
      String(RATE_HZ),
      '-f',
      's16le',
      '-',
    ],
    { encoding: 'buffer', maxBuffer: 512 * 1024 * 1024 },
  )
  if (stderr.length > 0) throw new Error(`ffmpeg complains of ${file}: ${stderr.toString()}`)
  return momentsOf(new Int16Array(stdout.buffer, stdout.byteOffset, Math.floor(stdout.byteLength / 2)), pitchesHz)
}

/** Measures each pitch every 50 ms of samples at 16 kHz. */
function momentsOf(samples: Int16Array, pitchesHz: readonly number[]): Moment[] {
  return Array.from({ length: Math.floor(samples.length / WINDOW) }, (_, at) => {
    const from = withoutCut(samples, at * WINDOW)
    return {
      atMs: (from * 1_000) / RATE_HZ,
      levels: pitchesHz.map((pitchHz) => levelOf(samples.subarray(from, from + WINDOW), pitchHz)),
    }
  })
}

/**
 * Where to measure instead of in the window from there: a track begins and ends where it does, in the middle of a tone as
 * well, and a cut in the middle of a window sounds at every pitch. The window is moved to begin, or to end, at the cut.
 */
function withoutCut(samples: Int16Array, from: number): number {
  const window = samples.subarray(from, from + WINDOW)
  const first = window.findIndex((sample) => sample !== 0)
  if (first === -1) return from
  const isNothing = (start: number, end: number) => samples.subarray(start, end).every((sample) => sample === 0)
  const begins = isNothing(Math.max(0, from + first - WINDOW), from + first)
  if (begins) return Math.min(from + first, samples.length - WINDOW)
  const end = from + window.findLastIndex((sample) => sample !== 0) + 1
  const ends = end < from + WINDOW && isNothing(end, end + WINDOW)
  return ends ? Math.max(0, end - WINDOW) : from
}

/** Decodes every picture of a file with ffmpeg, which must not complain. @returns how many there are. */
export async function picturesOf(file: string): Promise<number> {
  // Each picture at its own time: at an even rate ffmpeg would complain of its own rounding.
  const ownTimes = ['-fps_mode', 'passthrough', '-enc_time_base', '-1']
  const { stderr } = await run('ffmpeg', ['-v', 'warning', '-i', file, '-map', '0:v', ...ownTimes, '-f', 'null', '-'])
  if (stderr !== '') throw new Error(`ffmpeg complains of ${file}: ${stderr}`)
  const { stdout } = await run('ffprobe', [
    ...['-v', 'error', '-select_streams', 'v:0', '-count_packets'],
    ...['-show_entries', 'stream=nb_read_packets', '-of', 'csv=p=0', file],
  ])
  return Number.parseInt(stdout, 10)
}

/** The amplitude of one pitch in a window of samples, by Goertzel's algorithm under a Hann window. */
function levelOf(samples: Int16Array, pitchHz: number): number {
  const turn = (2 * Math.PI * pitchHz) / RATE_HZ
  const coefficient = 2 * Math.cos(turn)
  let [one, two] = [0, 0]
  for (const [at, sample] of samples.entries()) {
    const window = (1 - Math.cos((2 * Math.PI * at) / samples.length)) / 2
    const next = (sample / 32_768) * window + coefficient * one - two
    two = one
    one = next
  }
  const power = one * one + two * two - coefficient * one * two
  // A Hann window halves the amplitude, and so does the negative frequency.
  return 10 * Math.log10(Math.max(power, 1e-20)) - 20 * Math.log10(samples.length / 4)
}
