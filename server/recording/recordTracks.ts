import { setImmediate } from 'node:timers/promises'
import type { Call, CallTrack } from '../protocol/lineState.ts'
import type { RecordTrack } from '../protocol/records.ts'
import { openRecord, type OpenRecord } from './openRecord.ts'
import { openReadableTrack, type CallSpan, type ReadableTrack } from './reading/readableTrack.ts'
import { parseRtp } from './reading/rtpPacket.ts'
import type { TrackScans } from './reading/trackScans.ts'
import { RecordingError } from './recordingError.ts'
import type { SealedTrack, TrackDescription } from './trackFile.ts'

/** One record's media, as far as there are any. */
export interface OpenTracks {
  readonly call: Call
  readonly sealed: readonly SealedTrack[]
  /** Those of them that hold anything: by these a console's clock is found out. */
  readonly filled: readonly SealedTrack[]
  /** Why there are none. */
  readonly unreadable: string | undefined
}

/** Opens the media of a call; that there are none (it was not recorded, or is damaged) is an answer, not an error. */
export async function openTracks(folder: string, call: Call, identities: readonly string[]): Promise<OpenTracks> {
  const { deletedAtMs } = call.recording
  if (deletedAtMs !== undefined) return { call, sealed: [], filled: [], unreadable: deletedSentence(deletedAtMs) }
  try {
    const record: OpenRecord = await openRecord(folder, identities)
    const sealed = record.tracks
    const filled: SealedTrack[] = []
    for (const track of sealed) if (await holdsAnything(track)) filled.push(track)
    return { call, sealed, filled, unreadable: undefined }
  } catch (error) {
    if (!(error instanceof RecordingError)) throw error
    const nothing = error.code === 'not-found' ? 'Nothing of this call was recorded.' : error.message
    return { call, sealed: [], filled: [], unreadable: nothing }
  }
}

/** What is said of a record whose recording is gone. */
export const deletedSentence = (deletedAtMs: number): string =>
  `The recording of this test was kept until ${new Date(deletedAtMs).toISOString()} and then deleted, as configured.`

/** One that cannot be read is kept: whoever opens it is told what is wrong with it. */
async function holdsAnything(track: SealedTrack): Promise<boolean> {
  const segments = await track.segments().catch(() => undefined)
  return segments === undefined || segments.some(({ packets }) => packets > 0)
}

export interface TrackCount {
  readonly console: string
  readonly kind: TrackDescription['kind']
  readonly count: number
}

/**
 * How much of a track is there, told by opening every seal of it: packets of sound, pictures of each layer of a camera.
 * What holds nothing is not counted, and nothing twice.
 *
 * @throws RecordingError when it is not what was written.
 */
export async function countTrack(track: SealedTrack): Promise<TrackCount> {
  const { console, kind } = track.description
  const seen = new Set<string>()
  for (const { index } of await track.segments()) {
    for (const { rtp } of (await track.readSegment(index)).packets) {
      const packet = parseRtp(rtp)
      if (packet !== undefined && packet.payload.length > 0) seen.add(`${packet.ssrc} ${packet.timestamp}`)
    }
  }
  return { console, kind, count: seen.size }
}

/** Opens one of them as WebM. @throws RecordingError `not-found` when it is not among them. */
export async function openTrack(tracks: OpenTracks, trackId: string, scans: TrackScans): Promise<ReadableTrack> {
  const track = tracks.sealed.find(({ description }) => description.trackId === trackId)
  if (track === undefined) throw new RecordingError('not-found', tracks.unreadable ?? `There is no track ${trackId}.`)
  return await openReadableTrack(track, spanOf(tracks.call), tracks.filled, scans)
}

/**
 * All tracks that the facts or the recording know of, in the order in which they began. One after the other: other calls
 * are up, and between two tracks everything else has its turn.
 */
export async function describeTracks(tracks: OpenTracks, scans: TrackScans): Promise<RecordTrack[]> {
  const { call, sealed } = tracks
  const known = new Set(call.tracks.map(({ trackId }) => trackId))
  const recordedFrom = new Map(sealed.map(({ description }) => [description.trackId, description.startedAtMs]))
  const stated = call.tracks.map((track): CallTrack => {
    // A busy log dates the fact after the first that was recorded: the recording does not wait for it.
    const fromMs = Math.min(track.fromMs, recordedFrom.get(track.trackId) ?? track.fromMs)
    return { ...track, fromMs }
  })
  // A fact that could not be written while the log was down leaves a recorded track without one.
  const factless = sealed
    .filter(({ description }) => !known.has(description.trackId))
    .map(({ description: { trackId, console, person, kind, channel, startedAtMs } }): CallTrack => {
      const into = channel !== undefined && { channel }
      return { trackId, console, person, kind, ...into, muted: false, fromMs: startedAtMs }
    })
  const described: RecordTrack[] = []
  for (const track of [...stated, ...factless]) {
    await setImmediate()
    described.push(await describe(tracks, track, scans))
  }
  return described.sort((a, b) => a.fromMs - b.fromMs)
}

async function describe(tracks: OpenTracks, track: CallTrack, scans: TrackScans): Promise<RecordTrack> {
  const { call } = tracks
  const { trackId, kind, channel, console, person } = track
  const party = call.legs.find((leg) => leg.console === console)?.party
  const toMs = track.toMs ?? call.endedAtMs
  const about = {
    ...{ trackId, kind, console, person },
    ...(channel !== undefined && { channel }),
    ...(party !== undefined && { party }),
    fromMs: track.fromMs - call.placedAtMs,
    ...(toMs !== undefined && { toMs: toMs - call.placedAtMs }),
  }
  try {
    const readable = await openTrack(tracks, trackId, scans)
    const { mimeType, byteLength, durationMs } = readable
    const gaps = readable.gaps().map(({ fromMs, toMs, reason }) => ({ fromMs, toMs, reason }))
    return { ...about, playable: { mimeType, byteLength, durationMs }, speech: readable.activity(), gaps }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return { ...about, unreadable: error.message, speech: [], gaps: [] }
  }
}

const spanOf = ({ placedAtMs, endedAtMs }: Call): CallSpan => ({
  startedAtMs: placedAtMs,
  ...(endedAtMs !== undefined && { endedAtMs }),
})
