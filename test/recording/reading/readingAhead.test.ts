import { expect } from 'chai'
import fc from 'fast-check'
import { scanTrack } from '../../../server/recording/reading/trackScan.ts'
import { TrackScans } from '../../../server/recording/reading/trackScans.ts'
import type { SealedTrack, SegmentInfo } from '../../../server/recording/trackFile.ts'
import { CONSOLE_A, MemoryTrack, SyntheticConsole, SyntheticStream } from './synthetic.ts'

/** A track of which only so many segments have been written yet. */
class GrowingTrack implements SealedTrack {
  written = 0
  isClosed = false
  broken = false
  readonly #whole: MemoryTrack

  constructor(whole: MemoryTrack) {
    this.#whole = whole
  }

  get description() {
    return this.#whole.description
  }

  async segments(): Promise<readonly SegmentInfo[]> {
    return (await this.#whole.segments()).slice(0, this.written)
  }

  async readSegment(index: number) {
    if (this.broken) throw new Error('the disk does not answer')
    return await this.#whole.readSegment(index)
  }
}

describe('a track that is read ahead while it grows', () => {
  const console = new SyntheticConsole(CONSOLE_A, { offsetMs: -700, driftPpm: 40 })
  let whole: MemoryTrack
  let count: number

  before(async () => {
    const speech = new SyntheticStream(console, {
      ssrc: 5,
      clockRate: 48_000,
      reports: { firstMs: 500, everyMs: 2000 },
    })
    for (let ms = 0; ms < 60_000; ms += 20) speech.frame(ms, [Uint8Array.from([0xfc, ms & 0xff])], 40)
    // Some come late, over the border of a segment, and some never.
    const made = speech.packets.splice(0).filter((_packet, at) => at % 97 !== 5)
    for (const [at, packet] of made.entries()) {
      speech.packets.push(at % 61 === 7 ? { ...packet, arrivalMs: packet.arrivalMs + 1500 } : packet)
    }
    whole = new MemoryTrack(console, [speech], { marks: [{ type: 'muted', atMs: speech.packets[40]?.arrivalMs ?? 0 }] })
    count = (await whole.segments()).length
  })

  it('is scanned as if it had been read at once when it is over, whenever it was looked at, each segment once', async () => {
    expect(count).to.be.greaterThan(10)
    const expected = await scanTrack(whole, await whole.segments())
    const looks = fc.array(fc.record({ grownBy: fc.nat({ max: 4 }), atOnce: fc.boolean() }), { maxLength: 12 })
    const property = fc.asyncProperty(looks, fc.boolean(), async (steps, isLookedAt) => {
      const scans = new TrackScans()
      const track = new GrowingTrack(whole)
      const running: Promise<unknown>[] = []
      whole.read.length = 0
      for (const { grownBy, atOnce } of steps) {
        track.written = Math.min(count, track.written + grownBy)
        const looking = scans.readAhead(track)
        if (atOnce) running.push(looking)
        else await looking
      }
      track.written = count
      track.isClosed = true
      if (isLookedAt) running.push(scans.of(track, await track.segments()))
      await Promise.all([...running, scans.readAhead(track)])
      expect(whole.read).to.deep.equal([...Array(count).keys()])
      expect(await scans.of(track, await track.segments())).to.deep.equal(expected)
      expect(whole.read).to.have.length(count)
    })
    await fc.assert(property, { numRuns: 40 })
  })

  it('can be looked at in between, and is read on from where it was', async () => {
    const scans = new TrackScans()
    const track = new GrowingTrack(whole)
    track.written = 6
    await scans.readAhead(track)
    const sofar = await track.segments()
    expect(await scans.of(track, sofar)).to.deep.equal(await scanTrack(whole, sofar))
    whole.read.length = 0
    track.written = count
    track.isClosed = true
    await scans.readAhead(track)
    expect(whole.read, 'the last one was growing').to.deep.equal([...Array(count).keys()].slice(5))
  })

  it('is read from its beginning after a look that failed', async () => {
    const scans = new TrackScans()
    const track = new GrowingTrack(whole)
    track.written = 6
    await scans.readAhead(track)
    track.written = 9
    track.broken = true
    const failed = await scans.readAhead(track).catch((error: unknown) => error)
    expect(failed).to.have.property('message', 'the disk does not answer')
    track.broken = false
    track.written = count
    track.isClosed = true
    await scans.readAhead(track)
    const segments = await track.segments()
    expect(await scans.of(track, segments)).to.deep.equal(await scanTrack(whole, segments))
  })
})
