import { expect } from 'chai'
import { DEFAULT_TIMING } from '../../server/calls/timing.ts'
import type { ConsoleReport, PresentConsole } from '../../server/protocol/consoles.ts'
import { pathHistorySchema } from '../../server/protocol/pathHistory.ts'
import { until } from '../facts/until.ts'
import type { TestConsole } from '../product/console.ts'
import { Product } from '../product/product.ts'

const LINE = 'leaders'
const ARMED: ConsoleReport = { armed: true, lamps: [{ check: 'sound', colour: 'green' }], paths: [] }

describe('what the other parties see of a console', function () {
  this.timeout(60_000)
  let product: Product
  const beating = new Set<NodeJS.Timeout>()

  before(async () => {
    product = await Product.start({ timing: { ...DEFAULT_TIMING, unattendedAfterMs: 300 } })
  })
  afterEach(() => {
    for (const timer of beating) clearInterval(timer)
    beating.clear()
  })
  after(() => product.close())

  /** It says that it lives, until the function that comes back is called, or the test is over. */
  const beat = (console: TestConsole): (() => void) => {
    const timer = setInterval(() => void console.request('console:beat', {}).catch(() => {}), 400)
    beating.add(timer)
    return () => clearInterval(timer)
  }
  const seenBy = (one: TestConsole, other: TestConsole, line = LINE): PresentConsole | undefined =>
    one
      .heard('presence:changed')
      .findLast((notice) => notice.line === line)
      ?.consoles.find(({ console }) => console === other.id)
  const attended = (one: TestConsole, party: string, line = LINE) =>
    one.line(line).attendance.find((known) => known.party === party)

  it('is red as soon as it gives no sign of life, says since when, and is taken back at the next one', async () => {
    const [kr, jp] = [await product.console('kr-watch'), await product.console('jp-watch')]
    await jp.request('console:report', ARMED)
    const stop = beat(jp)
    await until('Korea sees it armed', () => seenBy(kr, jp)?.colour === 'green')
    expect(seenBy(kr, jp)?.armedSinceMs).to.be.within(Date.now() - 10_000, Date.now() + 1_000)
    stop()
    await until('Korea sees it silent', () => seenBy(kr, jp)?.silentSinceMs !== undefined)
    expect(seenBy(kr, jp)).to.include({ armed: true, colour: 'red' })
    expect(jp.connected, 'it is not cut for it').to.equal(true)
    beat(jp)
    await until('Korea sees it back', () => seenBy(kr, jp)?.colour === 'green')
    expect(seenBy(kr, jp)).to.not.have.property('silentSinceMs')
    jp.close()
    await until('Korea sees it gone', () => seenBy(kr, jp) === undefined)
  })

  it('is no matter of what another console of the same person floods the server with', async () => {
    const [kr, us] = [await product.console('kr-watch'), await product.console('us-watch')]
    // One alone that hurries is read no faster than at its pace, and leaves something over between what is read of it.
    const runaways = await Promise.all(Array.from({ length: 6 }, () => product.console('us-watch')))
    await us.request('console:report', ARMED)
    await until('it is a fact', () => attended(kr, 'us')?.attended === true)
    const codes: string[] = []
    const beats = setInterval(() => {
      void us.request('console:beat', {}).then((answer) => codes.push(answer.ok ? 'granted' : answer.refusal.code))
    }, 400)
    beating.add(beats)
    const floods = runaways.map((runaway) => setInterval(() => void runaway.request('clock:read', {}), 4))
    floods.forEach((flood) => beating.add(flood))
    // Six in a row take longer than an unheard console has before it is shown as silent, its news included.
    const nothingIsLeft = () => codes.length >= 6 && codes.slice(-6).every((code) => code === 'slow-down')
    await until('nothing is left for its beats', nothingIsLeft, 30_000)
    floods.forEach(clearInterval)
    const seen = kr
      .heard('presence:changed')
      .flatMap(({ consoles }) => consoles)
      .filter(({ console }) => console === us.id)
    expect(seen.filter((console) => console.silentSinceMs !== undefined)).to.deep.equal([])
    expect(attended(kr, 'us')?.attended).to.equal(true)
    us.close()
    for (const runaway of runaways) runaway.close()
  })

  it('is what is wrong with it, worst first, and not only that something is', async () => {
    const [kr, us] = [await product.console('kr-watch'), await product.console('us-watch')]
    beat(us)
    const lamps = [
      { check: 'sound', colour: 'green' },
      { check: 'microphone', colour: 'amber' },
      { check: 'warm-lines', colour: 'red' },
    ] as const
    await us.request('console:report', { armed: true, lamps: [...lamps], paths: [] })
    await until('Korea sees it red', () => seenBy(kr, us)?.armed === true)
    expect(seenBy(kr, us)?.faults).to.deep.equal([lamps[2], lamps[1]])
    await us.request('console:report', { armed: true, lamps: [...lamps.slice(0, 2)], paths: [] })
    await until('Korea sees it amber', () => seenBy(kr, us)?.colour === 'amber')
    expect(seenBy(kr, us)?.faults).to.deep.equal([lamps[1]])
    us.close()
  })

  it('is that it is busy, and how urgently, on the other lines that it is on, and never which call that is', async () => {
    const [kr, jp] = [await product.console('kr-watch'), await product.console('jp-watch')]
    // What is told of who has come tells of nothing else then.
    await until('Korea sees it there', () => seenBy(kr, jp) !== undefined)
    const placed = await jp.command('call:place', { line: 'advisers', precedence: 'immediate', marking: 'test' })
    await until('Korea sees it busy', () => seenBy(kr, jp)?.busy === 'immediate')
    expect(JSON.stringify(seenBy(kr, jp)))
      .to.not.include('advisers')
      .and.not.include(placed.callId)
    expect(seenBy(kr, jp, 'advisers')?.busy, 'on its own line the call itself is seen').to.equal(undefined)
    const [us] = [await product.console('us-principal')]
    expect(
      us.welcome.lines.flatMap(({ consoles }) => consoles).find(({ console }) => console === jp.id)?.busy,
      'also to who comes later',
    ).to.equal('immediate')
    await until('Korea sees the other one there', () => seenBy(kr, us) !== undefined)
    await jp.command('call:cancel', { line: 'advisers', callId: placed.callId })
    await until('Korea sees it free', () => seenBy(kr, jp)?.busy === undefined)
    jp.close()
  })

  it('is a fact when it is the last of its party, and a fact when somebody is there again', async () => {
    const [kr, us] = [await product.console('kr-watch'), await product.console('us-principal')]
    await until('nobody is there before', () => attended(kr, 'us', 'advisers')?.attended !== true)
    await us.request('console:report', ARMED)
    const stop = beat(us)
    await until('it is a fact', () => attended(kr, 'us')?.attended === true)
    stop()
    await until('that nobody is there is a fact', () => attended(kr, 'us')?.attended === false)
    expect(attended(kr, 'us')?.lastHeardMs).to.be.a('number')
    expect(attended(kr, 'us')?.sinceMs).to.equal(attended(kr, 'us')?.lastHeardMs)
    beat(us)
    await until('it is attended again', () => attended(kr, 'us')?.attended === true)
    await us.request('console:report', { ...ARMED, lamps: [{ check: 'sound', colour: 'red' }] })
    await until('a console without sound is none', () => attended(kr, 'us')?.attended === false)
    expect(attended(kr, 'us', 'advisers')?.attended, 'a principal has no part in that line').to.not.equal(true)
    us.close()
  })

  it('is the hour of its line, for those who are on it', async () => {
    const kr = await product.console('kr-principal')
    const answer = await kr.request('paths:read', { line: LINE })
    if (!answer.ok) throw new Error(answer.refusal.message)
    expect(pathHistorySchema.parse(answer.body).parties.map(({ party }) => party)).to.deep.equal(['kr', 'jp', 'us'])
    const refused = await kr.request('paths:read', { line: 'advisers' })
    expect(refused.ok ? 'granted' : refused.refusal.code).to.equal('unknown')
  })
})
