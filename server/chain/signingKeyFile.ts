import { randomUUID } from 'node:crypto'
import { link, open, readFile, stat, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { formatSigningKey, generateSigningKey, parseSigningKey, type SigningKey } from './signature.ts'

/**
 * Keeps a private key in a new file of mode 0600 (PEM, PKCS #8), synced before this resolves. Whoever finds the file
 * finds all of it, also after a crash.
 *
 * @throws with code `EEXIST` when the file is there already: a key is never written over, since what it signed would
 *   lose its signer.
 */
export async function saveSigningKey(file: string, key: SigningKey): Promise<void> {
  const draft = `${file}.${randomUUID()}.draft`
  await writeSynced(draft, formatSigningKey(key))
  try {
    // Race: two processes make the same key file. Unlike a rename, a link fails when the name is taken.
    await link(draft, file)
  } finally {
    await unlink(draft)
  }
  const folder = await open(dirname(file), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/**
 * Reads a key back.
 *
 * @throws with code `ENOENT` when there is none; when others may read the file; when it is no Ed25519 private key.
 */
export async function loadSigningKey(file: string): Promise<SigningKey> {
  const { mode } = await stat(file)
  if ((mode & 0o077) !== 0) throw new Error(`Others may read the private key ${file}: run chmod 600 on it.`)
  return parseSigningKey(await readFile(file, 'utf8'))
}

/** Reads the key of a file, or makes one where there is none. @throws as `loadSigningKey` does, but for `ENOENT`. */
export async function openSigningKey(file: string): Promise<SigningKey> {
  try {
    return await loadSigningKey(file)
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
  }
  const made = generateSigningKey()
  try {
    await saveSigningKey(file, made)
    return made
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
    return await loadSigningKey(file)
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code

async function writeSynced(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
