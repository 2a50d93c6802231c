import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Findings } from './findings.ts'
import { isSignedBy, type ManifestBodyOf, type ManifestEntry } from './manifestEntry.ts'
import { readManifest } from './manifestText.ts'
import { MANIFEST_FILE } from './recordFiles.ts'
import { RecordState } from './recordState.ts'

/** A key that signs for an installation, as PEM, from where it is trusted. */
export interface TrustedKey {
  readonly keyId: string
  readonly publicKey: string
}

export interface VerifiedManifest {
  readonly entries: readonly ManifestEntry[]
  readonly state: RecordState
}

/** Checks the manifest's chain and form. What follows a fault is not looked at: nothing vouches for it any more. */
export async function verifyManifest(
  folder: string,
  mustBeClosed: boolean,
  findings: Findings,
): Promise<VerifiedManifest> {
  let entries: readonly ManifestEntry[] = []
  await findings.check(async () => {
    const bytes = await readFile(join(folder, MANIFEST_FILE)).catch(() => undefined)
    if (bytes === undefined) {
      findings.fault({ file: MANIFEST_FILE, what: 'manifest', expected: 'a file', found: 'none' })
      return 'The manifest.'
    }
    const reading = readManifest(bytes)
    entries = reading.entries
    if (reading.fault) {
      const { offset, field, expected, found } = reading.fault
      findings.fault({ file: MANIFEST_FILE, offset, what: field, expected, found })
    }
    if (reading.tornBytes > 0 && mustBeClosed) {
      const found = `${reading.tornBytes} bytes without one`
      findings.fault({ file: MANIFEST_FILE, offset: reading.bytes, what: 'line', expected: 'a line end', found })
    }
    return `The manifest: a chain of ${entries.length} entries.`
  })
  const state = RecordState.of(entries)
  await findings.check(() => {
    if (state.opened === undefined || entries[0]?.body.type !== 'record:opened') {
      const found = entries[0]?.body.type ?? 'nothing'
      findings.fault({ file: MANIFEST_FILE, offset: 0, what: 'first entry', expected: 'record:opened', found })
    }
    if (state.isClosed) {
      verifyEnd(entries, state, findings)
      return 'The end of the record: it is closed and its end is signed.'
    }
    if (mustBeClosed) {
      const found = entries.at(-1)?.body.type ?? 'nothing'
      findings.fault({ file: MANIFEST_FILE, what: 'end of the manifest', expected: 'record:closed, signed', found })
    }
    return 'The end of the record: it is not closed yet.'
  })
  return { entries, state }
}

function verifyEnd(entries: readonly ManifestEntry[], state: RecordState, findings: Findings): void {
  const closing = entries.at(-2)
  if (closing?.body.type !== 'record:closed' || state.signed?.hash !== closing.hash) {
    const found = state.signed === undefined ? 'nothing' : `a signature over version ${state.signed.version}`
    findings.fault({ file: MANIFEST_FILE, what: 'end', expected: 'record:closed and the signature over it', found })
  }
  const { closed, tracks, segments, bytes } = state
  const [expected, found] = [
    `${tracks.size} tracks, ${segments} segments, ${bytes} bytes`,
    `${closed?.tracks} tracks, ${closed?.segments} segments, ${closed?.bytes} bytes`,
  ]
  if (expected !== found) findings.fault({ file: MANIFEST_FILE, what: 'what it all comes to', expected, found })
}

/**
 * Checks every signature. Without trusted keys each is only held against the key that the manifest itself names, which
 * shows damage but no forgery.
 */
export async function verifySignatures(
  { entries, state }: VerifiedManifest,
  trusted: readonly TrustedKey[] | undefined,
  findings: Findings,
): Promise<void> {
  const callId = state.opened?.callId ?? ''
  await findings.check(() => {
    const keyIds = new Set<string>()
    let count = 0
    for (const { version, body } of entries) {
      if (body.type !== 'head:signed') continue
      count++
      keyIds.add(body.keyId)
      const what = `signature in entry ${version}`
      const signed = entries[body.version - 1]
      if (signed?.hash !== body.hash) {
        const expected = signed?.hash ?? `an entry ${body.version}`
        findings.fault({ file: MANIFEST_FILE, what: `${what}: hash of what is signed`, expected, found: body.hash })
      }
      const publicKey = trusted ? trusted.find((key) => key.keyId === body.keyId)?.publicKey : body.publicKey
      if (publicKey === undefined) {
        const expected = `one by ${trusted?.map(({ keyId }) => keyId).join(' or ') || 'a trusted key'}`
        findings.fault({ file: MANIFEST_FILE, what, expected, found: `one by ${body.keyId}` })
      } else if (!holds(publicKey, callId, body)) {
        findings.fault({
          file: MANIFEST_FILE,
          what,
          expected: `one that key ${body.keyId} made`,
          found: body.signature,
        })
      }
    }
    const by = trusted ? 'the trusted keys' : 'the key that the manifest names, for which nobody vouched here'
    return `${count} signatures, held against ${by}: ${[...keyIds].join(', ') || 'none'}.`
  })
}

function holds(publicKey: string, callId: string, head: ManifestBodyOf<'head:signed'>): boolean {
  try {
    return isSignedBy(publicKey, callId, head)
  } catch {
    return false
  }
}
