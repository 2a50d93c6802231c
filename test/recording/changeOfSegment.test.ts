import { randomBytes } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { Disk } from '../../server/recording/disk.ts'
import { FolderNames } from '../../server/recording/folderNames.ts'
import { ManifestFile } from '../../server/recording/manifestFile.ts'
import { trackSegmentFile } from '../../server/recording/recordFiles.ts'
import { TrackWriter } from '../../server/recording/trackWriter.ts'
import { Troubles } from '../../server/recording/trouble.ts'
import { until } from '../facts/until.ts'
import { inFolder, makeCall, makePacket, makeTrack, PLACED_AT_MS, signingKey } from './synthetic.ts'

const STEP_MS = 80
/** Of a segment, before the batch that fills it. */
const NEARLY_FULL_MS = 9_920

/** A disk that does what it is asked while it is slow only when it gives in. */
class SlowDisk extends Disk {
  readonly #givesIn = Promise.withResolvers<void>()
  #isSlow = false

  whileSlow(work: () => void): void {
    this.#isSlow = true
    work()
    this.#isSlow = false
  }

  giveIn(): void {
    this.#givesIn.resolve()
  }

  override turn<T>(operation: () => Promise<T>): Promise<T> {
    const slow = this.#isSlow ? this.#givesIn.promise : undefined
    return super.turn(async () => {
      await slow
      return await operation()
    })
  }
}

/** A track on a clock that the test moves. */
class Bench {
  readonly track: TrackWriter
  readonly disk = new SlowDisk()
  readonly startedAtMs = PLACED_AT_MS
  readonly #manifest: ManifestFile
  readonly #segment: (index: number) => string
  #nowMs = PLACED_AT_MS
  #packets = 0

  constructor(folder: string) {
    const call = makeCall()
    const { callId } = call
    const description = { ...makeTrack(call), startedAtMs: this.startedAtMs }
    this.#segment = (index) => join(folder, trackSegmentFile(description.trackId, index))
    const troubles = new Troubles(callId, () => undefined)
    const about = { folder, callId, disk: this.disk, clock: () => this.#nowMs }
    const untold = { onFailing: () => undefined, onMended: () => undefined }
    this.#manifest = new ManifestFile({ ...about, signingKey, ...untold }, undefined)
    this.#manifest.append({ type: 'track:opened', keyNumber: 1, track: description })
    const sealing = { keyNumber: 1, callKey: randomBytes(32), names: new FolderNames(folder) }
    this.track = new TrackWriter({ ...about, ...sealing, description, manifest: this.#manifest, troubles })
  }

  get nowMs(): number {
    return this.#nowMs
  }

  /** Somebody speaks for so long. */
  speak(forMs = STEP_MS): void {
    for (const untilMs = this.#nowMs + forMs; this.#nowMs < untilMs;) {
      this.#nowMs += STEP_MS
      this.track.packet(makePacket(this.#packets++), this.#nowMs)
      this.track.tick(this.#nowMs)
    }
  }

  /** A file of somebody else in its place: a segment is written to no file that is there and not empty. */
  async refuse(index: number): Promise<void> {
    await writeFile(this.#segment(index), 'something else')
  }

  async take(index: number): Promise<void> {
    await rm(this.#segment(index))
  }

  /** The numbers of those that the manifest names. */
  get named(): number[] {
    return [...this.#manifest.state.tracks.values()].flatMap(({ segments }) => segments.map(({ index }) => index))
  }

  async isOnDisk(index: number): Promise<void> {
    const name = this.#segment(index)
    await until(`something of segment ${index} is on the disk`, () =>
      this.track.safeTails.some(({ file }) => name.endsWith(file)),
    )
  }

  async isSafeUpTo(atMs: number): Promise<void> {
    await until('it is safe up to there', () => this.track.safeUpToMs === atMs)
  }

  async close(): Promise<void> {
    this.disk.giveIn()
    await Promise.all([this.track.abandon(), this.#manifest.abandon()])
    this.disk.close()
  }
}

const withBench = (test: (bench: Bench) => Promise<void>): Promise<void> =>
  inFolder(async (folder) => {
    const bench = new Bench(folder)
    try {
      await test(bench)
    } finally {
      await bench.close()
    }
  })

describe('what is safe of a track at a change of segment', () => {
  it('ends before a segment that the disk refuses, though the next one is on the disk', () =>
    withBench(async (bench) => {
      await bench.refuse(0)
      bench.speak(11_000)
      await bench.isOnDisk(1)
      expect(bench.track.safeUpToMs).to.equal(bench.startedAtMs)
      await bench.take(0)
      await bench.isSafeUpTo(bench.nowMs)
    }))

  it('ends before the last batch of a segment that is slow, though the next one is on the disk', () =>
    withBench(async (bench) => {
      bench.speak(NEARLY_FULL_MS)
      const beforeMs = bench.nowMs
      await bench.isSafeUpTo(beforeMs)
      bench.disk.whileSlow(() => bench.speak())
      bench.speak()
      await bench.isOnDisk(1)
      expect(bench.track.safeUpToMs).to.equal(beforeMs)
      bench.disk.giveIn()
      await bench.isSafeUpTo(bench.nowMs)
    }))

  it('ends with a segment that is on the disk when the next one is refused', () =>
    withBench(async (bench) => {
      await bench.refuse(1)
      bench.speak(NEARLY_FULL_MS + STEP_MS)
      const fullMs = bench.nowMs
      bench.speak(1_000)
      await bench.isSafeUpTo(fullMs)
      await bench.disk.sync()
      expect(bench.track.safeUpToMs).to.equal(fullMs)
      await bench.take(1)
      await bench.isSafeUpTo(bench.nowMs)
    }))

  it('is named by the manifest in the order of the segments', () =>
    withBench(async (bench) => {
      await bench.refuse(0)
      bench.speak(21_000)
      await bench.isOnDisk(1)
      await bench.isOnDisk(2)
      await bench.disk.sync()
      expect(bench.named).to.deep.equal([])
      await bench.take(0)
      await bench.isSafeUpTo(bench.nowMs)
      await until('both that are full are named', () => bench.named.length === 2)
      expect(bench.named).to.deep.equal([0, 1])
    }))

  it('never goes back, in whichever order the disk takes the two', () =>
    withBench(async (bench) => {
      bench.speak(NEARLY_FULL_MS)
      bench.disk.whileSlow(() => bench.speak())
      bench.speak()
      await bench.isOnDisk(1)
      bench.disk.giveIn()
      let highestMs = 0
      await until('all of it is on the disk', () => {
        const { safeUpToMs } = bench.track
        expect(safeUpToMs).to.be.at.least(highestMs)
        highestMs = safeUpToMs
        return safeUpToMs === bench.nowMs
      })
      await bench.isOnDisk(1)
    }))
})
