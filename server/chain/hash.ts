import { createHash } from 'node:crypto'
import { canonicalJson, type JsonValue } from './canonicalJson.ts'

/** SHA-256 as 64 lower-case hexadecimal digits. */
export type Hash = string

/** What the first member of every chain names as the one before it. */
export const NOTHING_BEFORE: Hash = '0'.repeat(64)

/** SHA-256 (FIPS 180-4) of bytes. */
export function hashOfBytes(bytes: Uint8Array): Hash {
  return createHash('sha256').update(bytes).digest('hex')
}

/** SHA-256 over the canonical JSON (RFC 8785) of a value, in UTF-8. */
export function hashOfJson(value: JsonValue): Hash {
  return hashOfBytes(Buffer.from(canonicalJson(value), 'utf8'))
}
