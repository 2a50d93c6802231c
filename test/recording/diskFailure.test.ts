import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { expect } from 'chai'
import { openRecord } from '../../server/recording/openRecord.ts'
import { recordFolder } from '../../server/recording/recorder.ts'
import { verifyRecord } from '../../server/recording/verification.ts'
import { until } from '../facts/until.ts'
import { RecordingChild, type ChildLine } from './recordingChild.ts'
import { identities, inFolder, makeCall, makeRecorder, signingKey } from './synthetic.ts'

async function readNumbers(folder: string): Promise<number[][]> {
  const { tracks } = await openRecord(folder, identities)
  const all: number[][] = []
  for (const track of tracks) {
    const numbers: number[] = []
    for (const { index } of await track.segments()) {
      const { packets } = await track.readSegment(index)
      numbers.push(...packets.map(({ rtp }) => Buffer.from(rtp).readUInt16BE(2)))
    }
    all.push(numbers)
  }
  return all
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_nothing, index) => index)
const isMark = ({ markAtMs }: ChildLine): boolean => markAtMs !== undefined

async function withChild(
  args: string[],
  dataDir: string,
  test: (child: RecordingChild, folder: string) => Promise<void>,
) {
  const callId = randomUUID()
  const child = await RecordingChild.start(dataDir, callId, ...args)
  try {
    await until('it records', () => (child.last(({ handed }) => handed !== undefined)?.handed?.[0] ?? 0) > 20, 15_000)
    await test(child, recordFolder(dataDir, callId))
  } finally {
    await child.kill()
  }
}

describe('a disk that fails', () => {
  it('is told at once, shows in what is safe, and loses nothing when it works again', () =>
    inFolder((dataDir) =>
      withChild([], dataDir, async (child, folder) => {
        const failedAtMs = child.last(isMark)?.markAtMs ?? 0
        child.limitFiles(1000)
        await until('it is told', () => child.lines.some(({ trouble }) => trouble === 'failing'))
        expect(child.lines.find(({ trouble }) => trouble === 'failing')?.code).to.equal('EFBIG')
        await until('a second is not safe', () => {
          const mark = child.last(isMark)
          return (mark?.markAtMs ?? 0) - (mark?.safeUpToMs ?? 0) > 1000 && mark?.failing === true
        })
        const { safeUpToMs = 0 } = child.last(isMark) ?? {}
        expect(safeUpToMs, 'nothing after is called safe').to.be.below(failedAtMs + 400)

        child.limitFiles('unlimited')
        await until('it is mended', () => child.last(({ trouble }) => trouble !== undefined)?.trouble === 'mended')
        await until('all is safe again', () => {
          const mark = child.last(isMark)
          return (mark?.markAtMs ?? 0) - (mark?.safeUpToMs ?? 0) < 600 && mark?.failing === false
        })
        child.tell('close')
        await child.ended()
        const handed = child.last(({ closed }) => closed !== undefined)?.handed ?? []
        expect(await readNumbers(folder)).to.deep.equal(handed.map(upTo))
        const report = await verifyRecord(folder, [], identities, [signingKey])
        expect(report.faults).to.deep.equal([])
        expect(report.gaps).to.deep.equal([])
      }),
    )).timeout(40_000)

  it('loses only what no longer fits in memory, and names it', () =>
    inFolder((dataDir) =>
      withChild(['300000'], dataDir, async (child, folder) => {
        child.limitFiles(1000)
        await until('memory is full', () => child.lines.some(({ trouble }) => trouble === 'losing'))
        const count = child.lines.length
        await until('packets are lost', () => child.lines.length > count + 20)
        child.limitFiles('unlimited')
        await until('it is mended', () => child.last(({ trouble }) => trouble !== undefined)?.trouble === 'mended')
        await until('all is safe again', () => child.last(isMark)?.failing === false)
        child.tell('close')
        await child.ended()
        const handed = child.last(({ closed }) => closed !== undefined)?.handed ?? []
        const kept = (await readNumbers(folder)).flat().length
        const report = await verifyRecord(folder, [], identities, [signingKey])
        expect(report.faults).to.deep.equal([])
        const lost = report.gaps.reduce((sum, { packets = 0 }) => sum + packets, 0)
        expect(lost).to.be.greaterThan(0)
        expect(kept + lost).to.equal(handed.reduce((sum, each) => sum + each, 0))
      }),
    )).timeout(40_000)

  it('keeps the recorder from being up', () =>
    inFolder(async (dataDir) => {
      const { recorder, folderOf } = await makeRecorder(dataDir)
      const call = makeCall()
      // A file where the folder has to be: no right to write is needed for this to fail, not even root's.
      await writeFile(folderOf(call.callId), '')
      expect(await recorder.start(call).catch((error: unknown) => error)).to.include({ code: 'not-written' })
      await rm(folderOf(call.callId))
      const recording = await recorder.start(call)
      expect(recording.keyNumber).to.equal(1)
      expect(await recorder.start(call).catch((error: unknown) => error)).to.include({ code: 'already-open' })
      await recording.close()
      await recorder.close()
    }))
})
