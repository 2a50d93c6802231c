import { createHash } from 'node:crypto'

/**
 * The UUID (RFC 9562, version 8: one whose bits are one's own) that a text always comes to, made of its SHA-256. Nobody
 * can find a second text that comes to the same one, so it can stand for who and what the text says.
 */
export function derivedUuid(text: string): string {
  const digest = createHash('sha256').update(text).digest()
  digest[6] = (digest.readUInt8(6) & 0x0f) | 0x80
  digest[8] = (digest.readUInt8(8) & 0x3f) | 0x80
  const hex = digest.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}
