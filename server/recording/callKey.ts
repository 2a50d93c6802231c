import { randomBytes } from 'node:crypto'
import { Decrypter, Encrypter } from 'age-encryption'
import type { PartyId } from '../protocol/identifiers.ts'
import { RecordingError } from './recordingError.ts'

const CALL_KEY_BYTES = 32
/** age's hybrid of ML-KEM-768 and X25519: what is sealed today stays sealed when there are quantum computers. */
const HYBRID_RECIPIENT = /^age1pq1[02-9ac-hj-np-z]{1000,4000}$/
/** The one kind of stanza that a hybrid recipient makes. */
const HYBRID_STANZA = 'mlkem768x25519'

export interface PartyRecipient {
  readonly party: PartyId
  readonly recipient: string
}

export interface SealedCallKey {
  readonly key: Buffer
  /** The age file (age-encryption.org/v1) whose content is the key. */
  readonly sealed: Buffer
  readonly recipients: readonly PartyRecipient[]
}

/**
 * Makes a random key and seals it once to all parties.
 *
 * @throws RecordingError `recipient` when a recipient is of any other kind than hybrid post-quantum. age would seal to
 *   a mixed set without complaint, and the weakest of its members would be what the seal is worth.
 */
export async function sealCallKey(recipients: readonly PartyRecipient[]): Promise<SealedCallKey> {
  if (recipients.length === 0) throw new RecordingError('recipient', 'A recording needs a party to be sealed to.')
  const encrypter = new Encrypter()
  for (const { party, recipient } of recipients) {
    if (!HYBRID_RECIPIENT.test(recipient)) {
      throw new RecordingError('recipient', `The recipient of ${party} is not hybrid post-quantum (age1pq1...).`)
    }
    encrypter.addRecipient(recipient)
  }
  const key = randomBytes(CALL_KEY_BYTES)
  return { key, sealed: Buffer.from(await encrypter.encrypt(key)), recipients: [...recipients] }
}

/** @throws RecordingError `no-key` when none of the identities opens it; `damaged` when there is no key inside. */
export async function openCallKey(sealed: Uint8Array, identities: readonly string[]): Promise<Buffer> {
  if (identities.length === 0) throw new RecordingError('no-key', 'No identity was given to open the record with.')
  const decrypter = new Decrypter()
  for (const identity of identities) decrypter.addIdentity(identity)
  let key: Uint8Array
  try {
    key = await decrypter.decrypt(sealed)
  } catch (cause) {
    throw new RecordingError('no-key', 'None of the identities opens the key of this record.', { cause })
  }
  if (key.length === CALL_KEY_BYTES) return Buffer.from(key)
  throw new RecordingError('damaged', `The sealed key has ${key.length} bytes instead of ${CALL_KEY_BYTES}.`)
}

/** To whom an age file is sealed, as far as its header tells: the kinds of its stanzas. */
export function stanzaKinds(sealed: Buffer): { readonly kinds: readonly string[]; readonly allHybrid: boolean } {
  const text = sealed.toString('latin1')
  const header = text.slice(0, Math.max(0, text.indexOf('\n--- ')))
  const kinds = [...header.matchAll(/^-> (\S+)/gm)].map(([, kind = '']) => kind)
  return { kinds, allHybrid: kinds.length > 0 && kinds.every((kind) => kind === HYBRID_STANZA) }
}

/** A call that is given up and placed again at once takes the second while the first is not made anew yet. */
const KEPT_READY = 2

/**
 * Keeps sealed keys ready for each set of parties: sealing takes tens of milliseconds of the only thread, and the moment
 * in which a call is placed is the wrong one for it.
 */
export class KeyReserve {
  readonly #ready = new Map<string, Promise<SealedCallKey>[]>()

  /**
   * @returns the keys that are ready, the next to be taken first.
   * @throws RecordingError `recipient`, and keeps nothing of what failed.
   */
  async prepare(recipients: readonly PartyRecipient[]): Promise<readonly SealedCallKey[]> {
    const ready = this.#readyFor(recipients)
    while (ready.length < KEPT_READY) ready.push(this.#seal(recipients, ready))
    return await Promise.all(ready)
  }

  /** A key for one recording and no other; others are made ready by `prepare`. */
  async take(recipients: readonly PartyRecipient[]): Promise<SealedCallKey> {
    return await (this.#readyFor(recipients).shift() ?? sealCallKey(recipients))
  }

  #seal(recipients: readonly PartyRecipient[], ready: Promise<SealedCallKey>[]): Promise<SealedCallKey> {
    const sealing = sealCallKey(recipients)
    sealing.catch(() => {
      const at = ready.indexOf(sealing)
      if (at >= 0) void ready.splice(at, 1)
    })
    return sealing
  }

  #readyFor(recipients: readonly PartyRecipient[]): Promise<SealedCallKey>[] {
    const name = JSON.stringify(recipients.map(({ party, recipient }) => [party, recipient]))
    const known = this.#ready.get(name)
    if (known) return known
    const made: Promise<SealedCallKey>[] = []
    this.#ready.set(name, made)
    return made
  }
}
