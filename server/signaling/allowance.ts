import { Bucket, type Rate } from '../calls/bucket.ts'
import type { RequestName } from '../protocol/events.ts'

/**
 * All that one person asks, at however many consoles: when a network comes back, twelve of them make all of their warm
 * lines anew and get ready whatever is on the air, at about forty requests each, and none of those may be refused.
 */
const REQUESTS: Rate = { burst: 800, perSecond: 100 }
/**
 * What becomes facts, which stay in the call's state and in the log for ever. A click is up to three of them (joining puts
 * microphone and camera on the air too), and nobody clicks more than a few times a second for long.
 */
const FACTS: Rate = { burst: 240, perSecond: 10 }

/**
 * Messages of the text line, and notes, which are a hundred times as large as other facts and stay as long: more than anybody types,
 * and an hour of writing in one burst when a network comes back. They count as facts too.
 */
const TEXTS: Rate = { burst: 60, perSecond: 0.5 }
/** The same in characters: five full messages at once, and then twenty times as fast as anybody types. */
const CHARACTERS: Rate = { burst: 10_000, perSecond: 200 }

/**
 * Calls that are placed. Each rings two parties and is a record, with keys and a manifest of its own, that is kept for ever:
 * at the rate of other facts one account would fill a disk with them. Nobody who means it calls so often.
 */
const PLACES: Rate = { burst: 60, perSecond: 0.2 }

/** Pages of older messages, each of which is looked up in the log, the notes of a call, and all that was written in a caucus. */
const PAGES: Rate = { burst: 30, perSecond: 3 }

/** What carries writing, which is kept as it is. */
const WRITING: ReadonlySet<RequestName | undefined> = new Set(['text:send', 'caucus:say', 'note:write', 'note:change'])
/** What is handed over a page, or all of it, at a time. */
const PAGED: ReadonlySet<RequestName | undefined> = new Set(['texts:read', 'notes:read', 'caucus:read'])

/** Which requests become facts when they are granted; a request that the protocol gains must be put on one side. */
const MAKES_FACTS: Readonly<Record<RequestName, boolean>> = {
  'call:place': true,
  'call:cancel': true,
  'call:answer': true,
  'call:decline': true,
  'call:join': true,
  'call:leave': true,
  'call:hold': true,
  'call:retrieve': true,
  'call:end': true,
  'ring:repeat': true,
  'ring:report': true,
  'ring:acknowledge': true,
  'test:start': true,
  'text:send': true,
  // At most one of a party for each message, and consoles ask by themselves: a flood of others' must not use up what a
  // person needs to answer a call.
  'text:receive': false,
  'text:acknowledge': true,
  'texts:read': false,
  'hearing:choose': true,
  'desk:take': true,
  'desk:turn': true,
  'desk:leave': true,
  'channel:offer': true,
  'channel:keep': true,
  'channel:take': true,
  'mode:set': true,
  'turn:set': true,
  'rollcall:confirm': true,
  'caucus:enter': true,
  'caucus:leave': true,
  // Written as on the text line, and counted as that.
  'caucus:say': false,
  'caucus:read': false,
  'floor:give': true,
  'floor:release': true,
  'mute:ask': true,
  'leg:mute': true,
  'note:write': true,
  'note:change': true,
  'note:withdraw': true,
  'notes:read': false,
  'console:report': false,
  'console:beat': false,
  'paths:read': false,
  'session:renew': false,
  'clock:read': false,
  'warm-line:open': false,
  'warm-line:connect': false,
  'warm-line:ready': false,
  // Only a track that was opened before is ended by it.
  'warm-line:close': false,
  'warm-line:report': false,
  'probe:open': false,
  'path:open': false,
  'path:connect': false,
  'path:close': false,
  'track:open': true,
  'track:mute': true,
  'track:unmute': true,
  'track:close': true,
  'consumer:resume': false,
  'consumer:pause': false,
  'consumer:prefer': false,
  'quality:report': false,
  'test:report': false,
}

interface Allowance {
  readonly requests: Bucket
  readonly facts: Bucket
  readonly places: Bucket
  readonly texts: Bucket
  readonly characters: Bucket
  readonly pages: Bucket
  /** Something was refused, and the allowance has not been full since: it is one burst. */
  inBurst: boolean
}

/** `refused-first`: the first refusal of a burst, which is the one to be logged. */
export type Taken = 'granted' | 'refused-first' | 'refused'

/**
 * What each person may still ask. It belongs to the person and outlives sockets: neither ten consoles nor connecting
 * again gives more of it. There are as many as there are people.
 */
export class Allowances {
  readonly #clock: () => number
  readonly #people = new Map<string, Allowance>()

  constructor(clock: () => number) {
    this.#clock = clock
  }

  /**
   * @param name the request; undefined for an event that the protocol does not have.
   * @param characters how much writing it carries.
   */
  take(person: string, name: RequestName | undefined, characters = 0): Taken {
    const nowMs = this.#clock()
    const allowance = this.#of(person, nowMs)
    const { requests, facts, places, texts, pages, characters: written } = allowance
    const isRested = [requests, facts, places, texts, pages, written].every((bucket) => bucket.isFull(nowMs))
    if (allowance.inBurst && isRested) allowance.inBurst = false
    const granted =
      requests.take(nowMs) &&
      (name === undefined || !MAKES_FACTS[name] || facts.take(nowMs)) &&
      (name !== 'call:place' || places.take(nowMs)) &&
      (!WRITING.has(name) || (texts.take(nowMs) && written.take(nowMs, characters))) &&
      (!PAGED.has(name) || pages.take(nowMs))
    if (granted) return 'granted'
    if (allowance.inBurst) return 'refused'
    allowance.inBurst = true
    return 'refused-first'
  }

  #of(person: string, nowMs: number): Allowance {
    const known = this.#people.get(person)
    if (known) return known
    const made = {
      requests: new Bucket(REQUESTS, nowMs),
      facts: new Bucket(FACTS, nowMs),
      places: new Bucket(PLACES, nowMs),
      texts: new Bucket(TEXTS, nowMs),
      characters: new Bucket(CHARACTERS, nowMs),
      pages: new Bucket(PAGES, nowMs),
      inBurst: false,
    }
    this.#people.set(person, made)
    return made
  }
}
