import { recallable, voiceOfChannel, wasOnFloor } from '../calls/recall.ts'
import type { Call } from '../protocol/lineState.ts'
import type { Recall, RecallSource } from '../protocol/recall.ts'
import { refusal, RefusedError } from '../protocol/refusal.ts'
import type { GrowingRecords } from './growingRecords.ts'
import { openReadableTrack, type ReadableTrack } from './reading/readableTrack.ts'
import { TrackScans } from './reading/trackScans.ts'
import { RecordingError } from './recordingError.ts'
import type { SealedTrack, SegmentInfo, TrackDescription } from './trackFile.ts'
import { Turns } from './turns.ts'

/** The longest packet of sound that Opus has (RFC 6716, 2): one that began before the stretch is not in it. */
const LONGEST_PACKET_MS = 120

export interface RecallsOptions {
  /** A call of a line as its facts tell it at this moment. */
  readonly call: (callId: string) => Call | undefined
  /** Resolves when the calls of before a start of the server are known, too. */
  readonly ready: () => Promise<void>
  readonly records: GrowingRecords
  readonly clock: () => number
}

/** Who asks to hear what of a call again. */
export interface RecallAsked {
  readonly callId: string
  readonly person: string
  readonly recall: string
  readonly of: RecallSource
}

/** One stretch as it was when it was asked for: what is played of it does not move while it is played. */
interface Kept {
  readonly callId: string
  readonly stretch: Recall
  readonly tracks: ReadonlyMap<string, ReadableTrack>
}

type Window = SealedTrack & { readonly seen: readonly SegmentInfo[] }

/**
 * Instant recall: the last minute of a call that is up, out of its sealed record, for one person who is in it. Of each
 * track only the segments of that minute are read, so it costs the same however long the call is. The newest recall of each
 * person is kept, for as long as they hear the call.
 */
export class Recalls {
  readonly #options: RecallsOptions
  /** By person: nobody hears two calls at once. */
  readonly #kept = new Map<string, Kept>()
  /** One at a time: the call that it is of has the machine. */
  readonly #turns = new Turns()
  /** Nothing of a stretch is of use for another one. */
  readonly #scans = new TrackScans({ get: async () => undefined, put: async () => {} })

  constructor(options: RecallsOptions) {
    this.#options = options
  }

  /**
   * @param note resolves when it is a fact that this person hears this stretch again: nothing is handed out before.
   * @throws RefusedError `unknown` to who is not in the call; `not-now` to who does not hear it at this moment, and when
   *   nothing of it is there; `unavailable` when it cannot be read.
   */
  async begin(asked: RecallAsked, note: (stretch: Recall) => Promise<void>): Promise<Recall> {
    await this.#options.ready()
    const known = this.#kept.get(asked.person)
    if (known?.stretch.recall === asked.recall && known.callId === asked.callId) {
      this.#heard(asked.callId, asked.person)
      return known.stretch
    }
    const made = await this.#turns.take(async () => await this.#make(asked))
    await note(made.stretch)
    // Race: they may have left, or put the call on hold, while it was read and noted.
    this.#heard(asked.callId, asked.person)
    this.#kept.set(asked.person, made)
    return made.stretch
  }

  /** @throws RefusedError `unknown` when it is no voice of their newest recall, and as `begin`. */
  track({ callId, person, recall }: Omit<RecallAsked, 'of'>, trackId: string) {
    this.#heard(callId, person)
    const known = this.#kept.get(person)
    const readable = known?.callId === callId && known.stretch.recall === recall ? known.tracks.get(trackId) : undefined
    if (known === undefined || readable === undefined)
      throw new RefusedError(refusal('unknown', 'There is no such recall any more. Begin a new one.'))
    const { mimeType, byteLength, etag } = readable
    return {
      ...{ mimeType, byteLength, etag },
      fileName: `recall-${trackId}.webm`,
      lastModifiedMs: known.stretch.toMs,
      stream: (start: number, endInclusive: number) => readable.stream(start, endInclusive),
    }
  }

