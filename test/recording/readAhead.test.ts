import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { GrowingRecords } from '../../server/recording/growingRecords.ts'
import { openRecord } from '../../server/recording/openRecord.ts'
import { ReadAhead } from '../../server/recording/readAhead.ts'
import { MemoryReadingCache } from '../../server/recording/reading/readingCache.ts'
import { scanTrack } from '../../server/recording/reading/trackScan.ts'
import { TrackScans } from '../../server/recording/reading/trackScans.ts'
import type { SealedTrack } from '../../server/recording/trackFile.ts'
import type { TrackWriter } from '../../server/recording/trackWriter.ts'
import { until } from '../facts/until.ts'
import { identities, inFolder, makeCall, makePacket, makeRecorder, makeTrack } from './synthetic.ts'

const SEGMENT_MS = 10_000

/** Keeps of every look how far it went. */
class WatchedScans extends TrackScans {
  readonly looks: [trackId: string, segments: number][] = []

  override async readAhead(track: SealedTrack): Promise<boolean> {
    this.looks.push([track.description.trackId, (await track.segments()).length])
    return await super.readAhead(track)
  }
}

class KeptScans extends MemoryReadingCache {
  puts = 0

  override async put(key: string, value: Uint8Array): Promise<void> {
    this.puts++
    await super.put(key, value)
  }
}

describe('the record of a call that is up', () => {
  /** A call of as many segments as are wanted, by a clock that does not wait. */
  const inCall = (
    test: (on: {
      readonly folder: string
      readonly callId: string
      readonly open: () => TrackWriter
      readonly speak: (...tracks: TrackWriter[]) => Promise<void>
      readonly end: () => Promise<unknown>
      readonly ahead: ReadAhead
      readonly growing: Set<string>
      readonly scans: WatchedScans
      readonly cache: KeptScans
      readonly warnings: object[]
    }) => Promise<void>,
  ) =>
    inFolder(async (dataDir) => {
      let nowMs = 1_795_000_000_000
      const { recorder, folderOf } = await makeRecorder(dataDir, { clock: () => nowMs })
      const call = makeCall()
      const recording = await recorder.start(call)
      const folder = folderOf(call.callId)
      const cache = new KeptScans()
      const scans = new WatchedScans(cache)
      const warnings: object[] = []
      const growing = new Set([call.callId])
      const ahead = new ReadAhead({
        growing: () => [...growing],
        records: new GrowingRecords({ folderOf, identities: () => identities }),
        scans,
        log: { warn: (bindings) => warnings.push(bindings) },
      })
      let sequence = 0
      try {
        await test({
          ...{ folder, callId: call.callId, ahead, growing, scans, cache, warnings },
          open: () => recording.openTrack({ ...makeTrack(call), startedAtMs: nowMs }),
          async speak(...tracks) {
            const fromMs = nowMs
            for (const track of tracks) {
              for (let ms = 0; ms < SEGMENT_MS; ms += 100) track.packet(makePacket(sequence++), fromMs + ms)
            }
            nowMs = fromMs + SEGMENT_MS
            const closed = async () => (await readdir(folder)).length
            const before = await closed()
            for (const track of tracks) track.tick(nowMs)
            for (const track of tracks) track.packet(makePacket(sequence++), nowMs)
            nowMs += 100
            for (const track of tracks) track.tick(nowMs)
            await until('the next segments are on the disk', async () => (await closed()) >= before + tracks.length)
          },
          end: async () => await recording.close(),
        })
      } finally {
        await ahead.close()
        await recorder.close()
      }
    })

  it('is read ahead as it grows, also tracks that begin later, so that little is left when it has ended', () =>
    inCall(async ({ folder, callId, open, speak, end, ahead, growing, scans, cache, warnings }) => {
      const first = open()
      await speak(first)
      await speak(first)
      await ahead.look()
      const second = open()
      await speak(first, second)
      await ahead.look()
      expect(cache.puts, 'none of them is over').to.equal(0)
      await end()
      growing.clear()
      await ahead.conclude(callId)
      expect(cache.puts).to.equal(2)
      const ids = [first, second].map(({ description }) => description.trackId)
      expect(scans.looks.map(([trackId]) => trackId)).to.deep.equal([ids[0], ...ids, ...ids])
      for (const track of (await openRecord(folder, identities)).tracks) {
        const segments = await track.segments()
        expect(segments.length).to.be.greaterThan(1)
        expect(await scans.of(track, segments)).to.deep.equal(await scanTrack(track, segments))
      }
      expect(cache.puts, 'both had been read').to.equal(2)
      expect(warnings).to.deep.equal([])
    }))

  it('is not looked at again where a track has ended and was read', () =>
    inCall(async ({ open, speak, ahead, scans, cache }) => {
      const [first, second] = [open(), open()]
      await speak(first, second)
      first.close()
      await first.ended
      await until('its end is in the manifest', async () => {
        await ahead.look()
        return cache.puts === 1
      })
      scans.looks.length = 0
      await ahead.look()
      expect(scans.looks.map(([trackId]) => trackId)).to.deep.equal([second.description.trackId])
    }))

  it('is kept for who concludes it, also when a look comes in between that finds it closed', () =>
    inCall(async ({ callId, open, speak, end, ahead, growing, scans }) => {
      const track = open()
      await speak(track)
      await speak(track)
      await ahead.look()
      await end()
      const forgotten: string[] = []
      const forget = scans.forget.bind(scans)
      scans.forget = (trackId) => {
        forgotten.push(`after ${scans.looks.length} looks`)
        forget(trackId)
      }
      scans.looks.length = 0
      // A look waits for its turn behind the conclusion of another call, and this one is closed meanwhile.
      const other = ahead.conclude('another call')
      const look = ahead.look()
      growing.clear()
      await Promise.all([other, look, ahead.conclude(callId)])
      expect(forgotten).to.deep.equal(['after 1 looks'])
    }))

  it('is warned of once where it cannot be read, and is read as soon as it can be', () =>
    inCall(async ({ folder, callId, open, speak, end, ahead, cache, warnings }) => {
      const track = open()
      await speak(track)
      await speak(track)
      const [name = ''] = (await readdir(folder)).filter((file) => file.startsWith('track-')).sort()
      const broken = join(folder, name)
      const sound = await readFile(broken)
      await writeFile(broken, sound.subarray(0, 200))
      await ahead.look()
      await ahead.look()
      expect(warnings).to.have.length(1)
      expect(warnings[0]).to.include({ callId, trackId: track.description.trackId })
      await writeFile(broken, sound)
      await end()
      await ahead.conclude(callId)
      expect(warnings).to.have.length(1)
      expect(cache.puts).to.equal(1)
    }))
})
