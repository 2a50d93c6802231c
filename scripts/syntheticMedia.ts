// Makes what the server's own synthetic console sends in a line test: `server/media/synthetic/sound.packets` and
// `picture.packets`. Needs ffmpeg, and is run by hand when the sound or the picture is to be another:
//   node scripts/syntheticMedia.ts

import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { BURST_EVERY_MS, BURST_MS, PITCHES_HZ } from '../server/calls/testSound.ts'

const RATE_HZ = 48_000
const PACKET_MS = 20
/** A picture of this size is one or two packets, and enough to be seen to arrive. */
const PICTURE = { width: 160, height: 90, frames: 20, perSecond: 10 }

const OPUS = ['-c:a', 'libopus', '-application', 'voip', '-b:a', '24k', '-frame_duration', `${PACKET_MS}`, '-f', 'ogg']
/** Every frame is a key frame: whoever begins to look has a picture with the next one. */
const VP8 = ['-c:v', 'libvpx', '-g', '1', '-b:v', '80k', '-deadline', 'good', '-pix_fmt', 'yuv420p', '-f', 'ivf']

const folder = fileURLToPath(new URL('../server/media/synthetic/', import.meta.url))

/** The encoder has heard the period before when it comes to the second, as it has in the middle of a call. */
const sound = PITCHES_HZ.flatMap((hz) => {
  const packets = opusPackets(
    ffmpeg(['-f', 'f32le', '-ar', `${RATE_HZ}`, '-ac', '1', '-i', '-', ...OPUS], twoPeriods(hz)),
  )
  const perPeriod = BURST_EVERY_MS / PACKET_MS
  return packets.slice(perPeriod, 2 * perPeriod)
})
write('sound', sound)

const { width, height, frames, perSecond } = PICTURE
const picture = `testsrc=size=${width}x${height}:rate=${perSecond}:duration=${frames / perSecond}`
write('picture', ivfFrames(ffmpeg(['-f', 'lavfi', '-i', picture, ...VP8], Buffer.alloc(0))))

/** A voice of a fundamental and two overtones, between two fast slopes. */
function twoPeriods(hz: number): Buffer {
  const perPeriod = (RATE_HZ * BURST_EVERY_MS) / 1_000
  const slope = RATE_HZ * 0.004
  const burst = (RATE_HZ * BURST_MS) / 1_000
  const samples = Float32Array.from({ length: 2 * perPeriod }, (_, at) => {
    const inside = at % perPeriod
    if (inside >= burst) return 0
    const loud = Math.min(1, inside / slope, (burst - inside) / slope)
    const turn = (2 * Math.PI * hz * at) / RATE_HZ
    return loud * (0.35 * Math.sin(turn) + 0.12 * Math.sin(2 * turn) + 0.06 * Math.sin(3 * turn))
  })
  return Buffer.from(samples.buffer)
}

function ffmpeg(args: readonly string[], input: Buffer): Buffer {
  const ran = spawnSync('ffmpeg', ['-v', 'error', '-bitexact', ...args, '-'], { input, maxBuffer: 64 * 1024 * 1024 })
  if (ran.status !== 0) throw new Error(`ffmpeg: ${ran.stderr?.toString() ?? String(ran.error)}`)
  return ran.stdout
}

/** The packets of an Ogg stream (RFC 3533) behind its two headers (RFC 7845). */
function opusPackets(ogg: Buffer): Buffer[] {
  const packets: Buffer[] = []
  let begun: Buffer[] = []
  for (let page = 0; page < ogg.length;) {
    const segments = ogg.readUInt8(page + 26)
    let at = page + 27 + segments
    for (const size of ogg.subarray(page + 27, page + 27 + segments)) {
      begun.push(ogg.subarray(at, at + size))
      at += size
      if (size === 255) continue
      packets.push(Buffer.concat(begun))
      begun = []
    }
    page = at
  }
  return packets.slice(2)
}

/** The frames of an IVF file: a head of 32 bytes, then each behind its size and time. */
function ivfFrames(ivf: Buffer): Buffer[] {
  const found: Buffer[] = []
  for (let at = 32; at < ivf.length;) {
    const size = ivf.readUInt32LE(at)
    found.push(ivf.subarray(at + 12, at + 12 + size))
    at += 12 + size
  }
  return found
}

/** Each behind its length in two bytes. */
function write(name: string, packets: readonly Buffer[]): void {
  const parts = packets.flatMap((packet) => {
    const length = Buffer.alloc(2)
    length.writeUInt16BE(packet.length)
    return [length, packet]
  })
  writeFileSync(`${folder}${name}.packets`, Buffer.concat(parts))
  console.log(`${name}: ${packets.length} packets, ${Buffer.concat(parts).length} bytes`)
}
