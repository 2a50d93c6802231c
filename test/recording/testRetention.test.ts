import { expect } from 'chai'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { emptyLine } from '../../server/calls/evolve.ts'
import { roomOf } from '../../server/calls/room.ts'
import type { LineCommand } from '../../server/calls/commands.ts'
import type { IndexedCall } from '../../server/recording/recordIndex.ts'
import { TestRetention } from '../../server/recording/testRetention.ts'
import { Hotline, id, jpPrincipal, krPrincipal, up } from '../calls/hotline.ts'

const DAY_MS = 86_400_000
const ROOM = roomOf('leaders')
const HEAD = { version: 1, hash: '0'.repeat(64), keyId: 'key', signature: '' }

/** A room in which one test was made and sealed, and the folder of its record. */
class KeptTests {
  readonly room = new Hotline()
  readonly asked: LineCommand[] = []
  takes = true
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
    this.room.state = emptyLine(ROOM)
  }

  async make(callId: string): Promise<void> {
    const participants = [krPrincipal, jpPrincipal].map(({ console }) => ({ ...console, synthetic: false }))
    this.room.must('server', { name: 'room:open', callId, participants })
    this.room.must('server', { name: 'room:close', callId })
    this.room.must('server', { name: 'recording:close', callId, head: HEAD, tracks: 0, bytes: 0 })
    await mkdir(join(this.#folder, 'records', callId), { recursive: true })
  }

  start(keptDays: number): TestRetention {
    return TestRetention.create({
      ...{ dataFolder: this.#folder, keptDays },
      clock: () => this.room.atMs,
      tests: () => [this.indexed()],
      report: async (_room, command) => {
        this.asked.push(command)
        if (!this.takes) return { ok: false }
        return { ok: !('refusal' in this.room.take('server', command)) }
      },
      log: { info: () => undefined, error: () => undefined },
    })
  }

  indexed(): IndexedCall {
    const { call } = this.room
    return { callId: call.callId, line: ROOM, call, before: { version: 0, hash: '' }, lastVersion: 1 }
  }

  records = async () => await readdir(join(this.#folder, 'records'))
}

describe('the recordings of line tests', () => {
  let folder: string
  let kept: KeptTests
  const open: TestRetention[] = []
  const start = (days: number): TestRetention => {
    const retention = kept.start(days)
    open.push(retention)
    return retention
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ringdown-retention-'))
    kept = new KeptTests(folder)
    await kept.make(id(1))
  })
  afterEach(async () => {
    for (const retention of open.splice(0)) await retention.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('are kept for as long as is configured, then deleted, with a fact that says so', async () => {
    const retention = start(7)
    kept.room.atMs += 7 * DAY_MS - 1
    await retention.look()
    expect(await kept.records()).to.deep.equal([id(1)])
    kept.room.atMs += 1
    await retention.look()
    expect(await kept.records()).to.deep.equal([])
    expect(kept.room.call.recording).to.include({ state: 'closed', deletedAtMs: kept.room.atMs })
    await retention.look()
    expect(kept.asked, 'once').to.deep.equal([{ name: 'recording:delete', callId: id(1) }])
  })

  it('are left while the log takes no fact of it', async () => {
    const retention = start(0)
    kept.takes = false
    await retention.look()
    expect(await kept.records()).to.deep.equal([id(1)])
  })

  it('are deleted by the next server where one was lost between the fact and the files', async () => {
    kept.room.must('server', { name: 'recording:delete', callId: id(1) })
    await start(7).look()
    expect(await kept.records()).to.deep.equal([])
    expect(kept.asked).to.deep.equal([])
  })

  it('are the only ones: no call of people is ever deleted, nor a test that is not over', () => {
    const line = up()
    const { callId } = line.call
    const remove = { name: 'recording:delete', callId } as const
    expect('refusal' in line.take('server', remove)).to.equal(true)
    line.must(krPrincipal, { name: 'call:end', callId })
    line.must('server', { name: 'recording:close', callId, head: HEAD, tracks: 0, bytes: 0 })
    expect('refusal' in line.take('server', remove), 'a call of people that is over and sealed').to.equal(true)
    const participants = [{ ...krPrincipal.console, synthetic: true }]
    kept.room.must('server', { name: 'room:open', callId: id(2), participants })
    expect('refusal' in kept.room.take('server', { ...remove, callId: id(2) }), 'it is running').to.equal(true)
    kept.room.must('server', { name: 'room:close', callId: id(2) })
    expect('refusal' in kept.room.take('server', { ...remove, callId: id(2) }), 'it is not sealed').to.equal(true)
  })
})
