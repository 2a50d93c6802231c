import { expect } from 'chai'
import type { Person } from '../../server/protocol/directory.ts'
import { Consoles, type SignedIn } from '../../server/signaling/consoles.ts'
import { Presence } from '../../server/signaling/presence.ts'
import { ADVISERS, LEADERS } from '../calls/demonstrationLines.ts'
import { consoleId, person } from '../client/fakeLine.ts'
import { FakeClock } from '../client/fakeClock.ts'

const PEOPLE: Readonly<Record<string, Person>> = {
  'kr-principal': person('kr-principal', 'Han Ji-woo', ['principal']),
  'jp-watch': person('jp-watch', 'Ito Ren', ['watch']),
}
const LINES = new Map([LEADERS, ADVISERS].map((line) => [line.line, line]))

describe('what is told of who is there', () => {
  let clock: FakeClock
  let told: string[]
  let presence: Presence
  /** On one line only. */
  let principal: SignedIn
  /** On both. */
  let watch: SignedIn

  beforeEach(() => {
    clock = new FakeClock()
    told = []
    const consoles = new Consoles(
      (name) => PEOPLE[name],
      () => undefined,
    )
    principal = consoles.add(consoleId(1), 'kr-principal')
    watch = consoles.add(consoleId(2), 'jp-watch')
    presence = new Presence({
      consoles,
      lines: { names: [...LINES.keys()], definition: (line) => LINES.get(line) },
      directory: { person: (name) => PEOPLE[name] },
      tell: (line, present) => told.push(`${line}: ${present.map((one) => one.person).join(', ')}`),
      timer: clock,
    })
  })
  afterEach(() => presence.close())

  const tells = async (ms: number): Promise<string[]> => {
    told = []
    await clock.pass(ms)
    return told
  }

  it('is told at once, to the lines of the person and to no other', async () => {
    presence.changed(principal)
    expect(await tells(0)).to.deep.equal(['leaders: kr-principal, jp-watch'])
    await clock.pass(1_000)
    presence.changed(watch)
    expect(await tells(0)).to.deep.equal(['leaders: kr-principal, jp-watch', 'advisers: jp-watch'])
  })

  it('is told once a second only of a person whose consoles flicker, and of others at once as ever', async () => {
    const flicker = async (forMs: number): Promise<void> => {
      for (let ms = 0; ms < forMs; ms += 50) {
        presence.changed(principal)
        await clock.pass(50)
      }
    }
    await flicker(30_000)
    told = []
    await flicker(30_000)
    expect(told.length, 'in thirty seconds').to.be.within(25, 45)
    await clock.pass(10_000)
    presence.changed(watch)
    expect(await tells(250)).to.have.length(2)
    await clock.pass(100_000)
    presence.changed(principal)
    expect(await tells(0), 'and of them too, when they have been calm').to.have.length(1)
  })

  it('is told at most four times a second, however much changes, and the last change is told', async () => {
    presence.changed(principal)
    await clock.pass(0)
    told = []
    for (let times = 0; times < 100; times += 1) {
      presence.changed(principal)
      await clock.pass(10)
    }
    expect(told).to.have.length(4)
    presence.changed(principal)
    expect(await tells(250)).to.have.length(1)
    expect(await tells(60_000), 'and nothing when nothing changes').to.deep.equal([])
  })

  it('waits when only measures have changed, and goes along with what is told before', async () => {
    presence.measured(principal)
    expect(await tells(4_900)).to.deep.equal([])
    expect(await tells(200)).to.have.length(1)
    presence.measured(principal)
    await clock.pass(1_000)
    presence.changed(watch)
    expect(await tells(0)).to.have.length(2)
    expect(await tells(60_000)).to.deep.equal([])
  })

  it('is told of a call on another line a moment later, when it rings already, and not to the line of the call', async () => {
    presence.busyChanged(watch, 'leaders')
    expect(await tells(200)).to.deep.equal([])
    expect(await tells(100)).to.deep.equal(['advisers: jp-watch'])
    presence.busyChanged(principal, 'leaders')
    expect(await tells(60_000), 'who is on no other line').to.deep.equal([])
  })
})
