import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { SigningKey } from '../chain/signature.ts'
import type { CallId } from '../protocol/identifiers.ts'
import { syncFolder } from './fileBytes.ts'
import type { Disk } from './disk.ts'
import { ManifestFile } from './manifestFile.ts'
import { FOLDER_MODE, MANIFEST_FILE } from './recordFiles.ts'
import type { RecordedCall } from './recorderProof.ts'
import { RecordingError } from './recordingError.ts'
import { recoverRecord, takeUpManifest, type Recovered } from './recovery.ts'
import { Troubles, type RecordingTrouble } from './trouble.ts'

export interface TakeUp {
  readonly folder: string
  readonly callId: CallId
  /** What a new record says of its call; undefined when nobody here knows. */
  readonly call: RecordedCall | undefined
  readonly disk: Disk
  readonly clock: () => number
  readonly signingKey: SigningKey
  readonly onTrouble: (trouble: RecordingTrouble) => void
}

export interface WritableRecord {
  readonly folder: string
  readonly manifest: ManifestFile
  readonly troubles: Troubles
  readonly recovered: Recovered
  /** Made just now: nothing was there before. */
  readonly isNew: boolean
  /** Settles when all that taking it up has written is on the disk. @throws RecordingError `not-written`. */
  readonly standing: Promise<void>
}

/**
 * Opens a record to be written on: its folder, its manifest, and a place in it for what a run before has left open. What
 * it writes of that is on its way when it resolves: see `standing`.
 *
 * @throws RecordingError `not-written` or `damaged`.
 */
export async function takeUpRecord(options: TakeUp): Promise<WritableRecord> {
  const { folder, callId, call, onTrouble } = options
  const troubles = new Troubles(callId, onTrouble)
  let manifest: ManifestFile | undefined
  try {
    const isNew = (await mkdir(folder, { recursive: true, mode: FOLDER_MODE })) !== undefined
    const soFar = isNew ? undefined : await takeUpManifest(folder)
    const onFailing = (error: unknown): void => troubles.failing(MANIFEST_FILE, error)
    manifest = new ManifestFile({ ...options, onFailing, onMended: () => troubles.mended(MANIFEST_FILE) }, soFar)
    const { opened, closed } = manifest.state
    if (opened === undefined) manifest.append({ type: 'record:opened', callId, call: aboutCall(call) })
    if (isNew) manifest.sign()
    const recovered = isNew || closed ? { segments: 0, cutBytes: 0 } : await recoverRecord(folder, manifest)
    const standing = Promise.all([manifest.flushedOrRefused(), isNew ? syncFolder(dirname(folder)) : undefined]).then(
      () => undefined,
      rethrowNotWritten,
    )
    // Who takes up a record may give it up for another reason first.
    standing.catch(() => undefined)
    return { folder, manifest, troubles, recovered, isNew, standing }
  } catch (error) {
    await manifest?.abandon()
    return rethrowNotWritten(error)
  }
}

function rethrowNotWritten(error: unknown): never {
  throw error instanceof RecordingError ? error : notWritten(error)
}

export const notWritten = (cause: unknown): RecordingError =>
  new RecordingError('not-written', `The recorder cannot write: ${String(cause)}`, { cause })

function aboutCall(call: RecordedCall | undefined) {
  if (call === undefined) return null
  const { line, parties, placedAtMs } = call
  return { line, parties: [...parties], placedAtMs }
}