  /** The call is over: nothing of it is heard again here. */
  forget(callId: string): void {
    for (const [person, kept] of this.#kept) if (kept.callId === callId) this.#kept.delete(person)
  }

  /** Resolves when nothing is being read. */
  async close(): Promise<void> {
    this.#kept.clear()
    await this.#turns.done()
  }

  /** The call, and from when on this person may hear it again. */
  #heard(callId: string, person: string): { readonly call: Call; readonly fromMs: number } {
    const call = this.#options.call(callId)
    const now = call && recallable(call, person, this.#options.clock())
    if (call === undefined || now === undefined || now.at === 'outside')
      throw new RefusedError(refusal('unknown', 'There is no such call, or you are not in it.'))
    if (now.at === 'aside')
      throw new RefusedError(refusal('not-now', 'You do not hear this call at the moment. Come back to it first.'))
    return { call, fromMs: now.fromMs }
  }

  async #make({ callId, person, recall, of }: RecallAsked): Promise<Kept> {
    const { call, fromMs: heardFromMs } = this.#heard(callId, person)
    const voice = of === 'floor' ? undefined : voiceOfChannel(call, of, heardFromMs)
    if (of !== 'floor' && voice === undefined)
      throw new RefusedError(refusal('not-now', 'Nobody interprets into this channel at the moment.'))
    const fromMs = (voice?.fromMs ?? heardFromMs) + LONGEST_PACKET_MS
    const isWanted = ({ trackId, kind, console }: TrackDescription): boolean =>
      voice === undefined
        ? kind === 'microphone' && wasOnFloor(call, console, fromMs)
        : console === voice.console && call.tracks.some((track) => track.trackId === trackId && track.channel === of)
    try {
      const windows = await this.#windows(call, fromMs, isWanted)
      const toMs = upTo(call, windows, this.#options.clock())
      if (toMs <= fromMs) throw new RefusedError(refusal('not-now', 'There is nothing yet that could be heard again.'))
      const tracks = new Map<string, ReadableTrack>()
      for (const window of windows) {
        const span = { startedAtMs: fromMs, endedAtMs: toMs }
        tracks.set(window.description.trackId, await openReadableTrack(window, span, [], this.#scans))
      }
      const voices = [...tracks.values()].map((track) => voiceOf(call, track))
      return { callId, stretch: { recall, of, fromMs, toMs, voices }, tracks }
    } catch (error) {
      if (!(error instanceof RecordingError)) throw error
      if (error.code === 'not-found')
        throw new RefusedError(
          refusal('not-now', 'This call is not recorded, so nothing of it can be heard again.'),
          error,
        )
      throw new RefusedError(refusal('unavailable', 'The record of this call cannot be read at the moment.'), error)
    }
  }

  /** What the record has of the wanted tracks since then, one by one. */
  async #windows(call: Call, fromMs: number, isWanted: (track: TrackDescription) => boolean): Promise<Window[]> {
    const record = await this.#options.records.open(call.callId)
    const over = new Set(call.tracks.filter(({ toMs = fromMs }) => toMs < fromMs).map(({ trackId }) => trackId))
    const windows: Window[] = []
    for (const track of record.tracks) {
      const { trackId } = track.description
      if (over.has(trackId) || !isWanted(track.description)) continue
      const seen = (await track.segments()).filter(({ endMs, packets }) => endMs >= fromMs && packets > 0)
      if (seen.length > 0) windows.push(windowOf(track, seen))
    }
    return windows
  }
}

/** A track as if there were only these segments of it. */
const windowOf = (track: SealedTrack, seen: readonly SegmentInfo[]): Window => ({
  seen,
  description: track.description,
  isClosed: track.isClosed,
  segments: async () => seen,
  readSegment: (index) => track.readSegment(index),
})

/** Up to when the disk has what is said: the newest of those who are on the air, or now, when nobody is. */
function upTo(call: Call, windows: readonly Window[], nowMs: number): number {
  const onAir = new Set(call.tracks.flatMap(({ trackId, muted, toMs }) => (muted || toMs !== undefined ? [] : trackId)))
  const ends = windows
    .filter(({ description }) => onAir.has(description.trackId))
    .map(({ seen }) => seen.at(-1)?.endMs ?? 0)
  return Math.floor(ends.length > 0 ? Math.min(nowMs, Math.max(...ends)) : nowMs)
}

function voiceOf(call: Call, track: ReadableTrack): Recall['voices'][number] {
  const { trackId, person, party } = track.description
  const name = call.legs.findLast((leg) => leg.person === person)?.name ?? person
  return { trackId, person, name, party, speech: track.activity() }
}
