import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readManifest } from '../../../server/recording/manifestText.ts'
import type { ManifestEntry } from '../../../server/recording/manifestEntry.ts'
import { recordListSchema, type RecordSummary } from '../../../server/protocol/records.ts'
import { openRecord } from '../../../server/recording/openRecord.ts'
import { MANIFEST_FILE } from '../../../server/recording/recordFiles.ts'
import type { ReceivedPacket, TrackDescription } from '../../../server/recording/trackFile.ts'
import type { Installation } from '../hotline/installation.ts'
import type { Program } from '../hotline/program.ts'

export interface RecordedTrack {
  readonly description: TrackDescription
  /** Which life of the server recorded it, from 1. */
  readonly keyNumber: number
  readonly packets: readonly ReceivedPacket[]
}

/** What the recorder named itself: the time of which it has nothing. */
export interface NamedGap {
  readonly fromMs: number
  readonly untilMs: number
}

/**
 * A record as whoever holds the identity of one of its parties reads it: nothing else of the installation is asked. Only
 * the tracks that are wanted are read, by default all.
 */
export async function readRecord(
  folder: string,
  identityFile: string,
  isWanted: (track: TrackDescription) => boolean = () => true,
) {
  const identity = (await readFile(identityFile, 'utf8')).split('\n').find((line) => line.startsWith('AGE-SECRET-KEY-'))
  if (identity === undefined) throw new Error(`There is no identity in ${identityFile}.`)
  const { entries } = readManifest(await readFile(join(folder, MANIFEST_FILE)))
  const keyOf = new Map(
    entries.flatMap(({ body }) => (body.type === 'track:opened' ? [[body.track.trackId, body.keyNumber]] : [])),
  )
  const tracks: RecordedTrack[] = []
  for (const track of (await openRecord(folder, [identity])).tracks) {
    if (!isWanted(track.description)) continue
    const packets: ReceivedPacket[] = []
    for (const { index } of await track.segments()) packets.push(...(await track.readSegment(index)).packets)
    const { description } = track
    tracks.push({ description, keyNumber: keyOf.get(description.trackId) ?? 0, packets })
  }
  const notKept = entries.filter(({ body }) => body.type === 'packets:lost').length
  return { tracks, gaps: namedGaps(entries), notKept }
}

function namedGaps(entries: readonly ManifestEntry[]): NamedGap[] {
  return entries.flatMap(({ body }, at) => {
    if (body.type !== 'recording:interrupted') return []
    const next = entries.slice(at).find((entry) => entry.body.type === 'key:sealed')
    return [{ fromMs: body.lastMs, untilMs: next?.atMs ?? Number.POSITIVE_INFINITY }]
  })
}

export async function newestRecord(program: Program): Promise<RecordSummary> {
  const [record] = (await program.read('/api/v1/records', recordListSchema)).records
  if (record === undefined) throw new Error('There is a record.')
  return record
}

/** Where an installation keeps everything, and this record. */
export function foldersOf(
  installation: Installation,
  callId: string,
): { readonly data: string; readonly record: string } {
  const data = join(installation.folder, 'data')
  return { data, record: join(data, 'records', callId) }
}
