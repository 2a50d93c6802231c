import { open, readdir, readFile, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { hashOfBytes } from '../chain/hash.ts'
import { damagedBy } from './deviation.ts'
import type { ManifestFile, ManifestSoFar } from './manifestFile.ts'
import { readManifest } from './manifestText.ts'
import { toMilliseconds } from './microseconds.ts'
import { MANIFEST_FILE, recordFile, trackSegmentFile } from './recordFiles.ts'
import { writeAndReadBack } from './recorderProof.ts'
import { RecordState } from './recordState.ts'
import { walkSegment } from './segmentWalk.ts'

/**
 * Reads the manifest of a record that is to be written on, and cuts the line in the middle of which its writer was
 * lost. No key is needed for anything here.
 *
 * @returns undefined when there is none, or nothing in it.
 * @throws RecordingError `damaged` when it is broken anywhere else: nothing is touched then.
 */
export async function takeUpManifest(folder: string): Promise<ManifestSoFar | undefined> {
  const path = join(folder, MANIFEST_FILE)
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (bytes === undefined) return undefined
  const { entries, bytes: whole, tornBytes, fault } = readManifest(bytes)
  if (fault) {
    const { offset, field, expected, found } = fault
    throw damagedBy({ file: MANIFEST_FILE, offset, what: field, expected, found })
  }
  if (tornBytes > 0) await cut(path, whole)
  return { state: RecordState.of(entries), bytes: whole }
}

export interface Recovered {
  readonly segments: number
  /** Bytes of unfinished batches that were cut off. */
  readonly cutBytes: number
}

/**
 * Gives everything that the run before left open its place in the manifest: segments are cut at their last whole batch,
 * tracks are closed, the gap is named. Doing it again, or after being killed in the middle of it, changes nothing.
 */
export async function recoverRecord(folder: string, manifest: ManifestFile): Promise<Recovered> {
  const { state } = manifest
  const aliveMs = state.lastMs
  const untils: number[] = []
  const names = (await readdir(folder)).filter((name) => !state.files.has(name)).sort()
  let recovered: Recovered = { segments: 0, cutBytes: 0 }
  for (const name of names) {
    const file = recordFile(name)
    if (file.kind === 'key' || file.kind === 'call') await nameLeftFile(folder, name, manifest)
    if (file.kind !== 'segment') continue
    const cutBytes = await recoverSegment(folder, name, manifest)
    recovered = { segments: recovered.segments + 1, cutBytes: recovered.cutBytes + cutBytes }
  }
  for (const [trackId, { closed, segments }] of state.tracks) {
    if (closed) continue
    untils.push(segments.at(-1)?.untilMs ?? aliveMs)
    const sum = (of: 'packets' | 'bytes'): number => segments.reduce((all, segment) => all + segment[of], 0)
    const total = { segments: segments.length, packets: sum('packets'), bytes: sum('bytes') }
    manifest.append({ type: 'track:closed', trackId, how: 'recovered', ...total })
  }
  // The gap begins where the first of the tracks ends; without any, where the run before last gave a sign of life.
  const lastMs = untils.length > 0 ? Math.min(...untils) : aliveMs
  if (state.isRunning) manifest.append({ type: 'recording:interrupted', lastMs })
  if (!state.isSigned && state.opened) manifest.sign()
  return recovered
}

/** @returns how many bytes were cut off. */
async function recoverSegment(folder: string, name: string, manifest: ManifestFile): Promise<number> {
  const path = join(folder, name)
  const bytes = await readFile(path)
  const { header, batches, wholeBytes, sha256, fault } = walkSegment(bytes)
  const [first, last] = [batches[0], batches.at(-1)]
  const isOfCall = header?.callId === manifest.state.opened?.callId
  if (header?.kind !== 'track' || !isOfCall || first === undefined || last === undefined) {
    await nameLeftFile(folder, name, manifest)
    return 0
  }
  const { trackId } = header.track
  const itself = trackSegmentFile(trackId, header.index)
  if (name !== itself)
    throw damagedBy({ file: name, what: 'header', expected: `one of ${name}`, found: `one of ${itself}` })
  const cutBytes = bytes.length - wholeBytes
  if (cutBytes > 0) {
    // A killed writer leaves a batch without its end. Anything else is kept beside: it may be of use to somebody.
    if (fault?.what !== 'end') await keepTail(folder, name, bytes.subarray(wholeBytes), manifest)
    await cut(path, wholeBytes)
  }
  if (!manifest.state.tracks.has(trackId)) {
    manifest.append({ type: 'track:opened', keyNumber: header.keyNumber, track: header.track })
  }
  manifest.append({
    type: 'segment:closed',
    trackId,
    index: header.index,
    file: name,
    bytes: wholeBytes,
    sha256,
    batches: batches.length,
    packets: batches.reduce((sum, { packets }) => sum + packets, 0),
    fromMs: toMilliseconds(first.fromUs),
    untilMs: toMilliseconds(last.untilUs),
    ...(cutBytes > 0 && { cutBytes }),
  })
  return cutBytes
}

async function nameLeftFile(folder: string, file: string, manifest: ManifestFile): Promise<void> {
  const bytes = await readFile(join(folder, file))
  manifest.append({ type: 'file:left', file, bytes: bytes.length, sha256: hashOfBytes(bytes) })
}

async function keepTail(folder: string, name: string, tail: Buffer, manifest: ManifestFile): Promise<void> {
  for (let number = 1; ; number++) {
    const file = `${name}.cut-${number}`
    try {
      const [written] = await writeAndReadBack(folder, [{ file, bytes: tail }])
      if (written) manifest.append({ type: 'file:left', ...written.kept })
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

async function cut(path: string, bytes: number): Promise<void> {
  await truncate(path, bytes)
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
