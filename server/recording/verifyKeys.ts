import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { canonicalJson } from '../chain/canonicalJson.ts'
import { hashOfBytes } from '../chain/hash.ts'
import { openCallKey, stanzaKinds } from './callKey.ts'
import type { Findings } from './findings.ts'
import type { KeptFile } from './manifestEntry.ts'
import type { RecordState } from './recordState.ts'
import { deriveSegmentKey, openBatch, segmentName } from './segmentKeys.ts'
import { walkSegment } from './segmentWalk.ts'

/** Reads a file that the manifest names and holds it against what it names. */
export async function verifyKeptFile(folder: string, kept: KeptFile, findings: Findings): Promise<Buffer | undefined> {
  const { file } = kept
  const bytes = await readFile(join(folder, file)).catch(() => undefined)
  if (bytes === undefined) {
    findings.fault({ file, what: 'file', expected: `${kept.bytes} bytes`, found: 'no file' })
    return undefined
  }
  if (bytes.length !== kept.bytes) {
    const offset = Math.min(bytes.length, kept.bytes)
    findings.fault({ file, offset, what: 'length', expected: `${kept.bytes} bytes`, found: `${bytes.length} bytes` })
  }
  return bytes
}

export function verifyHash(kept: KeptFile, bytes: Buffer, findings: Findings): void {
  const found = hashOfBytes(bytes)
  if (found !== kept.sha256) {
    findings.fault({ file: kept.file, offset: 0, what: 'SHA-256 of the file', expected: kept.sha256, found })
  }
}

/**
 * Checks the sealed keys, to whom they are sealed, and the first sealed entry under each.
 *
 * @returns the keys that the identities open, by number.
 */
export async function verifyKeys(
  folder: string,
  { keys, opened }: RecordState,
  identities: readonly string[],
  findings: Findings,
): Promise<Map<number, Buffer>> {
  const callKeys = new Map<number, Buffer>()
  const callId = opened?.callId ?? ''
  await findings.check(async () => {
    const parties = new Set<string>()
    for (const { keyNumber, key, proof, recipients } of keys.values()) {
      for (const { party } of recipients) parties.add(party)
      const sealed = await verifyKeptFile(folder, key, findings)
      const first = await verifyKeptFile(folder, proof, findings)
      if (sealed) {
        verifyHash(key, sealed, findings)
        verifyStanzas(key.file, sealed, recipients.length, findings)
      }
      if (first) verifyHash(proof, first, findings)
      if (sealed === undefined || identities.length === 0) continue
      const callKey = await openCallKey(sealed, identities).catch((error: unknown) => {
        const found = error instanceof Error ? error.message : String(error)
        findings.fault({ file: key.file, what: 'seal', expected: 'one that an identity opens', found })
      })
      if (callKey === undefined) continue
      callKeys.set(keyNumber, callKey)
      const expected = { callId, keyNumber, ...opened?.call }
      if (first) verifyProof(proof.file, first, callKey, callId, canonicalJson(expected), findings)
    }
    const how = identities.length === 0 ? 'not opened: no identity was given' : `${callKeys.size} opened`
    const count = keys.size === 1 ? '1 sealed key' : `${keys.size} sealed keys`
    return `${count} (${how}), each sealed to ${[...parties].join(', ') || 'nobody'} and to nobody else.`
  })
  return callKeys
}

function verifyStanzas(file: string, sealed: Buffer, recipients: number, findings: Findings): void {
  const { kinds, allHybrid } = stanzaKinds(sealed)
  if (allHybrid && kinds.length === recipients) return
  const expected = `${recipients} hybrid post-quantum recipients`
  findings.fault({ file, offset: 0, what: 'recipients', expected, found: kinds.join(', ') || 'none' })
}

function verifyProof(
  file: string,
  bytes: Buffer,
  callKey: Buffer,
  callId: string,
  expected: string,
  findings: Findings,
): void {
  const [batch] = walkSegment(bytes).batches
  const name = segmentName(callId, file)
  const plain = batch && openBatch({ key: deriveSegmentKey(callKey, name), name, ...batch }, batch.sealed, batch.tag)
  const found = plain?.toString('utf8') ?? 'nothing that the key opens'
  if (found !== expected) findings.fault({ file, what: 'first sealed entry', expected, found })
}
