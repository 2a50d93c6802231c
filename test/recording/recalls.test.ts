import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { Call, Leg } from '../../server/protocol/lineState.ts'
import type { Recall, RecallSource } from '../../server/protocol/recall.ts'
import { RefusedError } from '../../server/protocol/refusal.ts'
import type { CallRecording } from '../../server/recording/callRecording.ts'
import { GrowingRecords } from '../../server/recording/growingRecords.ts'
import { Recalls } from '../../server/recording/recalls.ts'
import type { TrackWriter } from '../../server/recording/trackWriter.ts'
import { up } from '../calls/hotline.ts'
import { until } from '../facts/until.ts'
import { decodeSound, onsets, toneBursts } from './reading/media.ts'
import { identities, inFolder, makeRecorder, makeTrack } from './synthetic.ts'

const PACKET_MS = 20
const START_MS = 1_795_000_000_000
const [KIM, SATO, STRANGER] = ['kr-principal', 'jp-principal', 'us-watch'] as const

/** A call with two people in it, whose tones begin at the full seconds of one and at the half ones of the other. */
class SpokenCall {
  readonly recalls: Recalls
  readonly noted: Recall[] = []
  call: Call
  readonly #clock: { nowMs: number }
  readonly #recording: CallRecording
  readonly #voices: { readonly track: TrackWriter; readonly lateMs: number; sequence: number }[] = []
  readonly #tones: readonly Uint8Array[]

  static async in(folder: string, test: (spoken: SpokenCall) => Promise<void>): Promise<void> {
    const clock = { nowMs: START_MS }
    const { recorder, folderOf } = await makeRecorder(folder, { clock: () => clock.nowMs })
    const { call } = up(START_MS)
    const { callId, line, placedAtMs } = call
    const recording = await recorder.start({ callId, line, parties: ['kr', 'jp'], placedAtMs })
    const records = new GrowingRecords({ folderOf, identities: () => identities })
    const spoken = new SpokenCall(call, recording, records, await toneBursts(880, 1), clock)
    try {
      await test(spoken)
    } finally {
      await spoken.recalls.close()
      await recorder.close()
    }
  }

  private constructor(
    call: Call,
    recording: CallRecording,
    records: GrowingRecords,
    tones: readonly Uint8Array[],
    clock: { nowMs: number },
  ) {
    this.call = call
    this.#clock = clock
    this.#recording = recording
    this.#tones = tones
    this.recalls = new Recalls({ call: () => this.call, ready: async () => {}, records, clock: () => this.nowMs })
  }

  get nowMs(): number {
    return this.#clock.nowMs
  }

  /** At a desk, live. */
  sits(person: string, pair: [string, string], output: string): void {
    const console = this.call.legs.find((leg) => leg.person === person)?.console ?? ''
    this.call = { ...this.call, desks: [{ console, person, pair, output, live: true, sinceMs: this.nowMs }] }
  }

  opens(person: string, lateMs: number, channel?: string): void {
    const { callId } = this.call
    const leg = this.call.legs.find((one) => one.person === person)
    if (leg === undefined) throw new Error(`${person} is not in the call.`)
    const { console, party } = leg
    const { nowMs } = this
    const kind = channel === undefined ? 'microphone' : 'interpretation'
    const made = makeTrack({ callId, line: 'leaders', parties: ['kr', 'jp'], placedAtMs: START_MS })
    const track = this.#recording.openTrack({ ...made, kind, person, party, console, startedAtMs: nowMs })
    const { trackId } = track.description
    const known = { trackId, console, person, kind, muted: false, fromMs: nowMs } as const
    this.call = { ...this.call, tracks: [...this.call.tracks, { ...known, ...(channel !== undefined && { channel }) }] }
    this.#voices.push({ track, lateMs, sequence: 0 })
  }

  change(person: string, leg: Partial<Leg>): void {
    const legs = this.call.legs.map((one) => (one.person === person ? { ...one, ...leg } : one))
    this.call = { ...this.call, legs }
  }

