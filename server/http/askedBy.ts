import { Bucket, type Rate } from '../calls/bucket.ts'
import type { RouteName } from '../calls/routeAuthority.ts'
import { refusal, RefusedError } from '../protocol/refusal.ts'

/** All that one person asks: a player asks for ranges of a dozen tracks at once, and again at every seek. */
const ASKED: Rate = { burst: 400, perSecond: 40 }
/** What becomes facts, which all records people see for ever, or is made of many of them: a person clicks. */
const COSTLY_RATE: Rate = { burst: 60, perSecond: 3 }
/** Sets of prepared messages: each is kept for ever, as large as it is, and told to every console of the party. */
const PREPARED_RATE: Rate = { burst: 20, perSecond: 0.2 }
/** Stretches of a call that somebody in it hears again: each is a fact for ever. */
const RECALL_RATE: Rate = { burst: 20, perSecond: 0.2 }
/** Whole records are read one at a time, for whoever asks. So many of one person's are under way or wait for that. */
const MOST_READINGS = 3

const READS_WHOLE: ReadonlySet<RouteName> = new Set([
  'GET /api/v1/records/:callId',
  'GET /api/v1/records/:callId/archive',
  'GET /api/v1/records/:callId/memorandum',
  'GET /api/v1/records/:callId/verification',
])
const PREPARED: RouteName = 'POST /api/v1/prepared'
const RECALL: RouteName = 'POST /api/v1/calls/:callId/recalls'
const COSTLY: ReadonlySet<RouteName> = new Set([
  ...READS_WHOLE,
  // All that was written in all calls is looked through.
  'GET /api/v1/records',
  'GET /api/v1/records/exceptions',
  'POST /api/v1/records/:callId/sittings',
  'GET /api/v1/records/:callId/accesses',
  'GET /api/v1/lines/:line/tests',
  'POST /api/v1/alarms/:alarm/acknowledgement',
  PREPARED,
  RECALL,
])

interface Asked {
  readonly all: Bucket
  readonly costly: Bucket
  readonly prepared: Bucket
  readonly recalls: Bucket
  /** Also of clients that have gone: what was begun for them is done. */
  readings: number
}

/** What each person may still ask over HTTP, at however many sessions. There are as many as there are people. */
export class AskedBy {
  readonly #clock: () => number
  readonly #people = new Map<string, Asked>()

  /** @param clock monotonic, in milliseconds. */
  constructor(clock: () => number) {
    this.#clock = clock
  }

  /**
   * Does what a person asks for, if they have not asked for too much.
   * @throws RefusedError `slow-down`, and what `work` throws.
   */
  async of<Result>(person: string, name: RouteName, work: () => Promise<Result>): Promise<Result> {
    const nowMs = this.#clock()
    const asked = this.#of(person, nowMs)
    const isGranted =
      asked.all.take(nowMs) &&
      (!COSTLY.has(name) || asked.costly.take(nowMs)) &&
      (name !== PREPARED || asked.prepared.take(nowMs)) &&
      (name !== RECALL || asked.recalls.take(nowMs))
    if (!isGranted) throw new RefusedError(refusal('slow-down', 'You ask for too much at once. Wait a moment.'))
    if (!READS_WHOLE.has(name)) return await work()
    if (asked.readings >= MOST_READINGS) {
      throw new RefusedError(refusal('slow-down', 'Other records are still being read for you. Wait for those.'))
    }
    asked.readings += 1
    try {
      return await work()
    } finally {
      asked.readings -= 1
    }
  }

  #of(person: string, nowMs: number): Asked {
    const known = this.#people.get(person)
    if (known) return known
    const made = {
      all: new Bucket(ASKED, nowMs),
      costly: new Bucket(COSTLY_RATE, nowMs),
      prepared: new Bucket(PREPARED_RATE, nowMs),
      recalls: new Bucket(RECALL_RATE, nowMs),
      readings: 0,
    }
    this.#people.set(person, made)
    return made
  }
}
