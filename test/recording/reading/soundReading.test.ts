import { expect } from 'chai'
import { openReadableTrack } from '../../../server/recording/reading/readableTrack.ts'
import { TrackScans } from '../../../server/recording/reading/trackScans.ts'
import type { TrackMark } from '../../../server/recording/trackFile.ts'
import { decodeSound, ffmpeg, onsets, toneBursts, wholeOf } from './media.ts'
import {
  CALL_START_MS,
  CONSOLE_A,
  MemoryTrack,
  SyntheticConsole,
  SyntheticStream,
  type TrackOptions,
} from './synthetic.ts'

const CALL = { startedAtMs: CALL_START_MS, endedAtMs: CALL_START_MS + 40_000 }
const REPORTS = { firstMs: 2500, everyMs: 5000 }

interface Spoken {
  readonly fromMs: number
  readonly toMs: number
  readonly isSent?: (packet: number) => boolean
  readonly marks?: readonly TrackMark[]
  readonly driftPpm?: number
  readonly levels?: boolean
}

describe('sound read from a record', function () {
  this.timeout(30_000)
  let packets: Uint8Array[]

  before(async () => {
    packets = await toneBursts(880, 40)
  })

  /** Somebody whose tone sounds at every full second of call time while their track is up. */
  function speaker({
    fromMs,
    toMs,
    isSent = () => true,
    marks = [],
    driftPpm = 60,
    levels = false,
  }: Spoken): MemoryTrack {
    const console = new SyntheticConsole(CONSOLE_A, { offsetMs: 3000, driftPpm })
    const reports = { ...REPORTS, firstMs: fromMs + REPORTS.firstMs }
    const stream = new SyntheticStream(console, { ssrc: 99, clockRate: 48_000, reports })
    for (let packet = Math.ceil(fromMs / 20); packet * 20 < toMs; packet++) {
      const loud = (packet * 20) % 1000 < 200
      if (isSent(packet))
        stream.frame(packet * 20, [packets[packet] ?? new Uint8Array()], levels ? (loud ? 20 : 90) : undefined)
    }
    const options: TrackOptions = { marks, ...(levels ? { audioLevelId: 10 } : {}) }
    return new MemoryTrack(console, [stream], options)
  }

  const open = (track: MemoryTrack) => openReadableTrack(track, CALL, [], new TrackScans())

  function expectOnsets(found: readonly number[], seconds: readonly number[]): void {
    expect(found, found.join(' ')).to.have.length(seconds.length)
    for (const [i, second] of seconds.entries()) expect(found[i]).to.be.closeTo(second * 1000, 40)
  }

  const seconds = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

  it('has every tone at its time, and the length of the call, for a decoder that knows no times', async () => {
    const readable = await open(speaker({ fromMs: 0, toMs: 40_000 }))
    const webm = await wholeOf(readable)
    const { output, complaints } = await decodeSound(webm)
    expect(complaints).to.equal('')
    expectOnsets(onsets(output), seconds(0, 40))
    expect(output.length / 2 / 48).to.be.closeTo(40_000, 30)
    expect(readable.durationMs).to.equal(40_000)
    expect(readable.mimeType).to.equal('audio/webm; codecs=opus')
    expect(webm.length).to.equal(readable.byteLength)
    const probed = await ffmpeg(
      ['-show_entries', 'format=duration,start_time', '-of', 'csv=p=0', 'pipe:0'],
      webm,
      'ffprobe',
    )
    expect(probed.output.toString().trim().split(',').map(Number)).to.deep.equal([0, 40])
  })

  it('keeps the time of who joins late and leaves early, and says so', async () => {
    const closed: TrackMark = { type: 'closed', atMs: CALL_START_MS + 30_300 }
    const readable = await open(speaker({ fromMs: 12_300, toMs: 30_300, marks: [closed] }))
    const { output, complaints } = await decodeSound(await wholeOf(readable))
    expect(complaints).to.equal('')
    expectOnsets(onsets(output), seconds(13, 31))
    expect(output.length / 2 / 48).to.be.closeTo(40_000, 30)
    const gaps = readable.gaps()
    expect(gaps.map(({ reason }) => reason)).to.deep.equal(['notStarted', 'closed'])
    expect(gaps[0]?.toMs).to.be.closeTo(12_300, 40)
    expect(gaps[1]?.fromMs).to.be.closeTo(30_300, 40)
  })

  it('keeps the time behind a mute and behind a loss, and tells the two apart', async () => {
    const muted = (packet: number) => packet >= 500 && packet < 850
    const marks: TrackMark[] = [
      { type: 'muted', atMs: CALL_START_MS + 10_020 },
      { type: 'unmuted', atMs: CALL_START_MS + 16_950 },
    ]
    const track = speaker({ fromMs: 0, toMs: 40_000, isSent: (packet) => !muted(packet), marks })
    // Three seconds are lost on the way: their packets were sent, so their numbers are missing.
    const stream = track.streams[0]
    if (stream === undefined) throw new Error('no stream')
    const lossy = withoutCaptured(stream, (ms) => ms >= 25_000 && ms < 28_000)
    const readable = await open(
      new MemoryTrack(new SyntheticConsole(CONSOLE_A, { offsetMs: 0, driftPpm: 0 }), [lossy], { marks }),
    )
    const { output, complaints } = await decodeSound(await wholeOf(readable))
    expect(complaints).to.equal('')
    expectOnsets(onsets(output), [...seconds(0, 10), ...seconds(17, 25), ...seconds(28, 40)])
    const [mute, loss, ...more] = readable.gaps()
    expect(more).to.deep.equal([])
    expect(mute).to.include({ reason: 'muted' })
    expect(mute?.fromMs).to.be.closeTo(10_000, 40)
    expect(mute?.toMs).to.be.closeTo(17_000, 40)
    expect(loss).to.include({ reason: 'lost', packets: 150 })
    expect(loss?.fromMs).to.be.closeTo(25_000, 40)
    expect(loss?.toMs).to.be.closeTo(28_000, 40)
  })

  it('names what the recorder could not keep and when the console was away', async () => {
    const stretch = (packet: number, from: number, to: number) => packet >= from * 50 && packet < to * 50
    const marks: TrackMark[] = [
      {
        type: 'gap',
        atMs: CALL_START_MS + 9000,
        fromMs: CALL_START_MS + 8000,
        untilMs: CALL_START_MS + 9000,
        packets: 50,
      },
      { type: 'away', atMs: CALL_START_MS + 23_000 },
      { type: 'back', atMs: CALL_START_MS + 25_000 },
    ]
    const isSent = (packet: number) =>
      ![
        [8, 9],
        [20, 25],
        [30, 31],
      ].some(([from = 0, to = 0]) => stretch(packet, from, to))
    const readable = await open(speaker({ fromMs: 0, toMs: 40_000, isSent, marks }))
    const gaps = readable.gaps()
    expect(gaps.map(({ reason }) => reason)).to.deep.equal(['notKept', 'unexplained', 'away', 'unexplained'])
    expect(gaps[0]).to.include({ packets: 50 })
    // What was there before the mark is not explained by it.
    for (const [i, [from, to]] of (
      [
        [8, 9],
        [20, 23],
        [23, 25],
        [30, 31],
      ] as const
    ).entries()) {
      expect(gaps[i]?.fromMs).to.be.closeTo(from * 1000, 40)
      expect(gaps[i]?.toMs).to.be.closeTo(to * 1000, 40)
    }
  })

  it('puts reordered packets in order and hears a packet that came twice once', async () => {
    const plain = speaker({ fromMs: 0, toMs: 20_000 })
    const shuffled = speaker({ fromMs: 0, toMs: 20_000 })
    const list = shuffled.streams[0]?.packets ?? []
    for (const [i, packet] of list.entries()) {
      // Every 7th is overtaken by the two behind it; every 11th comes again, every 50th half a second late.
      if (i % 7 === 3) list[i] = { ...packet, arrivalMs: packet.arrivalMs + 45 }
      if (i % 50 === 20) list[i] = { ...packet, arrivalMs: packet.arrivalMs + 500 }
    }
    for (const [i, packet] of list.slice().entries()) {
      if (i % 11 === 0) list.push({ ...packet, arrivalMs: packet.arrivalMs + 180 })
    }
    const console = new SyntheticConsole(CONSOLE_A, { offsetMs: 0, driftPpm: 0 })
    const readable = await open(new MemoryTrack(console, shuffled.streams))
    const [first, second] = await Promise.all([open(plain).then(wholeOf), wholeOf(readable)])
    const sound = await Promise.all([decodeSound(first), decodeSound(second)])
    expect(sound[1]?.complaints).to.equal('')
    expect(sound[1]?.output.equals(sound[0]?.output ?? Buffer.alloc(0))).to.equal(true)
    expect(readable.gaps().map(({ reason }) => reason)).to.deep.equal(['closed'])
  })

  it('stays at its time for twenty minutes on a sound card that drifts', async () => {
    for (const driftPpm of [100, -100]) {
      const console = new SyntheticConsole(CONSOLE_A, { offsetMs: 3000, driftPpm })
      const stream = new SyntheticStream(console, { ssrc: 99, clockRate: 48_000, reports: REPORTS })
      // The sound card has the console's drift too: a packet each 20 ms of its own time.
      const own = 20 / (1 + driftPpm / 1e6)
      for (let i = 0; i < 20 * 60 * 50; i++) stream.frame(i * own, [packets[i % 2000] ?? new Uint8Array()])
      const call = { startedAtMs: CALL_START_MS, endedAtMs: CALL_START_MS + 1_200_000 }
      const readable = await openReadableTrack(new MemoryTrack(console, [stream]), call, [], new TrackScans())
      const { output, complaints } = await decodeSound(await wholeOf(readable))
      expect(complaints).to.equal('')
      const found = onsets(output)
      // A correction may fall into a tone and part it in two: look at the tones that begin where one should.
      let heard = 0
      for (let second = 0; second < 1200; second++) {
        const truthMs = second * 50 * own
        if (found.some((ms) => Math.abs(ms - truthMs) <= 40)) heard++
      }
      expect(heard, `${driftPpm} ppm`).to.be.greaterThan(1195)
      expect(output.length / 2 / 48).to.be.closeTo(1_200_000, 40)
    }
  })

  it('tells when somebody spoke, from levels and from sizes', async () => {
    for (const levels of [true, false]) {
      const track = speaker({ fromMs: 0, toMs: 40_000, levels })
      const spoken = (await open(track)).activity()
      expect(spoken, `levels: ${levels}`).to.have.length(40)
      for (const [second, { fromMs, toMs }] of spoken.entries()) {
        expect(fromMs).to.be.closeTo(second * 1000, 60)
        expect(toMs).to.be.closeTo(second * 1000 + 200, 80)
      }
    }
  })

  it('reads a track in which nothing came as silence', async () => {
    const console = new SyntheticConsole(CONSOLE_A, { offsetMs: 0, driftPpm: 0 })
    const readable = await open(new MemoryTrack(console, [], { kind: 'microphone' }))
    const { output, complaints } = await decodeSound(await wholeOf(readable))
    expect(complaints).to.equal('')
    expect(output.every((byte) => byte === 0)).to.equal(true)
    expect(output.length / 2 / 48).to.equal(40_000)
    expect(readable.gaps()).to.deep.equal([{ fromMs: 0, toMs: 40_000, reason: 'unexplained' }])
  })

  it('says which codec it cannot read', async () => {
    const console = new SyntheticConsole(CONSOLE_A, { offsetMs: 0, driftPpm: 0 })
    const track = new MemoryTrack(console, [], { kind: 'camera', mimeType: 'video/H264' })
    const error = await open(track).then(
      () => undefined,
      (cause: unknown) => cause,
    )
    expect(error).to.include({ code: 'unreadable_codec', mimeType: 'video/H264' })
  })
})

/** The stream as it is when what was captured in a stretch never arrives. */
function withoutCaptured(stream: SyntheticStream, isLost: (callMs: number) => boolean): SyntheticStream {
  const kept = stream.packets.filter(({ sentMs }) => !isLost(sentMs))
  stream.packets.splice(0, stream.packets.length, ...kept)
  return stream
}
