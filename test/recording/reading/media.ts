import { spawn } from 'node:child_process'
import type { ReadableTrack } from '../../../server/recording/reading/readableTrack.ts'

export interface FfmpegResult {
  readonly output: Buffer
  /** Everything that ffmpeg complained about; empty when it is content. */
  readonly complaints: string
}

/** Runs ffmpeg (or ffprobe) with bytes in and bytes out. */
export function ffmpeg(args: readonly string[], input?: Uint8Array, program = 'ffmpeg'): Promise<FfmpegResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [
      '-v',
      'warning',
      ...(program === 'ffmpeg' ? ['-nostdin', '-threads', '1'] : []),
      ...args,
    ])
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.stdin.on('error', () => {})
    child.on('error', reject)
    child.on('close', (code) => {
      const complaints = Buffer.concat(err).toString('utf8')
      if (code === 0) resolve({ output: Buffer.concat(out), complaints })
      else reject(new Error(`${program} left with ${code}: ${complaints}`))
    })
    child.stdin.end(input ?? '')
  })
}

/** Opus packets of 20 ms: a tone that sounds for the first 200 ms of every second. */
export async function toneBursts(hertz: number, seconds: number): Promise<Uint8Array[]> {
  const source = `aevalsrc='if(lt(mod(t,1),0.2),0.5*sin(2*PI*${hertz}*t),0)':s=48000:d=${seconds}`
  const coder = ['-c:a', 'libopus', '-b:a', '32k', '-application', 'voip', '-frame_duration', '20']
  const { output } = await ffmpeg(['-f', 'lavfi', '-i', source, '-ac', '1', ...coder, '-f', 'ogg', '-'])
  return oggPackets(output).slice(2)
}

/** The packets of an Ogg stream (RFC 3533 section 6). */
function oggPackets(ogg: Buffer): Uint8Array[] {
  const packets: Uint8Array[] = []
  let open: Buffer[] = []
  for (let at = 0; at < ogg.length;) {
    const lacing = ogg.subarray(at + 27, at + 27 + (ogg[at + 26] ?? 0))
    at += 27 + lacing.length
    for (const length of lacing) {
      open.push(ogg.subarray(at, at + length))
      at += length
      if (length === 255) continue
      packets.push(Buffer.concat(open))
      open = []
    }
  }
  return packets
}

export interface CodedPicture {
  readonly key: boolean
  readonly bytes: Uint8Array
}

/** The test pattern of ffmpeg in motion, or another of its sources, as `testPictures` takes it. */
export function pattern(size: string, perSecond: number, seconds: number, name = 'testsrc2'): string {
  return `${name}=size=${size}:rate=${perSecond}:duration=${seconds}`
}

/** VP8 pictures of a source of ffmpeg, with a key frame every so many. */
export async function testPictures(source: string, keyEvery: number): Promise<CodedPicture[]> {
  const coder = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '400k', '-auto-alt-ref', '0']
  const keys = ['-g', `${keyEvery}`, '-keyint_min', `${keyEvery}`]
  const { output } = await ffmpeg([
    '-f',
    'lavfi',
    '-i',
    source,
    '-pix_fmt',
    'yuv420p',
    ...coder,
    ...keys,
    '-f',
    'ivf',
    '-',
  ])
  const pictures: CodedPicture[] = []
  for (let at = 32; at < output.length;) {
    const length = output.readUInt32LE(at)
    const bytes = output.subarray(at + 12, at + 12 + length)
    pictures.push({ key: ((bytes[0] ?? 1) & 1) === 0, bytes })
    at += 12 + length
  }
  return pictures
}

/** RTP payloads of one picture: payload descriptor with a 15-bit picture identifier (RFC 7741 section 4.2). */
export function vp8Payloads(picture: Uint8Array, pictureId: number, mostBytes = 1100): Uint8Array[] {
  const payloads: Uint8Array[] = []
  for (let at = 0; at < picture.length; at += mostBytes) {
    const start = at === 0 ? 0x10 : 0
    const descriptor = [0x80 | start, 0x80, 0x80 | ((pictureId >> 8) & 0x7f), pictureId & 0xff]
    payloads.push(Buffer.concat([Uint8Array.from(descriptor), picture.subarray(at, at + mostBytes)]))
  }
  return payloads
}

export async function wholeOf(readable: ReadableTrack): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of readable.stream()) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Times in milliseconds at which sound begins after at least a tenth of a second of silence. */
export function onsets(pcm: Buffer, samplesPerSecond = 48_000): number[] {
  const step = samplesPerSecond / 200
  const found: number[] = []
  let quietSteps = 20
  for (let at = 0; at + step * 2 <= pcm.length / 2; at += step) {
    let sum = 0
    for (let i = at; i < at + step; i++) sum += pcm.readInt16LE(i * 2) ** 2
    const loud = Math.sqrt(sum / step) > 1500
    if (loud && quietSteps >= 20) found.push((at * 1000) / samplesPerSecond)
    quietSteps = loud ? 0 : quietSteps + 1
  }
  return found
}

/** Decodes to 48 kHz mono, as every simple reader does: without regard to timestamps. */
export function decodeSound(webm: Uint8Array): Promise<FfmpegResult> {
  return ffmpeg(['-i', 'pipe:0', '-f', 's16le', '-ac', '1', '-ar', '48000', '-'], webm)
}

export interface ShownPicture {
  readonly timeMs: number
  readonly width: number
  readonly height: number
  readonly key: boolean
}

/** What ffprobe decodes, picture by picture. */
export async function shownPictures(webm: Uint8Array): Promise<{ pictures: ShownPicture[]; complaints: string }> {
  const fields = 'frame=pts_time,width,height,key_frame'
  const { output, complaints } = await ffmpeg(
    ['-show_entries', fields, '-of', 'csv=p=0:nk=0', 'pipe:0'],
    webm,
    'ffprobe',
  )
  const pictures = output
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const values = new Map(line.split(',').map((pair) => pair.split('=') as [string, string]))
      const number = (name: string) => Number(values.get(name))
      const timeMs = Math.round(number('pts_time') * 1000)
      return { timeMs, width: number('width'), height: number('height'), key: number('key_frame') === 1 }
    })
  return { pictures, complaints }
}
