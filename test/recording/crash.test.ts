import { randomUUID } from 'node:crypto'
import { appendFile, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { openRecord } from '../../server/recording/openRecord.ts'
import { recordFolder } from '../../server/recording/recorder.ts'
import { verifyRecord } from '../../server/recording/verification.ts'
import { until } from '../facts/until.ts'
import { RecordingChild } from './recordingChild.ts'
import {
  identities,
  inFolder,
  makeCall,
  makePacket,
  makeRecorder,
  makeTrack,
  PATTERN,
  PLACED_AT_MS,
  serverClock,
  signingKey,
} from './synthetic.ts'

async function withChild(
  callId: string,
  dataDir: string,
  test: (child: RecordingChild) => Promise<void>,
): Promise<void> {
  const child = await RecordingChild.start(dataDir, callId)
  try {
    await test(child)
  } finally {
    await child.kill()
  }
}

describe('a recording process that is killed', () => {
  it('loses at most two tenths of a second, and no key is needed to recover', () =>
    inFolder(async (dataDir) => {
      const callId = randomUUID()
      const folder = recordFolder(dataDir, callId)
      let handed: readonly number[] = []
      let killedAtMs = 0
      await withChild(callId, dataDir, async (child) => {
        await until(
          'media flows',
          () => (child.last(({ handed: all }) => all !== undefined)?.handed?.[0] ?? 0) > 60,
          15_000,
        )
        await child.kill()
        const last = child.last(({ atMs }) => atMs !== undefined)
        handed = last?.handed ?? []
        killedAtMs = last?.atMs ?? 0
      })
      for (const name of await readdir(folder)) {
        expect((await readFile(join(folder, name))).includes(PATTERN), name).to.equal(false)
      }

      const { recorder, troubles } = await makeRecorder(dataDir)
      const [recovered] = await recorder.recover()
      expect(recovered).to.include({ callId, segments: 6 })
      expect(await recorder.recover(), 'a second time').to.deep.equal([{ callId, segments: 0, cutBytes: 0 }])

      const record = await openRecord(folder, identities)
      expect(record.tracks).to.have.length(6)
      const losses = []
      for (const [index, track] of record.tracks.entries()) {
        const [segment] = await track.segments()
        const { packets } = await track.readSegment(0)
        expect(packets).to.have.length(segment?.packets ?? 0)
        losses.push(killedAtMs - (packets.at(-1)?.arrivalMs ?? 0))
        expect(handed[index]).to.be.at.least(packets.length - 20)
      }
      // A microphone's packets come 20 ms apart, so that much of a loss is none.
      expect(Math.max(...losses), `losses ${losses.map(Math.round).join(' ')} ms`).to.be.below(200)

      // The call goes on in the same record, under the next key.
      const call = { ...makeCall(), callId, placedAtMs: PLACED_AT_MS }
      const recording = await recorder.start(call)
      expect(recording.keyNumber).to.equal(2)
      recording.openTrack(makeTrack(call)).packet(makePacket(1), serverClock())
      await recording.close()
      const report = await verifyRecord(folder, [], identities, [signingKey])
      expect(report.faults).to.deep.equal([])
      const [gap] = report.gaps
      expect(gap).to.include({ cause: 'server-lost' })
      expect(Math.abs((gap?.fromMs ?? 0) - killedAtMs)).to.be.below(300)
      expect(gap?.untilMs).to.be.greaterThan(killedAtMs)
      expect(troubles).to.deep.equal([])
      await recorder.close()
    })).timeout(30_000)

  it('is recovered whatever it was killed in the middle of', () =>
    inFolder(async (dataDir) => {
      const { recorder, folderOf } = await makeRecorder(dataDir)
      const call = makeCall()
      const folder = folderOf(call.callId)
      const recording = await recorder.start(call)
      const description = makeTrack(call)
      const track = recording.openTrack(description)
      for (let number = 0; number < 20; number++) {
        track.packet(makePacket(number), description.startedAtMs + number)
        track.tick(description.startedAtMs + number + 1)
      }
      await recorder.close()
      const [segment = ''] = (await readdir(folder)).filter((name) => name.startsWith('track-'))
      const whole = (await stat(join(folder, segment))).size
      await truncate(join(folder, segment), whole - 5)
      await appendFile(join(folder, 'manifest.jsonl'), '{"atMs":17,"body":{"ty')
      await writeFile(join(folder, 'keys-2.age'), 'age-encr', { mode: 0o600 })
      await writeFile(join(folder, `track-${randomUUID()}-000000.seg`), 'RDSEG1', { mode: 0o600 })

      const next = await makeRecorder(dataDir)
      const [recovered] = await next.recorder.recover()
      expect(recovered?.damage).to.equal(undefined)
      expect(recovered?.cutBytes).to.be.greaterThan(0)
      const again = await next.recorder.start(call)
      expect(again.keyNumber, 'a number is never given out twice').to.equal(3)
      expect(() => again.openTrack(description)).to.throw('is or was recorded already')
      await again.close()
      const [sealed] = (await openRecord(folder, identities)).tracks
      expect((await sealed?.readSegment(0))?.packets).to.have.length(19)
      const report = await verifyRecord(folder, [], identities, [signingKey])
      expect(report.faults).to.deep.equal([])

      const closed = await next.recorder.start(call).catch((error: unknown) => error)
      expect(closed).to.include({ code: 'closed' })
      expect(await next.recorder.closeAbandoned(call.callId)).to.deep.equal(
        await next.recorder.closeAbandoned(call.callId),
      )
      await next.recorder.close()
    }))

  it('leaves a damaged manifest as it is and says so', () =>
    inFolder(async (dataDir) => {
      const { recorder, folderOf } = await makeRecorder(dataDir)
      const call = makeCall()
      await recorder.start(call)
      await recorder.close()
      const file = join(folderOf(call.callId), 'manifest.jsonl')
      const text = (await readFile(file, 'utf8')).replace('leaders', 'leaderz')
      await writeFile(file, text)
      const next = await makeRecorder(dataDir)
      const [recovered] = await next.recorder.recover()
      expect(recovered?.damage).to.include({ code: 'damaged' })
      expect(await readFile(file, 'utf8')).to.equal(text)
      expect(await next.recorder.start(call).catch((error: unknown) => error)).to.include({ code: 'damaged' })
      await next.recorder.close()
    }))

  it('is closed afterwards when its call has ended, or never was recorded at all', () =>
    inFolder(async (dataDir) => {
      const { recorder, folderOf } = await makeRecorder(dataDir)
      const call = makeCall()
      const recording = await recorder.start(call)
      recording.openTrack(makeTrack(call)).packet(makePacket(1), call.placedAtMs)
      await recorder.close()
      const next = await makeRecorder(dataDir)
      const closed = await next.recorder.closeAbandoned(call.callId)
      expect(closed.tracks).to.equal(1)
      expect((await verifyRecord(folderOf(call.callId), [], identities, [signingKey])).faults).to.deep.equal([])
      const never = randomUUID()
      expect(await next.recorder.closeAbandoned(never)).to.deep.include({ tracks: 0, bytes: 0 })
      expect((await verifyRecord(folderOf(never), [], identities, [signingKey])).faults).to.deep.equal([])
      await next.recorder.close()
    }))
})
