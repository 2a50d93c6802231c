import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { canonicalJson, type JsonValue } from '../chain/canonicalJson.ts'
import { headOf, type Entry } from '../chain/entryChain.ts'
import { hashOfBytes } from '../chain/hash.ts'
import { syncFolder } from './fileBytes.ts'
import type { ClosedRecording } from './callRecording.ts'
import type { ManifestFile } from './manifestFile.ts'
import { FACTS_FILE, FILE_MODE } from './recordFiles.ts'
import { RecordingError } from './recordingError.ts'
import type { RecordState } from './recordState.ts'

/**
 * Closes a record: the call's slice of the log goes beside, the last entries into the manifest, and the head is signed.
 * It may be done again after a crash in the middle of it; a record that is closed gives the same answer again.
 *
 * @param facts the entries of the line's stream that belong to the call, in order; none when there is no log to ask.
 */
export async function closeRecord(
  folder: string,
  manifest: ManifestFile,
  facts: readonly Entry[],
): Promise<ClosedRecording> {
  const { state } = manifest
  if (state.closed === undefined) {
    if (facts.length > 0 && state.facts === undefined) await keepFacts(folder, manifest, facts)
    const { segments, bytes, tracks } = state
    manifest.append({ type: 'record:closed', tracks: tracks.size, segments, bytes })
  }
  if (!state.isSigned) manifest.sign()
  await manifest.flushed()
  await manifest.end()
  const closed = closedRecording(state)
  if (closed === undefined) throw new RecordingError('damaged', 'A record that was closed has no signed end.')
  return closed
}

/** What a closed record comes to, when it is one. */
export function closedRecording({ closed, signed, isClosed, tracks }: RecordState): ClosedRecording | undefined {
  if (!isClosed || closed === undefined || signed === undefined) return undefined
  return { head: signed, tracks: tracks.size, bytes: closed.bytes }
}

/** One entry per line, in canonical JSON: the form in which every slice of the log is exported. */
export const factLines = (facts: readonly Entry[]): Buffer =>
  Buffer.from(facts.map((entry) => `${canonicalJson(entryJson(entry))}\n`).join(''), 'utf8')

async function keepFacts(folder: string, manifest: ManifestFile, facts: readonly Entry[]): Promise<void> {
  const [first, last] = [facts[0], facts.at(-1)]
  if (first === undefined || last === undefined) return
  const bytes = factLines(facts)
  const path = join(folder, FACTS_FILE)
  // One that a crash left behind is of no more use: the manifest does not name it yet.
  await rm(`${path}.draft`, { force: true })
  const handle = await open(`${path}.draft`, 'wx', FILE_MODE)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(`${path}.draft`, path)
  await syncFolder(folder)
  manifest.append({
    type: 'facts:kept',
    file: FACTS_FILE,
    bytes: bytes.length,
    sha256: hashOfBytes(bytes),
    stream: first.stream,
    after: { version: first.version - 1, hash: first.previous },
    head: headOf(last),
  })
}

function entryJson({ stream, version, previous, commandId, atMs, by, facts, hash }: Entry): JsonValue {
  return { stream, version, previous, commandId, atMs, by, facts, hash }
}
