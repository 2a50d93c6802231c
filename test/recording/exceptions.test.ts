import { rmdirSync } from 'node:fs'
import { mkdir, rm, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import type { ExceptionCause } from '../../server/protocol/exceptions.ts'
import { recordFolder, type RecorderOptions } from '../../server/recording/recorder.ts'
import { id } from '../calls/hotline.ts'
import { until } from '../facts/until.ts'
import { DirectedLine } from './directedLine.ts'
import { inFolder, makePacket, serverClock } from './synthetic.ts'

const recorded =
  (
    test: (line: DirectedLine, dataDir: string) => Promise<void>,
    options?: Partial<RecorderOptions>,
  ): (() => Promise<void>) =>
  async () =>
    await inFolder(async (dataDir) => {
      const line = new DirectedLine(dataDir, options)
      try {
        await line.start()
        await test(line, dataDir)
      } finally {
        await line.stop()
      }
    })

const isUp = (line: DirectedLine) => until('the recorder is up', () => line.call.recording.state === 'on')
/** Of one cause: on a machine that has much to do a recorder may be late by itself, which is an exception, too. */
const noted = (line: DirectedLine, cause?: ExceptionCause) =>
  line
    .facts('exception:noted')
    .map(({ exception }) => exception)
    .filter((exception) => cause === undefined || exception.cause === cause)
const end = (line: DirectedLine): void => line.command({ name: 'call:end', callId: line.call.callId })
const isClosed = (line: DirectedLine) => until('it is closed', () => line.hotline.state.unsealed.length === 0)

/** A folder where the first file of a track has to be: the disk refuses it, whoever asks. */
const inTheWay = (line: DirectedLine): string => join(line.folder, `track-${id(5001)}-000000.seg`)

async function refuse(line: DirectedLine, packets = 1): Promise<void> {
  await mkdir(inTheWay(line))
  const microphone = line.microphone()
  for (let number = 0; number < packets; number++) microphone.packet(makePacket(number), serverClock())
  await until('all hear of it', () => line.marks.at(-1)?.state === 'failing')
}

/** How often consoles had a reason to raise the alarm: by a mark that says so, or by none for a second and a half. */
function alarmsOf({ marks }: DirectedLine): number {
  const isAlarm = marks.map(({ state }) => state !== 'on')
  const isLate = marks.map(({ atMs }, at) => atMs - (marks[at - 1]?.atMs ?? atMs) > 1_500)
  return marks.filter((_mark, at) => (isAlarm[at] || isLate[at]) && !isAlarm[at - 1]).length
}

describe('the exceptions of a call', () => {
  it(
    'are one for every alarm, and none where everything was safe',
    recorded(async (line) => {
      line.place()
      await isUp(line)
      line.microphone().packet(makePacket(1), serverClock())
      await until('it is safe', () => line.marks.at(-1)?.state === 'on' && line.marks.at(-1)?.tracks === 1)
      end(line)
      await isClosed(line)
      expect(noted(line)).to.have.length(alarmsOf(line))
    }),
  )

  it(
    'tell a disk that refused, once it is over and as soon as a fact can be written: late, but kept',
    recorded(async (line) => {
      line.place()
      await isUp(line)
      const beganMs = serverClock()
      await refuse(line)
      line.takes = () => false
      expect(noted(line, 'disk-refused'), 'while it goes on').to.deep.equal([])
      await rmdir(inTheWay(line))
      await until('all hear that it is over', () => line.marks.at(-1)?.state === 'on')
      const overMs = line.marks.at(-1)?.atMs ?? 0
      expect(noted(line, 'disk-refused'), 'while nothing can be written').to.deep.equal([])
      line.takes = () => true
      await until('it is noted', () => noted(line, 'disk-refused').length > 0)
      const [exception] = noted(line, 'disk-refused')
      expect(exception).to.include({ outcome: 'kept', detail: 'EEXIST' })
      expect(exception?.fromMs).to.be.within(beganMs - 1, overMs)
      expect(exception?.untilMs).to.equal(Math.ceil(overMs))
    }),
  )

  it(
    'are also of what was over before the next mark was due, and all have heard of it',
    recorded(async (line) => {
      line.place()
      await isUp(line)
      await mkdir(inTheWay(line))
      // As soon as it begins it is over: what follows finds its place.
      line.onTrouble = ({ type }) => {
        if (type === 'failing') rmdirSync(inTheWay(line))
      }
      line.microphone().packet(makePacket(1), serverClock())
      await until('it is noted', () => noted(line, 'disk-refused').length > 0)
      expect(noted(line, 'disk-refused')[0]).to.include({ outcome: 'kept' })
      expect(line.marks.map(({ state }) => state)).to.contain('failing')
    }),
  )

  it(
    'tell what was lost',
    recorded(
      async (line) => {
        line.place()
        await isUp(line)
        await refuse(line, 200)
        await rmdir(inTheWay(line))
        await until('it is noted', () => noted(line, 'disk-refused').length > 0)
        expect(noted(line, 'disk-refused')[0]).to.include({ outcome: 'lost' })
      },
      { maxPendingBytes: 10_000 },
    ),
  )

  it(
    'tell one that was not over when the call ended, before the recording is closed',
    recorded(async (line) => {
      line.place()
      await isUp(line)
      await refuse(line)
      let refusals = 0
      line.takes = ({ name }) => name !== 'exception:note' || ++refusals > 1
      end(line)
      await rmdir(inTheWay(line))
      await isClosed(line)
      expect(noted(line, 'disk-refused')).to.have.length(1)
      expect(noted(line, 'disk-refused')[0]).to.include({ outcome: 'kept' })
      expect(noted(line, 'disk-refused')[0]).not.to.have.property('untilMs')
    }),
  )

  it(
    'tell a recorder that came late, and what it said of itself',
    recorded(async (line, dataDir) => {
      const folder = recordFolder(dataDir, id(1))
      await writeFile(folder, 'A file where the folder has to be.')
      line.place()
      line.microphone().packet(makePacket(1), serverClock())
      await until('all hear of it', () => line.marks.at(-1)?.state === 'off')
      await rm(folder)
      await isUp(line)
      await until('it is noted', () => noted(line, 'not-started').length > 0)
      const [exception] = noted(line, 'not-started')
      expect(exception).to.include({ outcome: 'kept', fromMs: Math.floor(line.call.placedAtMs) })
      expect(exception?.untilMs).to.be.greaterThan(line.call.placedAtMs)
      expect(exception?.detail).to.contain('cannot write')
    }),
  )

  it(
    'tell that a call was said not to be recorded, for however short a time',
    recorded(async (line) => {
      line.place()
      const { callId } = line.call
      // As the deadline does that rings wait for.
      line.hotline.must('server', {
        name: 'recording:fail',
        callId,
        cause: 'The recorder has not proved that it writes.',
      })
      await isUp(line)
      await until('it is noted', () => noted(line, 'not-started').length > 0)
      const span = { fromMs: Math.floor(line.call.placedAtMs), outcome: 'kept' }
      expect(noted(line, 'not-started')[0]).to.include(span)
      end(line)
      await isClosed(line)
      expect(noted(line, 'not-started')).to.have.length(1)
    }),
  )

  it(
    'tell a call that was never recorded',
    recorded(async (line, dataDir) => {
      const folder = recordFolder(dataDir, id(1))
      await writeFile(folder, 'A file where the folder has to be.')
      line.place()
      await until('it is told', () => line.call.recording.state === 'failed')
      end(line)
      await rm(folder)
      await isClosed(line)
      expect(noted(line, 'not-started')).to.have.length(1)
      const span = { fromMs: Math.floor(line.call.placedAtMs), outcome: 'lost' }
      expect(noted(line, 'not-started')[0]).to.include({ ...span })
      expect(noted(line, 'not-started')[0]).not.to.have.property('untilMs')
    }),
  )

  it(
    'tell a call that was never recorded also when the server that knew it is gone',
    recorded(async (line, dataDir) => {
      const folder = recordFolder(dataDir, id(1))
      await writeFile(folder, 'A file where the folder has to be.')
      line.place()
      await until('it is told', () => line.call.recording.state === 'failed')
      await line.stop()
      end(line)
      await rm(folder)
      await line.start()
      await isClosed(line)
      const span = { fromMs: Math.floor(line.call.placedAtMs), outcome: 'lost' }
      expect(noted(line)).to.have.length(1)
      expect(noted(line)[0]).to.include({ cause: 'not-started', ...span })
    }),
  )

  it(
    'tell every stretch without a server, each once, also what the run before could not tell',
    recorded(async (line) => {
      line.place()
      await isUp(line)
      const beganMs = serverClock()
      line.microphone(1).packet(makePacket(1), serverClock())
      await line.stop()
      const stoppedMs = serverClock()
      line.takes = () => false
      line.marks.length = 0
      await line.start()
      await until('the recorder is up', () => line.marks.at(-1)?.state === 'on')
      const upMs = serverClock()
      await line.stop()
      expect(noted(line, 'server-lost')).to.deep.equal([])
      line.takes = () => true
      for (const times of [2, 3]) {
        await line.start()
        await isUp(line)
        await until('all are noted', () => noted(line, 'server-lost').length === times)
        await line.stop()
      }
      for (const exception of noted(line, 'server-lost')) expect(exception).to.include({ outcome: 'lost' })
      expect(noted(line, 'server-lost')[0]?.fromMs).to.be.within(beganMs - 200, stoppedMs)
      expect(noted(line, 'server-lost')[0]?.untilMs).to.be.within(stoppedMs - 1, upMs)
    }),
  )

  it(
    'tell the last words of a call that ended and that no server was there to close',
    recorded(async (line) => {
      line.place()
      await isUp(line)
      line.microphone().packet(makePacket(1), serverClock())
      await until('it is safe', () => line.marks.at(-1)?.tracks === 1)
      await line.stop()
      end(line)
      await line.start()
      await isClosed(line)
      expect(noted(line, 'server-lost')).to.have.length(1)
      expect(noted(line, 'server-lost')[0]).to.include({ outcome: 'lost' })
      expect(noted(line, 'server-lost')[0]).not.to.have.property('untilMs')
    }),
  )
})
