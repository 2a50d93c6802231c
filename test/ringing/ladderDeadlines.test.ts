import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { expect } from 'chai'
import { DEFAULT_TIMING, type CallTiming } from '../../server/calls/timing.ts'
import { LineStreams } from '../../server/facts/lineStreams.ts'
import { SqliteLog } from '../../server/facts/sqliteLog.ts'
import type { Line } from '../../server/protocol/directory.ts'
import type { Ladder } from '../../server/protocol/ladders.ts'
import { Deadlines } from '../../server/ringing/deadlines.ts'
import { LEADERS } from '../calls/demonstrationLines.ts'
import { at, Hotline, jpPrincipal, jpWatch, krPrincipal, PLACE } from '../calls/hotline.ts'
import { inTempFolder } from '../facts/tempFolder.ts'
import { until } from '../facts/until.ts'

const jpAdviser = at('jp', 'adviser', 21)
const jpListener = at('jp', 'listener', 22)
const SIGNED_IN = [krPrincipal, jpPrincipal, jpWatch, jpAdviser, jpListener]
const LADDER: Ladder = [
  { afterMs: 0, roles: ['principal', 'watch'] },
  { afterMs: 10_000, roles: ['adviser'] },
  { afterMs: 20_000, roles: 'everybody' },
]
/** Of Japan alone, so that it is the only party whose ring has steps. */
const laddered = (ladder: Ladder): Line => ({ ...LEADERS, parties: ['kr', 'jp'], ladders: { jp: ladder } })

/** A line in memory with the deadlines of its rings: what they report is commanded, and they see what comes of it. */
function ringing(ladder: Ladder) {
  const hotline = new Hotline(laddered(ladder))
  hotline.signedIn = SIGNED_IN
  hotline.must(krPrincipal, PLACE)
  hotline.must('server', { name: 'recording:start', callId: hotline.call.callId, keyNumber: 1 })
  return hotline
}
function deadlinesOf(hotline: Hotline, timing: Partial<CallTiming> = {}): Deadlines {
  const deadlines = Deadlines.create({
    clock: () => hotline.atMs,
    timing: { ...DEFAULT_TIMING, ...timing },
    report: async (_line, command) => {
      hotline.must('server', command)
      deadlines.stateChanged(hotline.state)
      return { ok: true }
    },
  })
  deadlines.stateChanged(hotline.state)
  return deadlines
}
const stepOf = (hotline: Hotline): number => hotline.ring('jp').step ?? 0

