import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import fc from 'fast-check'
import { openRecord } from '../../server/recording/openRecord.ts'
import type { SealedTrack, TrackMark } from '../../server/recording/trackFile.ts'
import { until } from '../facts/until.ts'
import { identities, inFolder, makeCall, makePacket, makeRecorder, makeTrack, PATTERN } from './synthetic.ts'

async function readAll(track: SealedTrack) {
  const segments = await track.segments()
  const contents = []
  for (const { index } of segments) contents.push(await track.readSegment(index))
  return {
    segments,
    packets: contents.flatMap(({ packets }) =>
      packets.map(({ arrivalMs, rtp }) => ({ arrivalMs, rtp: Buffer.from(rtp) })),
    ),
    senderReports: contents.flatMap(({ senderReports }) => senderReports),
    marks: contents.flatMap(({ marks }) => marks),
  }
}

describe('a recording', () => {
  it('gives back every packet, its arrival to the microsecond and their order', async () => {
    const packets = fc.array(
      fc.record({
        rtp: fc.uint8Array({ minLength: 1, maxLength: 1500 }),
        arrivalUs: fc.integer({ min: 0, max: 2 ** 42 * 1000 - 1 }),
      }),
      { maxLength: 200 },
    )
    await inFolder(async (dataDir) => {
      const { recorder, folderOf } = await makeRecorder(dataDir)
      await fc.assert(
        fc.asyncProperty(packets, async (given) => {
          const call = makeCall()
          const recording = await recorder.start(call)
          const track = recording.openTrack(makeTrack(call))
          for (const { rtp, arrivalUs } of given) track.packet(rtp, arrivalUs / 1000)
          await recording.close()
          const record = await openRecord(folderOf(call.callId), identities)
          const read = await readAll(record.tracks[0]!)
          expect(read.packets).to.deep.equal(
            given.map(({ rtp, arrivalUs }) => ({ arrivalMs: arrivalUs / 1000, rtp: Buffer.from(rtp) })),
          )
        }),
        { numRuns: 15, endOnFailure: true },
      )
      await recorder.close()
    })
  }).timeout(30_000)

  it('keeps sender reports and marks beside the packets, and its files from everybody else', () =>
    inFolder(async (dataDir) => {
      const { recorder, folderOf } = await makeRecorder(dataDir)
      const call = makeCall()
      const recording = await recorder.start(call)
      const track = recording.openTrack(makeTrack(call, 'camera'))
      const report = { arrivalMs: 1e12 + 0.125, ssrc: 0xffff_ffff, ntpMs: 1e12 - 3000.5, rtpTimestamp: 0xffff_fff0 }
      const marks: TrackMark[] = [
        { type: 'muted', atMs: 1e12 + 1 },
        { type: 'gap', atMs: 1e12 + 2, fromMs: 1e12, untilMs: 1e12 + 2, packets: 7 },
        { type: 'unmuted', atMs: 1e12 + 3 },
      ]
      track.packet(makePacket(1, 2000), 1e12)
      track.senderReport(report)
      for (const mark of marks) track.mark(mark)
      const closed = await recording.close()
      expect(closed.tracks).to.equal(1)

      const folder = folderOf(call.callId)
      const record = await openRecord(folder, identities)
      expect(record.call).to.deep.equal({ line: 'leaders', parties: ['kr'], placedAtMs: call.placedAtMs })
      expect(record.manifest.closed).to.equal(true)
      const [sealed] = record.tracks
      expect(sealed!.description).to.deep.equal(track.description)
      const read = await readAll(sealed!)
      expect(read.senderReports).to.deep.equal([report])
      expect(read.marks.slice(0, 3)).to.deep.equal(marks)
      expect(read.marks[3]!.type).to.equal('closed')

      expect((await stat(folder)).mode & 0o777).to.equal(0o700)
      for (const name of await readdir(folder)) {
        expect((await stat(join(folder, name))).mode & 0o777, name).to.equal(0o600)
        expect((await readFile(join(folder, name))).includes(PATTERN), name).to.equal(false)
      }
      await recorder.close()
    }))

  it('can be read while the call runs, as far as it is on the disk', () =>
    inFolder(async (dataDir) => {
      const { recorder, folderOf } = await makeRecorder(dataDir)
      const call = makeCall()
      const recording = await recorder.start(call)
      const description = makeTrack(call)
      const track = recording.openTrack(description)
      const sentAtMs = description.startedAtMs
      for (let number = 0; number < 10; number++) track.packet(makePacket(number), sentAtMs + number)
      const safe = (): number => recording.safeUpTo(description.trackId) ?? 0
      await until('the first packets are safe', () => safe() > sentAtMs + 10)

      const record = await openRecord(folderOf(call.callId), identities)
      const sealed = record.tracks[0]!
      const [told] = await sealed.segments()
      expect(told!.packets).to.equal(10)
      track.packet(makePacket(10), sentAtMs + 10)
      const mark = safe()
      await until('more is safe', () => safe() > mark)
      expect((await sealed.readSegment(0)).packets, 'what was told').to.have.length(10)
      expect((await readAll(sealed)).packets).to.have.length(11)

      await recording.close()
      expect(recording.safeUpTo(description.trackId), 'a closed track').to.equal(undefined)
      const after = await readAll(sealed)
      expect(after.packets).to.have.length(11)
      await recorder.close()
    }))

  it('is opened by nobody else', () =>
    inFolder(async (dataDir) => {
      const { recorder, folderOf } = await makeRecorder(dataDir)
      const call = makeCall()
      const recording = await recorder.start(call)
      recording.openTrack(makeTrack(call)).packet(makePacket(1), 5)
      await recording.close()
      const { generateHybridIdentity } = await import('age-encryption')
      const record = await openRecord(folderOf(call.callId), [await generateHybridIdentity()])
      await record.tracks[0]!.segments()
      const refused = await record.tracks[0]!.readSegment(0).catch((error: unknown) => error)
      expect(refused).to.include({ code: 'no-key' })
      await recorder.close()
    }))
})
