import { z } from 'zod'
import { canonicalJson, isJsonValue, type JsonValue } from './canonicalJson.ts'
import { hashOfBytes, hashOfJson, NOTHING_BEFORE, type Hash } from './hash.ts'

/** One fact as the log sees it: a type, the version of its schema and whatever else it says. */
export interface StoredFact {
  readonly type: string
  readonly v: number
  readonly [field: string]: JsonValue
}

/** What is handed to the log: all facts of one command. */
export interface NewEntry {
  /** Made by who commands; one seen before in this stream gets its first answer again. */
  readonly commandId: string
  /** Server time, milliseconds since 1970 UTC. */
  readonly atMs: number
  /** Who commanded: see `Actor` in the protocol. */
  readonly by: JsonValue
  readonly facts: readonly StoredFact[]
}

/** What the log gives back: the entry in its place in the chain. */
export interface Entry extends NewEntry {
  readonly stream: string
  /** Dense, from 1. */
  readonly version: number
  readonly previous: Hash
  /** SHA-256 over the canonical JSON of everything above. */
  readonly hash: Hash
}

/** Where a stream ends: opaque to all but the log. */
export interface Head {
  readonly version: number
  readonly hash: Hash
}

/** The head of a stream that has no entry yet. */
export const EMPTY_HEAD: Head = Object.freeze({ version: 0, hash: NOTHING_BEFORE })

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/)
const jsonSchema = z.custom<JsonValue>(isJsonValue, 'not a JSON value')
const factSchema = z.custom<StoredFact>(isStoredFact, 'not a fact: it needs a type and a version of its schema')

/** The form of an entry, wherever one is read: from the log's file or from a record that somebody brings. */
export const entrySchema = z.strictObject({
  stream: z.string().min(1),
  version: z.int().min(1),
  previous: hashSchema,
  commandId: z.string().min(1),
  atMs: z.int().min(0),
  by: jsonSchema,
  facts: z.array(factSchema).min(1),
  hash: hashSchema,
})

/** The first entry of a run that is not what the chain says it must be. */
export interface ChainFault {
  readonly stream: string
  readonly version: number
  /** `form`: it cannot be read as an entry at all. Otherwise the field that is wrong. */
  readonly field: 'form' | 'stream' | 'version' | 'previous' | 'hash'
  readonly expected: string
  readonly found: string
}

/** A stream has been damaged or changed from outside. Nothing that this program does can mend it. */
export class ChainBroken extends Error {
  override readonly name = 'ChainBroken'
  readonly fault: ChainFault

  constructor(fault: ChainFault) {
    const { stream, version, field, expected, found } = fault
    super(`Stream ${stream} is broken at version ${version}: expected ${field} ${expected}, found ${found}.`)
    this.fault = fault
  }
}

/** The head of a stream that ends with this entry. */
export function headOf(entry: Entry): Head {
  return { version: entry.version, hash: entry.hash }
}

/**
 * Puts an entry in its place after a head. What comes back is what a reader of the log will get: it has been through
 * JSON, so nothing of it is shared with what was handed in.
 *
 * @throws TypeError when JSON cannot carry it; ZodError when it is not an entry (no facts, a fact without a type).
 */
export function makeEntry(stream: string, head: Head, entry: NewEntry): Entry {
  const { commandId, atMs, by, facts } = entry
  const content = { stream, version: head.version + 1, previous: head.hash, commandId, atMs, by, facts }
  const asRead: unknown = JSON.parse(canonicalJson({ ...content, hash: hashOfJson(content) }))
  return entrySchema.parse(asRead)
}

/**
 * Checks offline that a run of entries follows a head and that nothing in it was changed, left out or swapped.
 *
 * @returns the first fault, or undefined when the run is whole. What follows the run cannot be missed here: compare its
 *   last head with one that is known (a signed one, for instance).
 */
export function findFault(stream: string, after: Head, entries: readonly Entry[]): ChainFault | undefined {
  let head = after
  for (const entry of entries) {
    const version = head.version + 1
    const { hash, ...content } = entry
    const wrong = (field: ChainFault['field'], expected: string, found: string): ChainFault => {
      return { stream, version, field, expected, found }
    }
    if (entry.stream !== stream) return wrong('stream', stream, entry.stream)
    if (entry.version !== version) return wrong('version', String(version), String(entry.version))
    if (entry.previous !== head.hash) return wrong('previous', head.hash, entry.previous)
    if (hash !== hashAsRead(content)) {
      const expected = hashOfJson({ ...content })
      if (hash !== expected) return wrong('hash', expected, hash)
    }
    head = headOf(entry)
  }
  return undefined
}

/**
 * The hash of an entry as JSON spells it in the order in which it was read. A log keeps the canonical spelling, so that this
 * nearly always is it, at a fraction of its cost, which is most of what a start on a log of years takes. Whatever spelling
 * has the right hash is the one that was hashed.
 */
function hashAsRead({ atMs, by, commandId, facts, previous, stream, version }: Omit<Entry, 'hash'>): Hash {
  return hashOfBytes(Buffer.from(JSON.stringify({ atMs, by, commandId, facts, previous, stream, version })))
}

function isStoredFact(value: unknown): value is StoredFact {
  if (typeof value !== 'object' || value === null || !('type' in value) || !('v' in value)) return false
  const { type, v } = value
  return typeof type === 'string' && type !== '' && Number.isSafeInteger(v) && isJsonValue(value)
}
