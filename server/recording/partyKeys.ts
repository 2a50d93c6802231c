import { randomUUID } from 'node:crypto'
import { link, mkdir, open, readFile, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { generateHybridIdentity, identityToRecipient } from 'age-encryption'
import type { PartyId } from '../protocol/identifiers.ts'
import { syncFolder } from './fileBytes.ts'
import { FILE_MODE, FOLDER_MODE } from './recordFiles.ts'

const HYBRID_IDENTITY = /^AGE-SECRET-KEY-PQ-1[0-9A-Z]+$/

interface PartyKey {
  readonly identity: string
  readonly recipient: string
}

/**
 * The identities with which the installation opens records, one for each party, until parties bring their own: a file
 * `<party>.txt` (mode 0600) in the form that `age-keygen` uses. Whoever has these files can open every record.
 */
export class PartyKeys {
  readonly #folder: string
  readonly #keys = new Map<PartyId, PartyKey>()
  readonly #made: PartyId[] = []

  /** Reads the identities of these parties and makes those that are missing. */
  static async open(folder: string, parties: readonly PartyId[]): Promise<PartyKeys> {
    await mkdir(folder, { recursive: true, mode: FOLDER_MODE })
    const keys = new PartyKeys(folder)
    for (const party of parties) await keys.add(party)
    return keys
  }

  private constructor(folder: string) {
    this.#folder = folder
  }

  /**
   * Reads the identity of a party, or makes one.
   *
   * @throws when others may read the file, or when it holds no hybrid post-quantum identity.
   */
  async add(party: PartyId): Promise<void> {
    if (this.#keys.has(party)) return
    const file = join(this.#folder, `${party}.txt`)
    const text = (await readSecret(file)) ?? (await this.#make(party, file))
    const identity = text.split('\n').find((line) => HYBRID_IDENTITY.test(line))
    if (identity === undefined) {
      throw new Error(`The file ${file} holds no hybrid post-quantum identity (AGE-SECRET-KEY-PQ-1...).`)
    }
    this.#keys.set(party, { identity, recipient: await identityToRecipient(identity) })
  }

  /** The parties whose identity was not there and was made: what had been sealed to another before, it does not open. */
  get made(): readonly PartyId[] {
    return this.#made
  }

  recipientOf(party: PartyId): string | undefined {
    return this.#keys.get(party)?.recipient
  }

  /** All of them: any one opens a record of its party's lines. */
  identities(): string[] {
    return [...this.#keys.values()].map(({ identity }) => identity)
  }

  /**
   * The parties of these that have no identity here, or another one in their file, or none: the next start would read that
   * one or make one, and it would open no record that there is.
   */
  async missing(parties: readonly PartyId[]): Promise<PartyId[]> {
    const kept = await Promise.all(
      parties.map(async (party) => {
        const text = await readSecret(join(this.#folder, `${party}.txt`)).catch(() => undefined)
        const known = this.#keys.get(party)
        return known !== undefined && text?.split('\n').includes(known.identity) === true
      }),
    )
    return parties.filter((_, at) => kept[at] !== true)
  }

  async #make(party: PartyId, file: string): Promise<string> {
    const identity = await generateHybridIdentity()
    const recipient = await identityToRecipient(identity)
    const text = `# Opens the records of ${party}. Made by the installation.\n# public key: ${recipient}\n${identity}\n`
    const draft = join(this.#folder, `.${randomUUID()}.draft`)
    const handle = await open(draft, 'wx', FILE_MODE)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    try {
      // Race: two processes make the same file. Unlike a rename, a link fails when the name is taken.
      await link(draft, file)
      this.#made.push(party)
      return text
    } catch (error) {
      const other = await readSecret(file)
      if (other === undefined) throw error
      return other
    } finally {
      await unlink(draft)
      await syncFolder(this.#folder)
    }
  }
}

async function readSecret(file: string): Promise<string | undefined> {
  try {
    const { mode } = await stat(file)
    if ((mode & 0o077) !== 0) throw new Error(`Others may read the identity ${file}: run chmod 600 on it.`)
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
