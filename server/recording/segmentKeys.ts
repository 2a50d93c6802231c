import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { BATCH_HEAD_BYTES, TAG_BYTES } from './segmentFormat.ts'

/**
 * AES-256-GCM (NIST SP 800-38D) for batches, under a key for each segment derived by HKDF-SHA-256 (RFC 5869) from the
 * key of the call. The nonce is the batch's number: a segment is never written by two, and never again after a crash,
 * so no number is used twice under one key.
 */

const KEY_BYTES = 32
const NONCE_BYTES = 12
const KEY_PURPOSE = 'ringdown segment 1'

/** What a segment is called wherever it is sealed: no segment can stand in the place of another. */
export const segmentName = (callId: string, file: string): string => `${callId}/${file}`

export function deriveSegmentKey(callKey: Uint8Array, name: string): KeyObject {
  const info = Buffer.from(`${KEY_PURPOSE}\0${name}`, 'utf8')
  return createSecretKey(Buffer.from(hkdfSync('sha256', callKey, Buffer.alloc(0), info, KEY_BYTES)))
}

/** What one batch is sealed with and bound to. */
export interface BatchSeal {
  readonly key: KeyObject
  readonly name: string
  readonly number: number
  /** The 32 bytes of the file before the batch: the hash with which the header or the batch before ends. */
  readonly hashBefore: Buffer
  /** The head of the batch as it is in the file. */
  readonly head: Buffer
}

/** Seals into `into`: first as many bytes as `plain` has, then the tag. */
export function sealBatch(seal: BatchSeal, plain: Buffer, into: Buffer): void {
  const cipher = createCipheriv('aes-256-gcm', seal.key, nonce(seal.number), { authTagLength: TAG_BYTES })
  cipher.setAAD(associatedData(seal))
  cipher.update(plain).copy(into)
  cipher.final()
  cipher.getAuthTag().copy(into, plain.length)
}

/** @returns what was sealed, or undefined when it is not what was sealed under this key, name, number and place. */
export function openBatch(seal: BatchSeal, sealed: Buffer, tag: Buffer): Buffer | undefined {
  const decipher = createDecipheriv('aes-256-gcm', seal.key, nonce(seal.number), { authTagLength: TAG_BYTES })
  decipher.setAAD(associatedData(seal)).setAuthTag(tag)
  const plain = decipher.update(sealed)
  try {
    decipher.final()
    return plain
  } catch {
    return undefined
  }
}

function nonce(number: number): Buffer {
  const bytes = Buffer.alloc(NONCE_BYTES)
  bytes.writeUInt32BE(number, NONCE_BYTES - 4)
  return bytes
}

function associatedData({ name, hashBefore, head }: BatchSeal): Buffer {
  return Buffer.concat([Buffer.from(name, 'utf8'), hashBefore, head.subarray(0, BATCH_HEAD_BYTES)])
}
