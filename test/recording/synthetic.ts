import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateHybridIdentity, identityToRecipient } from 'age-encryption'
import { generateSigningKey } from '../../server/chain/signature.ts'
import { Recorder, recordFolder, type RecorderOptions } from '../../server/recording/recorder.ts'
import type { RecordedCall } from '../../server/recording/recorderProof.ts'
import type { TrackDescription } from '../../server/recording/trackFile.ts'
import type { RecordingTrouble } from '../../server/recording/trouble.ts'

/** Makes a folder for one test and hands it to the test; it is gone afterwards, whatever happens. */
export async function inFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ringdown-recording-'))
  try {
    await test(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const identity = await generateHybridIdentity()
const recipient = await identityToRecipient(identity)

/** One identity for all parties of the tests: making one costs, and what differs between parties is tested apart. */
export const identities: readonly string[] = [identity]
export const signingKey = generateSigningKey()

/** When the call was placed that goes on in another process. */
export const PLACED_AT_MS = 1_795_000_000_000

export const serverClock = (): number => performance.timeOrigin + performance.now()

export interface Bench {
  readonly recorder: Recorder
  readonly troubles: RecordingTrouble[]
  readonly folderOf: (callId: string) => string
}

/** A recorder on a folder; the caller closes it. */
export async function makeRecorder(dataDir: string, options: Partial<RecorderOptions> = {}): Promise<Bench> {
  const troubles: RecordingTrouble[] = []
  const recorder = await Recorder.create({
    dataDir,
    clock: serverClock,
    signingKey,
    recipientOf: () => recipient,
    onTrouble: (trouble) => troubles.push(trouble),
    ...options,
  })
  return { recorder, troubles, folderOf: (callId) => recordFolder(dataDir, callId) }
}

export const makeCall = (): RecordedCall => ({
  callId: randomUUID(),
  line: 'leaders',
  parties: ['kr'],
  placedAtMs: serverClock(),
})

export function makeTrack(call: RecordedCall, kind: TrackDescription['kind'] = 'microphone'): TrackDescription {
  const audio = kind === 'microphone'
  const layers = audio ? [{ ssrc: 1111 }] : ['q', 'h', 'f'].map((rid, index) => ({ ssrc: 2000 + index, rid }))
  return {
    trackId: randomUUID(),
    callId: call.callId,
    kind,
    person: 'kr-principal',
    party: 'kr',
    console: randomUUID(),
    startedAtMs: serverClock(),
    codec: audio
      ? { mimeType: 'audio/opus', clockRate: 48_000, channels: 2, payloadType: 111, audioLevelId: 10 }
      : { mimeType: 'video/VP8', clockRate: 90_000, payloadType: 96 },
    encodings: layers,
  }
}

/** What no file may hold in clear. */
export const PATTERN = Buffer.from('THE-WORDS-OF-A-PRESIDENT-IN-CLEAR')

/** A packet with a sound RTP head; its payload begins with the pattern. */
export function makePacket(sequence: number, ssrc = 1111, payloadBytes = 120): Buffer {
  const packet = Buffer.concat([Buffer.alloc(12), PATTERN, randomBytes(Math.max(0, payloadBytes - PATTERN.length))])
  packet.writeUInt8(0x80, 0)
  packet.writeUInt8(111, 1)
  packet.writeUInt16BE(sequence & 0xffff, 2)
  packet.writeUInt32BE((sequence * 960) >>> 0, 4)
  packet.writeUInt32BE(ssrc, 8)
  return packet
}
