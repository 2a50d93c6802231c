import { setTimeout as sleep } from 'node:timers/promises'
import { inFolder, makeCall, makePacket, makeRecorder, makeTrack, serverClock } from '../../test/recording/synthetic.ts'

/** What a three-way call sends: 540 packets and 3.7 Mbit a second, as measured on real ones. */
const EVERY_MS = 20
const MICROPHONES = 3
const CAMERAS = 3
const CAMERA_PACKETS_PER_S = 130
const MICROPHONE_BYTES = 120
const CAMERA_BYTES = 1_140
const CHECKPOINT_EVERY_MS = 10_000
const WARM_UP_S = 5

interface Sink {
  packet(rtp: Uint8Array, arrivalMs: number): void
}

/** Hands each sink the packets of one track for a while. @returns the processor time that took, in % of one core. */
async function feed(microphones: readonly Sink[], cameras: readonly Sink[], seconds: number): Promise<number> {
  const sound = makePacket(1, 1111, MICROPHONE_BYTES)
  const picture = makePacket(1, 2002, CAMERA_BYTES)
  let due = 0
  const startedAtMs = performance.now()
  const before = process.cpuUsage()
  const timer = setInterval(() => {
    due += (CAMERA_PACKETS_PER_S * EVERY_MS) / 1_000
    const arrivalMs = serverClock()
    for (const sink of microphones) sink.packet(sound, arrivalMs)
    for (; due >= 1; due -= 1) for (const sink of cameras) sink.packet(picture, arrivalMs)
  }, EVERY_MS)
  await sleep(seconds * 1_000)
  clearInterval(timer)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 10 / (performance.now() - startedAtMs)
}

const seconds = Number(process.argv[2] ?? 30)
const nowhere = (tracks: number): Sink[] => Array.from({ length: tracks }, () => ({ packet: () => undefined }))
const idle = await feed(nowhere(MICROPHONES), nowhere(CAMERAS), seconds)
await inFolder(async (folder) => {
  const { recorder } = await makeRecorder(folder)
  const call = makeCall()
  const recording = await recorder.start(call)
  const checkpoints = setInterval(() => void recording.checkpoint(), CHECKPOINT_EVERY_MS)
  const microphones = Array.from({ length: MICROPHONES }, () => recording.openTrack(makeTrack(call)))
  const cameras = Array.from({ length: CAMERAS }, () => recording.openTrack(makeTrack(call, 'camera')))
  // The first seconds go to what runs for the first time, as they do once in the life of a server.
  await feed(microphones, cameras, WARM_UP_S)
  const recordingCpu = await feed(microphones, cameras, seconds)
  clearInterval(checkpoints)
  await recording.close()
  await recorder.close()
  process.stdout.write(`${JSON.stringify({ seconds, recorderCpu: recordingCpu - idle, idleCpu: idle })}\n`)
})
