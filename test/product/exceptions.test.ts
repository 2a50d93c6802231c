import { execFile, execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { exceptionReportSchema, type ExceptionCause, type ExceptionReport } from '../../server/protocol/exceptions.ts'
import { Installation } from '../browser/hotline/installation.ts'
import { Program } from '../browser/hotline/program.ts'
import { until } from '../facts/until.ts'
import { TestConsole } from './console.ts'

const LINE = 'leaders'
const PLACE = { line: LINE, precedence: 'immediate', marking: 'exercise' } as const
/** A checkpoint is written every ten seconds: a disk that refuses is noticed then at the latest. */
const CHECKPOINT_MS = 20_000
const RECORDS_SCRIPT = fileURLToPath(new URL('../../scripts/records.ts', import.meta.url))

describe('the exception report', function () {
  this.timeout(120_000)
  let installation: Installation
  let kr: TestConsole
  let officers: { readonly kr: Program; readonly jp: Program; readonly us: Program }
  let callId: string

  before(async () => {
    installation = await Installation.start()
    const signIn = (party: string): Promise<Program> => Program.signIn(installation, `${party}-records`)
    officers = { kr: await signIn('kr'), jp: await signIn('jp'), us: await signIn('us') }
    kr = await consoleOf('kr-principal')
  })

  after(async () => {
    kr?.close()
    await installation?.close()
  })

  async function consoleOf(username: string, tab?: string): Promise<TestConsole> {
    const authority = await readFile(installation.authorityFile, 'utf8')
    const { accessToken } = await Program.signIn(installation, username)
    // The certificate names this machine as its people call it; a resolver need not know the parties' names for it.
    const url = installation.url('kr').replace('kr.localhost', 'localhost')
    return await TestConsole.connect({ url, authority, accessToken, ...(tab !== undefined && { tab }) })
  }

  const report = (as: Program = officers.kr, day?: string): Promise<ExceptionReport> =>
    as.read(`/api/v1/records/exceptions${day === undefined ? '' : `?day=${day}`}`, exceptionReportSchema)
  const lineOf = async (wanted: ExceptionCause) => (await report()).exceptions.find(({ cause }) => cause === wanted)
  const lastMark = () => kr.heard('recording:marked').at(-1)
  /** How large any file of the server may get: at one byte its disk is full, for the recording and for the log. */
  const limitFiles = async (limit: '1' | 'unlimited'): Promise<void> =>
    void execFileSync('prlimit', ['--pid', String(await installation.serverPid()), `--fsize=${limit}:`])

  it('says that there is nothing to say', async () => {
    const { day, timeZone, exceptions } = await report()
    expect(timeZone).to.equal('Asia/Seoul')
    expect(day).to.equal(new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(Date.now()))
    expect(exceptions).to.deep.equal([])
  })

  it('has a line for a disk that was full, once a fact can be written again: late, but kept', async () => {
    ;({ callId } = await kr.command('call:place', PLACE))
    await until('the recorder is up', () => kr.call(LINE).recording.state === 'on')
    await until('all is safe', () => lastMark()?.state === 'on')
    await limitFiles('1')
    await until('all in the call hear that it is not safe', () => lastMark()?.state === 'failing', CHECKPOINT_MS)
    const heardAtMs = lastMark()?.atMs ?? 0
    expect(await lineOf('disk-refused'), 'while it goes on, and nothing can be written').to.equal(undefined)
    await limitFiles('unlimited')
    await until('all is safe again', () => lastMark()?.state === 'on')
    await until('it has its line', async () => (await lineOf('disk-refused')) !== undefined, 15_000)
    const line = await lineOf('disk-refused')
    expect(line).to.include({ callId, lineName: 'Leaders', outcome: 'kept', detail: 'EFBIG' })
    expect(line?.fromMs).to.be.at.most(heardAtMs)
    expect(line?.untilMs).to.be.greaterThan(heardAtMs)
  })

  it('has a line for a server that stood still, of which consoles hear nothing', async () => {
    const pid = await installation.serverPid()
    const heardAtMs = lastMark()?.atMs ?? 0
    process.kill(pid, 'SIGSTOP')
    try {
      await until('consoles raise the alarm by themselves', () => Date.now() - heardAtMs > 2_500)
    } finally {
      process.kill(pid, 'SIGCONT')
    }
    await until('it has its line', async () => (await lineOf('server-stalled')) !== undefined, 15_000)
    const line = await lineOf('server-stalled')
    expect(line).to.include({ callId, outcome: 'kept' })
    expect((line?.untilMs ?? 0) - (line?.fromMs ?? 0)).to.be.greaterThan(1_500)
  })

  it('has a line for the seconds without a server, after it was killed', async () => {
    const killedAtMs = lastMark()?.atMs ?? 0
    await installation.killServer()
    kr.close()
    kr = await consoleOf('kr-principal', kr.tab)
    await until('the recorder is up again', () => kr.call(LINE).recording.keyNumber === 2)
    const upAtMs = kr.call(LINE).recording.sinceMs
    await until('they have their line', async () => (await lineOf('server-lost')) !== undefined, 15_000)
    const line = await lineOf('server-lost')
    expect(line).to.include({ callId, outcome: 'lost' })
    // Nobody has a microphone here: without a track the last sign of life is a checkpoint.
    expect(line?.fromMs).to.be.within(killedAtMs - CHECKPOINT_MS, upAtMs)
    expect(line?.untilMs).to.be.within(killedAtMs, upAtMs)
  })

  it('is the same for the records people of every party, each by its own calendar, and for the operator', async () => {
    await kr.command('call:end', { line: LINE, callId })
    const { day, exceptions } = await report()
    expect((await report(officers.jp)).exceptions).to.deep.equal(exceptions)
    expect((await report(officers.us)).timeZone).to.equal('America/New_York')
    expect((await report(officers.kr, '2020-02-29')).exceptions).to.deep.equal([])
    const env = { ...process.env, DATA_DIR: join(installation.folder, 'data') }
    const records = async (...args: string[]): Promise<string> =>
      (await promisify(execFile)(process.execPath, [RECORDS_SCRIPT, 'exceptions', ...args], { env })).stdout
    const said = await records('--party', 'kr', '--day', day)
    expect(said).to.match(/kept, late +the disk refused to write: EFBIG/)
    expect(said).to.match(/LOST +there was no server/)
    const refused: unknown = await records('--party', 'nowhere').catch((error: unknown) => error)
    expect(refused).to.include({ code: 1, stderr: 'There is no such party.\n', stdout: '' })
    expect(await records('--day', '2020-02-29')).to.equal('No exceptions on 2020-02-29 (UTC).\n')
  })
})
