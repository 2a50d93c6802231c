import { open, readFile, type FileHandle } from 'node:fs/promises'
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
 * both back and opens the segment again. Everybody waits for this before anything rings, so what need not wait for
 * one another goes to the disk side by side.
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
  const proof = sealProof(call, keyNumber, callKey.key, nowMs)
  try {
    const [keptKey, keptProof] = await writeAndReadBack(folder, [
      { file: keyFile(keyNumber), bytes: callKey.sealed },
      { file: proof.file, bytes: proof.bytes },
    ])
    if (keptKey === undefined || keptProof === undefined) throw new Error('Two files were written.')
    proof.open(keptProof.readBack)
    const { recipients } = callKey
    return { type: 'key:sealed', keyNumber, key: keptKey.kept, proof: keptProof.kept, recipients: [...recipients] }
  } catch (cause) {
    if (cause instanceof RecordingError) throw cause
    throw new RecordingError('not-written', `The recorder cannot write: ${String(cause)}`, { cause })
  }
}

interface Proof extends FileToWrite {
  /** @throws RecordingError `not-written` when what was read back does not open to what was sealed. */
  open(readBack: Buffer): void
}

function sealProof(
  { callId, line, parties, placedAtMs }: RecordedCall,
  keyNumber: number,
  callKey: Buffer,
  nowMs: number,
): Proof {
  const file = callSegmentFile(keyNumber)
  const plain = Buffer.from(canonicalJson({ callId, keyNumber, line, parties, placedAtMs }), 'utf8')
  const seal = new SegmentSeal(callKey, file, { kind: 'call', format: 1, callId, keyNumber })
  const nowUs = toMicroseconds(nowMs)
  const batch = seal.seal({ fromUs: nowUs, untilUs: nowUs, packets: 0, plain })
  return {
    file,
    bytes: Buffer.concat([seal.header, batch]),
    open(readBack) {
      const name = segmentName(callId, file)
      const [first] = walkSegment(readBack).batches
      const opened =
        first && openBatch({ key: deriveSegmentKey(callKey, name), name, ...first }, first.sealed, first.tag)
      if (opened?.equals(plain) === true) return
      throw new RecordingError('not-written', `What was sealed in ${file} cannot be opened again.`)
    },
  }
}

interface FileToWrite {
  readonly file: string
  readonly bytes: Buffer
}

interface WrittenFile {
  readonly kept: KeptFile
  /** What the disk gave back: the same bytes. */
  readonly readBack: Buffer
}

/**
 * Writes new files, synced like their names in the folder, and reads them back through handles of their own.
 *
 * @throws RecordingError `not-written` when the disk gives back something else; what the system throws, `EEXIST` among it.
 */
export async function writeAndReadBack(folder: string, files: readonly FileToWrite[]): Promise<WrittenFile[]> {
  const handles = await openAll(files.map(({ file }) => join(folder, file)))
  try {
    const written = files.map(async ({ bytes }, at) => {
      await handles[at]?.writeFile(bytes)
      await handles[at]?.sync()
    })
    await Promise.all([...written, syncFolder(folder)])
    return await Promise.all(
      files.map(async ({ file, bytes }) => {
        const readBack = await readFile(join(folder, file))
        if (readBack.equals(bytes)) {
          return { kept: { file, bytes: bytes.length, sha256: hashOfBytes(bytes) }, readBack }
        }
        throw new RecordingError('not-written', `The disk gave back something else than was written to ${file}.`)
      }),
    )
  } finally {
    await Promise.all(handles.map((handle) => handle.close()))
  }
}

/** All of them, or none stays open. */
async function openAll(paths: readonly string[]): Promise<FileHandle[]> {
  const opening = await Promise.allSettled(paths.map((path) => open(path, 'wx', FILE_MODE)))
  const handles = opening.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const refused = opening.find((one) => one.status === 'rejected')
  if (refused === undefined) return handles
  await Promise.all(handles.map((handle) => handle.close()))
  throw refused.reason
}
