import { expect } from 'chai'
import { fitConsoleClock } from '../../../server/recording/reading/consoleClock.ts'
import { splitAtJumps } from '../../../server/recording/reading/streamPieces.ts'
import { frameTimes } from '../../../server/recording/reading/trackClock.ts'
import { scanTrack } from '../../../server/recording/reading/trackScan.ts'
import {
  CALL_START_MS,
  CONSOLE_A,
  CONSOLE_B,
  GOOD_PATH,
  MemoryTrack,
  SyntheticConsole,
  SyntheticStream,
  type ConsoleOptions,
  type StreamOptions,
} from './synthetic.ts'

const OPUS_20_MS = Uint8Array.from([0xfc, 1, 2, 3])
const VP8_KEY = Uint8Array.from([0x10, 0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xb4, 0x00])
const MINUTE_MS = 60_000

function microphone(
  console: SyntheticConsole,
  minutes: number,
  options: Partial<StreamOptions>,
  fromMs = 0,
): MemoryTrack {
  const stream = new SyntheticStream(console, { ssrc: 1111, clockRate: 48_000, ...options })
  for (let ms = fromMs; ms < minutes * MINUTE_MS; ms += 20) stream.frame(ms, [OPUS_20_MS])
  return new MemoryTrack(console, [stream])
}

function camera(console: SyntheticConsole, minutes: number, layers: readonly Partial<StreamOptions>[]): MemoryTrack {
  const streams = layers.map((options, i) => {
    const firstTimestamp = 1000 + i * 777_777_777
    const base = { ssrc: 2000 + i, clockRate: 90_000, firstTimestamp, encodeMs: 12 + 8 * i }
    return new SyntheticStream(console, { ...base, ...options })
  })
  for (let ms = 7; ms < minutes * MINUTE_MS; ms += 100) for (const stream of streams) stream.frame(ms, [VP8_KEY])
  return new MemoryTrack(console, streams, { kind: 'camera' })
}

/** Per minute of the call the worst error of a track's frames against the truth, in milliseconds. */
async function errorsByMinute(track: MemoryTrack, siblings: readonly MemoryTrack[]): Promise<number[]> {
  const scanned = async (one: MemoryTrack) => ({ track: one, scan: await scanTrack(one, await one.segments()) })
  const wanted = await scanned(track)
  const others = await Promise.all(siblings.map(scanned))
  const times = frameTimes([wanted, ...others])
  const worst: number[] = []
  const { frames, streams } = wanted.scan
  expect(times.length).to.be.greaterThan(10)
  for (const [row, timeMs] of times.entries()) {
    const truthMs = track.capturedMs(streams[frames.stream[row] ?? 0]?.ssrc ?? 0, frames.ticks[row] ?? 0)
    const minute = Math.floor(truthMs / MINUTE_MS)
    const errorMs = timeMs - CALL_START_MS - truthMs
    if (Math.abs(errorMs) > Math.abs(worst[minute] ?? 0)) worst[minute] = errorMs
  }
  return worst
}

async function expectWithin40Ms(track: MemoryTrack, siblings: readonly MemoryTrack[] = []): Promise<number[]> {
  const errors = await errorsByMinute(track, siblings)
  for (const [minute, errorMs] of errors.entries()) {
    expect(errorMs, `error in minute ${minute} (${errors.map((e) => e.toFixed(0)).join(' ')})`).to.be.within(-40, 40)
  }
  return errors
}

const CONSOLES: readonly (ConsoleOptions & { readonly id: string })[] = [
  { id: CONSOLE_A, offsetMs: 3000, driftPpm: 100 },
  { id: CONSOLE_B, offsetMs: -3000, driftPpm: -100 },
]

