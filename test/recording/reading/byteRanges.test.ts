import { expect } from 'chai'
import fc from 'fast-check'
import { openReadableTrack, type ReadableTrack } from '../../../server/recording/reading/readableTrack.ts'
import { MemoryReadingCache } from '../../../server/recording/reading/readingCache.ts'
import { TrackScans } from '../../../server/recording/reading/trackScans.ts'
import { wholeOf } from './media.ts'
import { CALL_START_MS, CONSOLE_A, MemoryTrack, SyntheticConsole, SyntheticStream } from './synthetic.ts'

const CALL = { startedAtMs: CALL_START_MS, endedAtMs: CALL_START_MS + 120_000 }

async function rangeOf(readable: ReadableTrack, start: number, end: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of readable.stream(start, end)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

describe('byte ranges of a read track', () => {
  const console = new SyntheticConsole(CONSOLE_A, { offsetMs: 3000, driftPpm: 100 })
  let sound: MemoryTrack
  let picture: MemoryTrack

  before(() => {
    const speech = new SyntheticStream(console, {
      ssrc: 1,
      clockRate: 48_000,
      reports: { firstMs: 12_500, everyMs: 5000 },
    })
    for (let ms = 10_000; ms < 100_000; ms += 20) {
      if (ms < 40_000 || ms > 60_000) speech.frame(ms, [Uint8Array.from([0xfc, ms & 0xff, (ms >> 8) & 0xff])])
    }
    sound = new MemoryTrack(console, [speech])
    const camera = new SyntheticStream(console, {
      ssrc: 2,
      clockRate: 90_000,
      reports: { firstMs: 12_500, everyMs: 1000 },
    })
    for (let i = 0; i < 900; i++) {
      const head = i % 30 === 0 ? [0x10, 0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xb4, 0x00] : [0x10, 0x11, 0, 0]
      camera.frame(10_000 + i * 100, [
        Uint8Array.from([...head, ...Array<number>(900).fill(i & 0xff)]),
        Uint8Array.from([0, i & 0xff]),
      ])
    }
    picture = new MemoryTrack(console, [camera], { kind: 'camera' })
  })

  for (const kind of ['sound', 'picture'] as const) {
    it(`are slices of the whole, for every range of ${kind}`, async () => {
      const track = kind === 'sound' ? sound : picture
      const readable = await openReadableTrack(track, CALL, [sound, picture], new TrackScans())
      const whole = await wholeOf(readable)
      expect(whole.length).to.equal(readable.byteLength)
      const offsets = fc.nat({ max: readable.byteLength - 1 })
      const property = fc.asyncProperty(offsets, offsets, async (a, b) => {
        const [start, end] = a < b ? [a, b] : [b, a]
        expect((await rangeOf(readable, start, end)).equals(whole.subarray(start, end + 1))).to.equal(true)
      })
      await fc.assert(property, {
        numRuns: 60,
        examples: [
          [0, 0],
          [readable.byteLength - 1, readable.byteLength - 1],
        ],
      })
    })
  }

  it('are the same bytes under the same tag, whoever opens it and however often', async () => {
    const scans = new TrackScans()
    const [first, second] = await Promise.all([
      openReadableTrack(picture, CALL, [sound, picture], scans),
      openReadableTrack(picture, CALL, [picture, sound], new TrackScans()),
    ])
    const again = await openReadableTrack(picture, CALL, [sound], scans)
    const bytes = await wholeOf(first)
    for (const other of [second, again]) {
      expect(other.etag).to.equal(first.etag)
      expect((await wholeOf(other)).equals(bytes)).to.equal(true)
    }
    const running = await openReadableTrack(picture, { startedAtMs: CALL_START_MS }, [sound], scans)
    expect(running.etag).to.not.equal(first.etag)
  })

  it('touch only the segments that they need', async () => {
    const readable = await openReadableTrack(picture, CALL, [sound], new TrackScans())
    const count = (await picture.segments()).length
    expect(count).to.be.greaterThan(20)
    picture.read.length = 0
    const middle = Math.floor(readable.byteLength / 2)
    await rangeOf(readable, middle, middle + 2000)
    expect(new Set(picture.read).size).to.be.within(1, 3)
    picture.read.length = 0
    await rangeOf(readable, 0, 300)
    expect(picture.read).to.deep.equal([])
    await wholeOf(readable)
    expect(picture.read, 'each once, in order').to.deep.equal([...Array(count).keys()])
  })

  it('need no second pass over the track when it is opened again', async () => {
    const scans = new TrackScans(new MemoryReadingCache())
    await Promise.all([
      openReadableTrack(sound, CALL, [picture], scans),
      openReadableTrack(picture, CALL, [sound], scans),
    ])
    sound.read.length = 0
    picture.read.length = 0
    await openReadableTrack(sound, CALL, [picture], scans)
    expect([...sound.read, ...picture.read]).to.deep.equal([])
  })

  it('make a damaged note in the cache again', async () => {
    const cache = new MemoryReadingCache()
    const spoiled = {
      get: async () => Uint8Array.from([1, 2, 3]),
      put: (key: string, value: Uint8Array) => cache.put(key, value),
    }
    const readable = await openReadableTrack(sound, CALL, [], new TrackScans(spoiled))
    const fresh = await openReadableTrack(sound, CALL, [], new TrackScans())
    expect((await wholeOf(readable)).equals(await wholeOf(fresh))).to.equal(true)
  })

  it('that do not exist are refused at once', async () => {
    const readable = await openReadableTrack(sound, CALL, [], new TrackScans())
    for (const [start, end] of [
      [-1, 5],
      [5, 4],
      [0, readable.byteLength],
      [0.5, 4],
    ] as const) {
      expect(() => readable.stream(start, end)).to.throw(RangeError)
    }
  })

  it('of a call that still runs are of what there is so far', async () => {
    const readable = await openReadableTrack(sound, { startedAtMs: CALL_START_MS }, [], new TrackScans())
    expect(readable.durationMs).to.be.closeTo(100_000, 60)
    expect((await wholeOf(readable)).length).to.equal(readable.byteLength)
  })
})