describe('the deadlines of a ring in steps', () => {
  it('are one after the other: each step, and then that the time is up', async () => {
    const hotline = ringing(LADDER)
    const deadlines = deadlinesOf(hotline)
    expect(deadlines.running).to.equal(1)
    hotline.atMs += 10_000
    deadlines.close()
    const later = deadlinesOf(hotline)
    await until('the second step rings', () => stepOf(hotline) === 1)
    expect(later.running).to.equal(1)
    expect(hotline.ring('jp').targets.map(({ person }) => person))
      .to.include('jp-adviser')
      .and.not.include('jp-listener')
    later.close()
  })

  it('are made up for by a server that starts when all of them have passed: everybody rings for a whole ring yet', async () => {
    const hotline = ringing(LADDER)
    hotline.atMs += 3_600_000
    const deadlines = deadlinesOf(hotline)
    await until('the last step rings', () => stepOf(hotline) === 2)
    expect(hotline.ring('jp')).to.include({ state: 'sent', deadlineAtMs: hotline.atMs + DEFAULT_TIMING.ringTimeoutMs })
    expect(deadlines.running).to.equal(1)
    hotline.atMs += DEFAULT_TIMING.ringTimeoutMs
    deadlines.close()
    const later = deadlinesOf(hotline)
    await until('its time is up', () => hotline.ring('jp').state === 'unanswered')
    later.close()
  })

  it('are no longer than their limit where the clock has gone back since the facts', async () => {
    const hotline = ringing([
      { afterMs: 0, roles: ['principal', 'watch'] },
      { afterMs: 20, roles: ['adviser'] },
    ])
    hotline.atMs -= 3_600_000
    const deadlines = deadlinesOf(hotline)
    expect(stepOf(hotline)).to.equal(0)
    hotline.atMs += 20
    await until('the second step rings', () => stepOf(hotline) === 1)
    deadlines.close()
  })

  it('end with the step that insists', async () => {
    const hotline = ringing([...LADDER.slice(0, 2), { afterMs: 20_000, roles: 'everybody', insists: true }])
    hotline.atMs += 20_000
    const deadlines = deadlinesOf(hotline)
    await until('the last step rings', () => stepOf(hotline) === 2)
    expect(deadlines.running).to.equal(0)
    deadlines.close()
  })

  it('are put off when somebody is rung by name, and not met before', async () => {
    const hotline = ringing([{ afterMs: 0, roles: ['principal', 'watch'] }])
    const reported: number[] = []
    const deadlines = Deadlines.create({
      clock: () => hotline.atMs,
      timing: DEFAULT_TIMING,
      report: async (_line, command) => {
        reported.push(hotline.must('server', command).length)
        return { ok: true }
      },
    })
    hotline.atMs += DEFAULT_TIMING.ringTimeoutMs - 20
    deadlines.stateChanged(hotline.state)
    const callId = hotline.call.callId
    hotline.must(krPrincipal, { name: 'ring:repeat', callId, party: 'jp', person: 'jp-adviser' })
    deadlines.stateChanged(hotline.state)
    const { deadlineAtMs = 0 } = hotline.ring('jp')
    expect(deadlineAtMs).to.equal(hotline.atMs + DEFAULT_TIMING.ringTimeoutMs)
    hotline.atMs = deadlineAtMs - 20
    deadlines.stateChanged(hotline.state)
    expect(reported).to.deep.equal([])
    expect(deadlines.running).to.equal(1)
    deadlines.close()
    hotline.atMs = deadlineAtMs
    const later = deadlinesOf(hotline)
    await until('its time is up', () => hotline.ring('jp').state === 'unanswered')
    later.close()
  })

  it('are those of the facts when the log is opened anew, whatever its directory says by then', async () => {
    await inTempFolder(async (folder) => {
      let nowMs = 1_000_000
      const open = async (line: Line) => {
        const log = await SqliteLog.open(join(folder, 'ringdown.sqlite'), { pollMs: 5, onFollowError: () => {} })
        const lines = await LineStreams.open(
          {
            log,
            clock: () => nowMs,
            newId: randomUUID,
            timing: DEFAULT_TIMING,
            prepared: () => [],
            languageOf: () => undefined,
            signedIn: () => SIGNED_IN.map(({ console, standing }) => ({ ...console, standing, armed: true })),
            onTrouble: (message, error) => {
              throw new Error(message, { cause: error })
            },
          },
          [line],
        )
        const deadlines = Deadlines.create({
          clock: () => nowMs,
          timing: DEFAULT_TIMING,
          report: async (name, command) => await lines.report(name, 'ringing', command),
        })
        lines.onChange((_name, _entry, state) => deadlines.stateChanged(state))
        const state = lines.state(line.line)
        if (state) deadlines.stateChanged(state)
        const close = async (): Promise<void> => {
          deadlines.close()
          await lines.close()
          await log.close()
        }
        return { lines, close }
      }
      const first = await open(laddered(LADDER))
      await first.lines.command('leaders', krPrincipal, randomUUID(), PLACE)
      const callId = first.lines.state('leaders')?.call?.callId ?? ''
      await first.lines.report('leaders', 'recording', { name: 'recording:start', callId, keyNumber: 1 })
      nowMs += 10_000
      await first.close()

      const second = await open({ ...LEADERS, parties: ['kr', 'jp'] })
      const ring = () => second.lines.state('leaders')?.call?.rings[0]
      await until('the second step rings', () => ring()?.step === 1)
      expect(ring()?.targets.map(({ person }) => person)).to.deep.equal(['jp-principal', 'jp-watch', 'jp-adviser'])
      await second.close()
    })
  })
})