describe('the one clock', function () {
  this.timeout(60_000)

  for (const { id, ...options } of CONSOLES) {
    describe(`a console ${options.offsetMs} ms off that drifts by ${options.driftPpm} ppm`, () => {
      const console = new SyntheticConsole(id, options)

      it('comes out right in every minute of an hour, with reports that begin late and come late', async () => {
        const lateReports = { firstMs: 2500, everyMs: 5000, lateMs: 900 }
        const sound = microphone(console, 60, { reports: lateReports })
        const picture = camera(console, 60, [
          { reports: { firstMs: 6000, everyMs: 1000, lateMs: 400 } },
          { reports: { firstMs: 9000, everyMs: 1000 } },
          {},
        ])
        expect(await expectWithin40Ms(sound, [picture])).to.have.length(60)
        expect(await expectWithin40Ms(picture, [sound])).to.have.length(60)
      })

      it('comes out right without any report', async () => {
        await expectWithin40Ms(microphone(console, 20, {}))
      })

      it('is not moved by minutes of congestion', async () => {
        const bursts = [{ fromMs: 6 * MINUTE_MS, toMs: 9 * MINUTE_MS, byMs: 250 }]
        const path = { ...GOOD_PATH, bursts }
        await expectWithin40Ms(microphone(console, 15, { path, reports: { firstMs: 2500, everyMs: 5000 } }))
        await expectWithin40Ms(microphone(console, 15, { path }))
      })

      it('goes on when reports stop', async () => {
        const track = new SyntheticStream(console, {
          ssrc: 5,
          clockRate: 48_000,
          reports: { firstMs: 2500, everyMs: 5000 },
        })
        for (let ms = 0; ms < 40 * MINUTE_MS; ms += 20) track.frame(ms, [OPUS_20_MS])
        track.reports.splice(4)
        await expectWithin40Ms(new MemoryTrack(console, [track]))
      })

      it('is heard with one report only', async () => {
        await expectWithin40Ms(microphone(console, 2, { reports: { firstMs: 70_000, everyMs: 1e9 } }))
      })
    })
  }

  it('agrees between the tracks of one console to a fraction of the frame', async () => {
    const console = new SyntheticConsole(CONSOLE_A, { offsetMs: 3000, driftPpm: 100 })
    const sound = microphone(console, 5, { reports: { firstMs: 2500, everyMs: 5000 } })
    const picture = camera(console, 5, [
      { encodeMs: 60, reports: { firstMs: 4000, everyMs: 1000 } },
      { encodeMs: 80, reports: { firstMs: 4000, everyMs: 1000 } },
    ])
    const ofSound = await errorsByMinute(sound, [picture])
    const ofPicture = await errorsByMinute(picture, [sound])
    for (const [minute, errorMs] of ofSound.entries()) expect(ofPicture[minute]).to.be.closeTo(errorMs, 10)
  })

  for (const byMs of [2000, -2000, 120, -120]) {
    it(`follows a console whose clock is set by ${byMs} ms in the call`, async () => {
      const step = { atMs: 4 * MINUTE_MS + 1234, byMs }
      const console = new SyntheticConsole(CONSOLE_A, { offsetMs: -3000, driftPpm: 80, step })
      const sound = microphone(console, 10, { reports: { firstMs: 2500, everyMs: 5000 } })
      const picture = camera(console, 10, [{ reports: { firstMs: 4000, everyMs: 1000 } }])
      await expectWithin40Ms(sound, [picture])
      await expectWithin40Ms(picture, [sound])
    })
  }

  for (const forMs of [180, 1500, 45_000]) {
    it(`follows a device whose RTP time stood still for ${forMs} ms`, async () => {
      const console = new SyntheticConsole(CONSOLE_A, { offsetMs: 3000, driftPpm: -100 })
      const frozen = { atMs: 5 * MINUTE_MS, forMs }
      const stream = new SyntheticStream(console, {
        ssrc: 7,
        clockRate: 48_000,
        frozen,
        reports: { firstMs: 2500, everyMs: 5000 },
      })
      for (let ms = 0; ms < 10 * MINUTE_MS; ms += 20) {
        if (ms < frozen.atMs || ms >= frozen.atMs + forMs) stream.frame(ms, [OPUS_20_MS])
      }
      await expectWithin40Ms(new MemoryTrack(console, [stream]))
    })
  }

  it('follows a device whose RTP time stood still for three seconds, without reports', async () => {
    const console = new SyntheticConsole(CONSOLE_A, { offsetMs: 0, driftPpm: 50 })
    const frozen = { atMs: MINUTE_MS, forMs: 3000 }
    const stream = new SyntheticStream(console, { ssrc: 7, clockRate: 48_000, frozen })
    for (let ms = 0; ms < 3 * MINUTE_MS; ms += 20) {
      if (ms < frozen.atMs || ms >= frozen.atMs + frozen.forMs) stream.frame(ms, [OPUS_20_MS])
    }
    await expectWithin40Ms(new MemoryTrack(console, [stream]))
  })

  const HALF_A_DAY_MS = 12 * 60 * MINUTE_MS
  for (const [strayMs, strays] of [
    [MINUTE_MS, 1],
    [-MINUTE_MS, 1],
    [HALF_A_DAY_MS, 1],
    [-HALF_A_DAY_MS, 1],
    [2900, 1],
    [MINUTE_MS, 3],
  ] as const) {
    for (const reports of [{ firstMs: 2500, everyMs: 5000 }, undefined]) {
      const told = `${reports === undefined ? 'without' : 'with'} reports`
      it(`is not moved by ${strays} packets whose RTP time is ${strayMs} ms off, ${told}`, async () => {
        const console = new SyntheticConsole(CONSOLE_A, { offsetMs: 3000, driftPpm: 50 })
        const stream = new SyntheticStream(console, { ssrc: 7, clockRate: 48_000, ...(reports && { reports }) })
        for (let ms = 0; ms < MINUTE_MS; ms += 20) stream.frame(ms, [OPUS_20_MS])
        const wrong = stream.packets.slice(1500, 1500 + strays)
        for (const { rtp } of wrong) {
          const view = new DataView(rtp.buffer, rtp.byteOffset)
          view.setUint32(4, (view.getUint32(4) + strayMs * 48) % 2 ** 32)
        }
        const track = new MemoryTrack(console, [stream])
        const scan = await scanTrack(track, await track.segments())
        const times = frameTimes([{ track, scan }])
        const errors = [...times].map(
          (ms, row) => ms - CALL_START_MS - track.capturedMs(7, scan.frames.ticks[row] ?? 0),
        )
        const honest = errors.filter((errorMs) => Math.abs(errorMs) <= 40)
        // The stray ones are at a time that no frame was captured at, or at that of another.
        expect(honest).to.have.length(3000 - strays)
      })
    }
  }

  it('reads a stream whose RTP time jumps at every packet by the arrival of its packets', () => {
    const length = 40_000
    const arrivalMs = Float64Array.from({ length }, (_, i) => i * 2)
    const rtpMs = Float64Array.from({ length }, (_, i) => i * 2 - i * 900)
    const reports = Array.from({ length: 20 }, (_, i) => ({ ntpMs: i * 4000, rtpMs: i * 4000, arrivalMs: i * 4000 }))
    for (const stream of [
      { rtpMs, arrivalMs, reports: [] },
      { rtpMs: rtpMs.map((ms, i) => (i % 2 === 0 ? ms : -ms)), arrivalMs, reports },
    ]) {
      const [times] = fitConsoleClock([stream])
      expect(times).to.have.length(length)
      expect(times?.every((ms, i) => Math.abs(ms - i * 2) <= 30_000)).to.equal(true)
    }
    expect(splitAtJumps({ rtpMs, arrivalMs, reports: [] })).to.equal(undefined)
  })

  it('follows a reconnect: a new SSRC, and a restart under the same one', async () => {
    const console = new SyntheticConsole(CONSOLE_B, { offsetMs: -3000, driftPpm: 100 })
    const reports = { firstMs: 2500, everyMs: 5000 }
    const parts = [
      { ssrc: 11, from: 0, firstTimestamp: 5 },
      { ssrc: 12, from: 61_000, firstTimestamp: 3_000_000_000 },
      { ssrc: 12, from: 130_000, firstTimestamp: 77 },
    ]
    const streams = parts.map(({ ssrc, from, firstTimestamp }, i) => {
      const firstSequence = i * 20_000
      const firstMs = from + reports.firstMs
      const options = { ssrc, clockRate: 48_000, firstTimestamp, firstSequence, reports: { ...reports, firstMs } }
      const stream = new SyntheticStream(console, options)
      for (let ms = from; ms < (parts[i + 1]?.from ?? 190_000) - 900; ms += 20) stream.frame(ms, [OPUS_20_MS])
      return stream
    })
    await expectWithin40Ms(new MemoryTrack(console, streams))
  })

  it('gives the same answer whichever track of a console is asked first', async () => {
    const console = new SyntheticConsole(CONSOLE_A, { offsetMs: 3000, driftPpm: 100 })
    const sound = microphone(console, 2, { reports: { firstMs: 2500, everyMs: 5000 } })
    const picture = camera(console, 2, [{ reports: { firstMs: 4000, everyMs: 1000 } }])
    const screen = camera(console, 2, [{ ssrc: 3000, reports: { firstMs: 8000, everyMs: 1000 } }])
    const once = await errorsByMinute(sound, [picture, screen])
    expect(await errorsByMinute(sound, [screen, picture])).to.deep.equal(once)
  })
})
