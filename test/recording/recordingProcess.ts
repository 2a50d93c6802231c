import { readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseSigningKey } from '../../server/chain/signature.ts'
import { Recorder } from '../../server/recording/recorder.ts'
import type { TrackDescription } from '../../server/recording/trackFile.ts'
import { makePacket, makeTrack, PLACED_AT_MS, serverClock } from './synthetic.ts'

/**
 * A process that records a call of three people at the rates of a real one until it is killed or told to close, and
 * says on its standard output, one JSON line each, what it has handed to the recorder and what the recorder tells.
 * Arguments: data folder, call, recipient, cap of what may wait in memory (bytes).
 */
const [dataDir = '', callId = '', recipient = '', maxPendingBytes = '67108864'] = process.argv.slice(2)

const say = (line: object): void => {
  writeSync(1, `${JSON.stringify(line)}\n`)
}

const recorder = await Recorder.create({
  dataDir,
  clock: serverClock,
  signingKey: parseSigningKey(readFileSync(join(dataDir, 'signing.pem'), 'utf8')),
  recipientOf: () => recipient,
  onTrouble: (trouble) => say({ trouble: trouble.type, ...('error' in trouble && { code: codeOf(trouble.error) }) }),
  maxPendingBytes: Number(maxPendingBytes),
})
const call = { callId, line: 'leaders', parties: ['kr'], placedAtMs: PLACED_AT_MS }
const recording = await recorder.start(call)

/** Packets in a second, and their size: 540 and 3.7 Mbit/s in all. */
const RATES = { microphone: { perSecond: 50, bytes: 100 }, camera: { perSecond: 130, bytes: 1130 } }

const tracks = (['microphone', 'camera'] as const).flatMap((kind) =>
  [1, 2, 3].map(() => {
    const description: TrackDescription = makeTrack(call, kind)
    return { description, track: recording.openTrack(description), handed: 0, ...RATES[kind] }
  }),
)
say({ up: recording.keyNumber, tracks: tracks.map(({ description }) => description.trackId) })

const startMs = serverClock()
const feeding = setInterval(() => {
  const nowMs = serverClock()
  for (const entry of tracks) {
    const due = Math.floor(((nowMs - startMs) / 1000) * entry.perSecond)
    for (; entry.handed < due; entry.handed++) entry.track.packet(makePacket(entry.handed, 1111, entry.bytes), nowMs)
  }
  say({ atMs: nowMs, handed: tracks.map(({ handed }) => handed) })
}, 5)
const marking = setInterval(() => {
  const safeUpToMs = Math.min(...tracks.map(({ description }) => recording.safeUpTo(description.trackId) ?? Infinity))
  say({ markAtMs: serverClock(), safeUpToMs, failing: recording.failing })
}, 100)

for await (const line of createInterface({ input: process.stdin })) {
  if (line !== 'close') continue
  clearInterval(feeding)
  clearInterval(marking)
  say({ closed: await recording.close(), handed: tracks.map(({ handed }) => handed) })
  await recorder.close()
  break
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error)
}
