import { z } from 'zod'
import type { JsonValue } from '../chain/canonicalJson.ts'
import { hashOfJson, NOTHING_BEFORE, type Hash } from '../chain/hash.ts'
import { signJson, verifyJson, type Signature, type SigningKey } from '../chain/signature.ts'
import { callIdSchema, hashSchema, lineIdSchema, partyIdSchema, trackIdSchema } from '../protocol/identifiers.ts'
import type { SignedHead } from '../protocol/lineFacts.ts'
import { trackDescriptionSchema } from './trackFile.ts'

const timeMsSchema = z.number().nonnegative()
const countSchema = z.int().nonnegative()
/** A file as it is and stays. */
const keptFileSchema = z.strictObject({ file: z.string().max(128), bytes: countSchema, sha256: hashSchema })
export type KeptFile = z.infer<typeof keptFileSchema>

/** Everything that a manifest says. Times are server time, milliseconds since 1970 UTC. */
export const manifestBodySchema = z.discriminatedUnion('type', [
  /** The first entry. `call` is null when there was no recorder at all while the call was up. */
  z.strictObject({
    type: z.literal('record:opened'),
    callId: callIdSchema,
    call: z
      .strictObject({ line: lineIdSchema, parties: z.array(partyIdSchema).min(1), placedAtMs: timeMsSchema })
      .nullable(),
  }),
  /** A key has been sealed to these parties, and a first sealed segment that names the call was read back. */
  z.strictObject({
    type: z.literal('key:sealed'),
    keyNumber: z.int().positive(),
    key: keptFileSchema,
    proof: keptFileSchema,
    recipients: z.array(z.strictObject({ party: partyIdSchema, recipient: z.string() })).min(1),
  }),
  z.strictObject({ type: z.literal('track:opened'), keyNumber: z.int().positive(), track: trackDescriptionSchema }),
  z.strictObject({
    type: z.literal('segment:closed'),
    trackId: trackIdSchema,
    index: countSchema,
    ...keptFileSchema.shape,
    batches: countSchema,
    packets: countSchema,
    fromMs: timeMsSchema,
    untilMs: timeMsSchema,
    /** How many bytes of an unfinished batch were cut off when the file was found after a crash. */
    cutBytes: countSchema.exactOptional(),
  }),
  /** `recovered`: it was open when the server was lost. */
  z.strictObject({
    type: z.literal('track:closed'),
    trackId: trackIdSchema,
    how: z.enum(['closed', 'recovered']),
    segments: countSchema,
    packets: countSchema,
    bytes: countSchema,
  }),
  /** Packets that were received and could not be kept. */
  z.strictObject({
    type: z.literal('packets:lost'),
    trackId: trackIdSchema,
    fromMs: timeMsSchema,
    untilMs: timeMsSchema,
    packets: countSchema,
  }),
  /** The server was lost. What was on the disk then reaches up to `lastMs`; the gap ends with the next `key:sealed`. */
  z.strictObject({ type: z.literal('recording:interrupted'), lastMs: timeMsSchema }),
  /** A file that a start of the recorder left behind before it was up. It holds nothing of the call. */
  z.strictObject({ type: z.literal('file:left'), ...keptFileSchema.shape }),
  /** How far the segments that are still being written have come: `sha256` is of their first `bytes` bytes. */
  z.strictObject({ type: z.literal('checkpoint:taken'), open: z.array(keptFileSchema) }),
  /** The signature over an earlier head. */
  z.strictObject({
    type: z.literal('head:signed'),
    version: z.int().positive(),
    hash: hashSchema,
    keyId: hashSchema,
    publicKey: z.string().max(1024),
    signature: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
  }),
  /** The call's slice of the log of its line: it follows the head `after` and ends at the head `head`. */
  z.strictObject({
    type: z.literal('facts:kept'),
    ...keptFileSchema.shape,
    stream: z.string().min(1),
    after: z.strictObject({ version: countSchema, hash: hashSchema }),
    head: z.strictObject({ version: countSchema, hash: hashSchema }),
  }),
  /** The last but one: only the signature over it follows. */
  z.strictObject({ type: z.literal('record:closed'), tracks: countSchema, segments: countSchema, bytes: countSchema }),
])
export type ManifestBody = z.infer<typeof manifestBodySchema>
export type ManifestBodyOf<T extends ManifestBody['type']> = Extract<ManifestBody, { type: T }>

export const manifestEntrySchema = z.strictObject({
  /** Dense, from 1. */
  version: z.int().positive(),
  /** The hash of the entry before; of the first one 64 zeros. */
  previous: hashSchema,
  atMs: timeMsSchema,
  body: manifestBodySchema,
  /** SHA-256 over the canonical JSON of all of the above. */
  hash: hashSchema,
})
export type ManifestEntry = z.infer<typeof manifestEntrySchema>

export interface ManifestHead {
  readonly version: number
  readonly hash: Hash
}

export const EMPTY_MANIFEST: ManifestHead = Object.freeze({ version: 0, hash: NOTHING_BEFORE })

export const entryHash = ({ version, previous, atMs, body }: Omit<ManifestEntry, 'hash'>): Hash =>
  hashOfJson({ version, previous, atMs, body })

export function nextEntry(head: ManifestHead, atMs: number, body: ManifestBody): ManifestEntry {
  const content = { version: head.version + 1, previous: head.hash, atMs, body: manifestBodySchema.parse(body) }
  return { ...content, hash: entryHash(content) }
}

/** What is signed: it says what it is, so that no other signature of the installation can be shown as this one. */
const signedStatement = (callId: string, { version, hash }: ManifestHead): JsonValue => ({
  what: 'ringdown manifest head',
  v: 1,
  callId,
  version,
  hash,
})

export function signHead(callId: string, head: ManifestHead, key: SigningKey): SignedHead {
  const { value } = signJson(signedStatement(callId, head), key)
  return { version: head.version, hash: head.hash, keyId: key.keyId, signature: value }
}

/** @param publicKey PEM, from where it is trusted: not from the manifest. */
export function isSignedBy(publicKey: string, callId: string, head: SignedHead): boolean {
  const signature: Signature = { algorithm: 'Ed25519', keyId: head.keyId, value: head.signature }
  return verifyJson(signedStatement(callId, head), signature, publicKey)
}
