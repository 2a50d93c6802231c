import { expect } from 'chai'
import type { SignedIn } from '../../server/signaling/consoles.ts'
import { LOOK_EVERY_MS, Pulses } from '../../server/signaling/pulses.ts'

const WITHIN_MS = 2_000
/** For which `presence.ts` may hold back what is told. */
const TOLD_WITHIN_MS = 250

describe('the pulses of consoles', () => {
  let nowMs: number
  let changes: SignedIn[]
  let consoles: SignedIn[]
  let pulses: Pulses

  const console = (name: string, armed = true): SignedIn => ({
    ...{ console: name, person: name, report: { armed, lamps: [], paths: [] } },
    ...{ armedSinceMs: undefined, silentSinceMs: undefined },
  })

  beforeEach(() => {
    nowMs = 0
    changes = []
    consoles = [console('jp')]
    pulses = new Pulses({
      consoles: () => consoles,
      clock: () => 1_000_000 + nowMs,
      countedMs: () => nowMs,
      onChange: (signedIn) => changes.push(signedIn),
    })
  })

  /** Time passes while the server looks as it should; @param beats when each of the consoles says that it lives. */
  const pass = (ms: number, beats: (atMs: number) => readonly SignedIn[] = () => []): void => {
    const untilMs = nowMs + ms
    while (nowMs < untilMs) {
      nowMs += LOOK_EVERY_MS
      for (const signedIn of beats(nowMs)) pulses.heard(signedIn)
      pulses.look()
    }
  }
  const jp = (): SignedIn => consoles[0] as SignedIn
  const every = (ms: number) => (atMs: number) => (atMs % ms === 0 ? [jp()] : [])

  it('are of a page in the background, whose timers run once a second, as good as any', () => {
    pass(60_000, every(500))
    pass(60_000, every(1_000))
    // One that came a quarter of a second late, and one that came in time.
    pass(60_000, (atMs) => (atMs % 2_000 === 300 || atMs % 2_000 === 1_000 ? [jp()] : []))
    expect(changes).to.deep.equal([])
  })

  it('that stop are noticed so soon that the others can be told within two seconds, and say since when', () => {
    pass(10_000, every(500))
    const lastMs = nowMs
    while (changes.length === 0) pass(LOOK_EVERY_MS)
    expect(nowMs - lastMs + TOLD_WITHIN_MS).to.be.lessThan(WITHIN_MS)
    expect(jp().silentSinceMs).to.equal(1_000_000 + lastMs)
    pass(60_000)
    expect(changes, 'told once').to.have.length(1)
  })

  it('that come again are taken at their word at once', () => {
    pass(5_000)
    expect(jp().silentSinceMs).to.be.a('number')
    pulses.heard(jp())
    expect(jp().silentSinceMs).to.equal(undefined)
    expect(changes).to.have.length(2)
    pulses.heard(jp())
    expect(changes).to.have.length(2)
  })

  it('are not missed of a console that is not armed, whose page may sleep', () => {
    consoles = [console('jp', false)]
    pass(60_000)
    expect(changes).to.deep.equal([])
  })

  it('are missed of one console and not of the others', () => {
    consoles.push(console('us'))
    pass(10_000, (atMs) => (atMs % 500 === 0 ? consoles.slice(1) : []))
    expect(changes).to.deep.equal([jp()])
  })

  it('blame nobody for a server that was held up itself, once or again and again', () => {
    pass(5_000, every(500))
    nowMs += 30_000
    pulses.look()
    expect(changes).to.deep.equal([])
    pass(5_000, every(500))
    for (let times = 0; times < 20; times += 1) {
      // What was said meanwhile is read after the timers have run.
      nowMs += 1_900
      pulses.look()
      pulses.heard(jp())
      pass(200)
    }
    expect(changes).to.deep.equal([])
  })

  it('of a dead console are missed also on a server that is held up now and then, if later', () => {
    for (let times = 0; changes.length === 0 && times < 20; times += 1) {
      nowMs += 400
      pulses.look()
      pass(500)
    }
    expect(changes).to.deep.equal([jp()])
  })
})