  /** So much time of the call passes, and all of it comes to the disk. */
  async speak(seconds: number): Promise<void> {
    const untilMs = this.nowMs + seconds * 1000
    for (; this.nowMs < untilMs; this.#clock.nowMs += PACKET_MS) {
      for (const voice of this.#voices) voice.track.packet(this.#packet(voice), this.nowMs)
      if (this.nowMs % 100 === 0) for (const { track } of this.#voices) track.tick(this.nowMs)
    }
    for (const { track } of this.#voices) track.tick(this.nowMs + 200)
    const ends = async (): Promise<boolean> => {
      const { toMs } = await this.begin(KIM)
      return toMs >= this.nowMs - PACKET_MS
    }
    await until('all that was said is on the disk', ends)
  }

  async begin(person: string, recall: string = randomUUID(), of: RecallSource = 'floor'): Promise<Recall> {
    const { callId } = this.call
    return await this.recalls.begin({ callId, person, recall, of }, async (stretch) => {
      this.noted.push(stretch)
    })
  }

  /** When tones begin in a voice of a recall, in milliseconds of the call's clock. */
  async onsetsOf(person: string, { recall, fromMs }: Recall, trackId: string): Promise<number[]> {
    const file = this.recalls.track({ callId: this.call.callId, person, recall }, trackId)
    const chunks: Uint8Array[] = []
    for await (const chunk of file.stream(0, file.byteLength - 1)) chunks.push(chunk)
    const { output, complaints } = await decodeSound(Buffer.concat(chunks))
    expect(complaints).to.equal('')
    return onsets(output).map((ms) => ms + fromMs - START_MS)
  }

  #packet(voice: { readonly lateMs: number; sequence: number }): Buffer {
    const head = Buffer.alloc(12)
    head.writeUInt8(0x80, 0)
    head.writeUInt8(111, 1)
    head.writeUInt16BE(voice.sequence & 0xffff, 2)
    head.writeUInt32BE((voice.sequence * 960) >>> 0, 4)
    head.writeUInt32BE(1111, 8)
    voice.sequence += 1
    const at = ((this.nowMs - voice.lateMs + 1000) % 1000) / PACKET_MS
    return Buffer.concat([head, this.#tones[at] ?? Buffer.alloc(0)])
  }
}

const refusalOf = async (work: () => unknown): Promise<string> => {
  try {
    await work()
    return 'granted'
  } catch (error) {
    if (error instanceof RefusedError) return error.refusal.code
    throw error
  }
}

/** Each tone is where it was spoken. */
function expectTones(found: readonly number[], fromMs: number, toMs: number, lateMs: number): void {
  const first = Math.ceil((fromMs - lateMs) / 1000) * 1000 + lateMs
  const expected: number[] = []
  for (let ms = first; ms < toMs - 100; ms += 1000) expected.push(ms)
  expect(found, found.join(' ')).to.have.length(expected.length)
  for (const [i, ms] of expected.entries()) expect(found[i]).to.be.closeTo(ms, 40)
}

describe('instant recall', function () {
  this.timeout(60_000)
  // Calls last for seconds and a quarter: what is replayed begins between two tones, and cuts none.

  it('plays what was said in the last minute, voice by voice, up to what is on the disk', () =>
    inFolder((folder) =>
      SpokenCall.in(folder, async (spoken) => {
        spoken.opens(KIM, 0)
        spoken.opens(SATO, 500)
        await spoken.speak(75.24)
        const begun = await spoken.begin(KIM)
        const nowMs = 75_240
        expect(begun.fromMs - START_MS, 'a minute').to.be.within(nowMs - 60_000, nowMs - 59_500)
        expect(begun.toMs - START_MS).to.be.within(nowMs - PACKET_MS, nowMs)
        expect(begun.voices.map(({ person, party }) => [person, party])).to.have.deep.members([
          [KIM, 'kr'],
          [SATO, 'jp'],
        ])
        for (const { person, trackId } of begun.voices) {
          const found = await spoken.onsetsOf(KIM, begun, trackId)
          expectTones(found, begun.fromMs - START_MS, begun.toMs - START_MS, person === KIM ? 0 : 500)
        }
      }),
    ))

  it('is a fact before anything of it is handed out, and one fact when it is asked for again', () =>
    inFolder((folder) =>
      SpokenCall.in(folder, async (spoken) => {
        spoken.opens(KIM, 0)
        await spoken.speak(3)
        spoken.noted.length = 0
        const { callId } = spoken.call
        const recall = randomUUID()
        const asked = { callId, person: SATO, recall, of: 'floor' } as const
        const failing = spoken.recalls.begin(asked, async () => await Promise.reject(new Error('The log is away.')))
        expect(await failing.catch(String)).to.contain('The log is away.')
        const trackId = spoken.call.tracks[0]?.trackId ?? ''
        const track = () => spoken.recalls.track({ callId, person: SATO, recall }, trackId)
        expect(await refusalOf(track)).to.equal('unknown')
        const first = await spoken.begin(SATO, recall)
        await spoken.speak(2)
        expect(await spoken.begin(SATO, recall), 'it does not move').to.deep.equal(first)
        expect(spoken.noted.filter((noted) => noted.recall === recall)).to.deep.equal([first])
        expect(await refusalOf(track)).to.equal('granted')
        const other = () => spoken.recalls.track({ callId, person: KIM, recall }, trackId)
        expect(await refusalOf(other), 'it is of who has begun it').to.equal('unknown')
      }),
    ))

  it('has nothing for who is not in the call, on hold, or came later, and ends with who leaves', () =>
    inFolder((folder) =>
      SpokenCall.in(folder, async (spoken) => {
        spoken.opens(KIM, 0)
        await spoken.speak(20.24)
        expect(await refusalOf(() => spoken.begin(STRANGER))).to.equal('unknown')
        spoken.change(SATO, { state: 'held' })
        expect(await refusalOf(() => spoken.begin(SATO))).to.equal('not-now')
        spoken.change(SATO, { state: 'on', retrievedAtMs: spoken.nowMs })
        expect(await refusalOf(() => spoken.begin(SATO)), 'nothing was said since').to.equal('not-now')
        const retrievedMs = spoken.nowMs - START_MS
        await spoken.speak(4)
        const begun = await spoken.begin(SATO)
        const [voice] = begun.voices
        const found = await spoken.onsetsOf(SATO, begun, voice?.trackId ?? '')
        expect(begun.fromMs - START_MS).to.be.at.least(retrievedMs)
        expectTones(found, begun.fromMs - START_MS, begun.toMs - START_MS, 0)
        for (const state of ['held', 'left'] as const) {
          spoken.change(SATO, { state })
          const code = await refusalOf(() => spoken.onsetsOf(SATO, begun, voice?.trackId ?? ''))
          expect(code).to.equal(state === 'held' ? 'not-now' : 'unknown')
        }
      }),
    ))

  it('plays of a channel who is live there, and of the floor nothing of them', () =>
    inFolder((folder) =>
      SpokenCall.in(folder, async (spoken) => {
        spoken.opens(KIM, 0)
        spoken.opens(SATO, 500, 'ja')
        await spoken.speak(10.24)
        expect(await refusalOf(() => spoken.begin(KIM, randomUUID(), 'ja')), 'nobody is at the desk').to.equal(
          'not-now',
        )
        spoken.sits(SATO, ['ko', 'ja'], 'ja')
        await spoken.speak(5)
        const begun = await spoken.begin(KIM, randomUUID(), 'ja')
        expect(begun.voices.map(({ person }) => person)).to.deep.equal([SATO])
        expect(begun.fromMs - START_MS, 'from when they were live').to.be.within(10_240, 10_500)
        const found = await spoken.onsetsOf(KIM, begun, begun.voices[0]?.trackId ?? '')
        expectTones(found, begun.fromMs - START_MS, begun.toMs - START_MS, 500)
        expect((await spoken.begin(KIM)).voices.map(({ person }) => person)).to.deep.equal([KIM])
      }),
    ))

  it('says of a call that is not recorded that there is nothing', async () => {
    const { call } = up(START_MS)
    await inFolder(async (folder) => {
      const records = new GrowingRecords({ folderOf: () => folder, identities: () => identities })
      const recalls = new Recalls({ call: () => call, ready: async () => {}, records, clock: () => START_MS + 5000 })
      const asked = { callId: call.callId, person: KIM, recall: randomUUID(), of: 'floor' } as const
      expect(await refusalOf(() => recalls.begin(asked, async () => {}))).to.equal('not-now')
    })
  })
})
