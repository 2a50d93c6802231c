import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson, type JsonValue } from './canonicalJson.ts'
import { hashOfBytes, type Hash } from './hash.ts'

/** An Ed25519 key (RFC 8032) that signs. */
export interface SigningKey {
  /** SHA-256 of the public key's DER form (RFC 8410): what `openssl pkey -pubin -outform DER | sha256sum` prints. */
  readonly keyId: Hash
  /** The public key as PEM (SubjectPublicKeyInfo), which every tool reads. */
  readonly publicKey: string
  readonly privateKey: KeyObject
}

/** The form of a signature, wherever one is read. */
export const signatureSchema = z.strictObject({
  algorithm: z.literal('Ed25519'),
  keyId: z.string().regex(/^[0-9a-f]{64}$/),
  /** 64 bytes in base64. */
  value: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
})

export type Signature = z.infer<typeof signatureSchema>

/** Makes a key from the system's random numbers. */
export function generateSigningKey(): SigningKey {
  return signingKeyOf(generateKeyPairSync('ed25519').privateKey)
}

/**
 * Reads a private key from its PEM text (PKCS #8).
 *
 * @throws when the text is no private key, or one for something else than Ed25519.
 */
export function parseSigningKey(pem: string): SigningKey {
  return signingKeyOf(createPrivateKey(pem))
}

/** The private key as PEM text (PKCS #8). It is a secret: it goes into a file of mode 0600 and nowhere else. */
export function formatSigningKey(key: SigningKey): string {
  return key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/**
 * Signs the canonical JSON (RFC 8785) of a value. The value should say what it is, so that a signature of one kind of
 * thing can never be shown as that of another.
 */
export function signJson(value: JsonValue, key: SigningKey): Signature {
  const bytes = sign(null, Buffer.from(canonicalJson(value), 'utf8'), key.privateKey)
  return { algorithm: 'Ed25519', keyId: key.keyId, value: bytes.toString('base64') }
}

/**
 * Whether a signature over a value was made by the holder of a public key.
 *
 * @param publicKey PEM text, from where it is trusted: never from beside the signature.
 * @throws when the text is no Ed25519 public key.
 */
export function verifyJson(value: JsonValue, signature: Signature, publicKey: string): boolean {
  const key = parsePublicKey(publicKey)
  if (signature.keyId !== keyIdOf(key)) return false
  return verify(null, Buffer.from(canonicalJson(value), 'utf8'), key, Buffer.from(signature.value, 'base64'))
}

function signingKeyOf(privateKey: KeyObject): SigningKey {
  const publicKey = createPublicKey(privateKey)
  assertEd25519(publicKey)
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  return { keyId: keyIdOf(publicKey), publicKey: pem, privateKey }
}

function parsePublicKey(pem: string): KeyObject {
  // Node makes a public key of a private one without a word; who hands one in has mixed up two files.
  if (!pem.includes('-----BEGIN PUBLIC KEY-----')) throw new TypeError('This text is no public key in PEM form.')
  const key = createPublicKey(pem)
  assertEd25519(key)
  return key
}

function keyIdOf(publicKey: KeyObject): Hash {
  return hashOfBytes(publicKey.export({ type: 'spki', format: 'der' }))
}

function assertEd25519(key: KeyObject): void {
  if (key.asymmetricKeyType === 'ed25519') return
  throw new TypeError(`An Ed25519 key is needed, this one is ${key.asymmetricKeyType ?? 'of no known kind'}.`)
}
