import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { canonicalJson } from '../chain/canonicalJson.ts'
import { hashOfBytes } from '../chain/hash.ts'
import { syncFolder } from './fileBytes.ts'
import type { SealedCallKey } from './callKey.ts'
import type { KeptFile, ManifestBodyOf } from './manifestEntry.ts'
import { toMicroseconds } from './microseconds.ts'
import { callSegmentFile, FILE_MODE, keyFile } from './recordFiles.ts'
import { RecordingError } from './recordingError.ts'
import { deriveSegmentKey, openBatch, segmentName } from './segmentKeys.ts'
import { SegmentSeal } from './segmentSeal.ts'
import { walkSegment } from './segmentWalk.ts'

/** What a call is to its record. */
export interface RecordedCall {
  readonly callId: string
  readonly line: string
  readonly parties: readonly string[]
  /** Server time, milliseconds since 1970 UTC. */
  readonly placedAtMs: number
}

/**
 * Proves that the recorder writes: puts the sealed key and a first sealed segment that names the call on the disk, reads
 * both back and opens the segment again.
 *
 * @throws RecordingError `not-written` when the disk does not take them or gives something else back.
 */
export async function proveRecorder(
  folder: string,
  call: RecordedCall,
  keyNumber: number,
  callKey: SealedCallKey,
  nowMs: number,
): Promise<ManifestBodyOf<'key:sealed'>> {
  try {
    const [key, proof] = await Promise.all([
      writeAndReadBack(folder, keyFile(keyNumber), callKey.sealed),
      writeProof(folder, call, keyNumber, callKey.key, nowMs),
    ])
    await syncFolder(folder)
    return { type: 'key:sealed', keyNumber, key, proof, recipients: [...callKey.recipients] }
  } catch (cause) {
    if (cause instanceof RecordingError) throw cause
    throw new RecordingError('not-written', `The recorder cannot write: ${String(cause)}`, { cause })
  }
}

async function writeProof(
  folder: string,
  { callId, line, parties, placedAtMs }: RecordedCall,
  keyNumber: number,
  key: Buffer,
  nowMs: number,
): Promise<KeptFile> {
  const file = callSegmentFile(keyNumber)
  const plain = Buffer.from(canonicalJson({ callId, keyNumber, line, parties, placedAtMs }), 'utf8')
  const seal = new SegmentSeal(key, file, { kind: 'call', format: 1, callId, keyNumber })
  const nowUs = toMicroseconds(nowMs)
  const batch = seal.seal({ fromUs: nowUs, untilUs: nowUs, packets: 0, plain })
  const kept = await writeAndReadBack(folder, file, Buffer.concat([seal.header, batch]))
  const name = segmentName(callId, file)
  const [first] = walkSegment(await readFile(join(folder, file))).batches
  const opened = first && openBatch({ key: deriveSegmentKey(key, name), name, ...first }, first.sealed, first.tag)
  if (opened?.equals(plain) === true) return kept
  throw new RecordingError('not-written', `What was sealed in ${file} cannot be opened again.`)
}

/** The file is new, synced, read back through a handle of its own and compared. */
export async function writeAndReadBack(folder: string, file: string, bytes: Buffer): Promise<KeptFile> {
  const path = join(folder, file)
  const handle = await open(path, 'wx', FILE_MODE)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  if (!(await readFile(path)).equals(bytes)) {
    throw new RecordingError('not-written', `The disk gave back something else than was written to ${file}.`)
  }
  return { file, bytes: bytes.length, sha256: hashOfBytes(bytes) }
}
