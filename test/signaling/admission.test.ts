import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { Admission, type AdmissibleSocket } from '../../server/signaling/admission.ts'
import { until } from '../facts/until.ts'
import { Product } from '../product/product.ts'
import type { TestConsole } from '../product/console.ts'

describe('who is let in with another console', function () {
  this.timeout(60_000)
  let product: Product
  const come: TestConsole[] = []

  before(async () => {
    product = await Product.start()
  })
  afterEach(() => come.splice(0).forEach((console) => console.close()))
  after(() => product.close())

  /** What became of so many handshakes of one person at the same moment. */
  async function handshakes(username: string, tabs: readonly string[]): Promise<string[]> {
    await product.signIn(username)
    const all = await Promise.allSettled(tabs.map((tab) => product.console(username, tab)))
    return all.map((one) => {
      if (one.status === 'rejected') return String((one.reason as { data?: { code: string } }).data?.code)
      come.push(one.value)
      return 'in'
    })
  }
  const tabs = (count: number): string[] => Array.from({ length: count }, () => randomUUID())

  it('is nobody after the twelfth, however many come at the same moment', async () => {
    const became = await handshakes('kr-listener', tabs(50))
    expect(became.filter((one) => one === 'in')).to.have.length(12)
    expect(became.filter((one) => one === 'slow-down')).to.have.length(38)
    expect(come.filter(({ connected }) => connected)).to.have.length(12)
    const [other] = await handshakes('jp-listener', tabs(1))
    expect(other, 'the limit is of one person').to.equal('in')
  })

  it('is a console that comes back before its old socket is known to be dead, also as one of twelve', async () => {
    const [tab = '', ...others] = tabs(12)
    await handshakes('us-listener', [tab, ...others])
    const [first] = come
    const [again] = await handshakes('us-listener', [tab])
    expect(again).to.equal('in')
    await until('the old socket is cut', () => come.filter(({ connected }) => connected).length === 12)
    expect(first?.id, 'the same console').to.equal(come.at(-1)?.id)
  })

  /** Handshakes of sockets of which none is connected yet, and what can become of each. */
  function atTheDoor() {
    const clock = { nowMs: 0 }
    const admission = new Admission({
      sessions: { verifyAccess: (person) => ({ sessionId: randomUUID(), person, expiresAtMs: 1e9 }) },
      directory: { person: (person) => ({ person, name: person, party: 'kr', roles: ['listener'], suspended: false }) },
      consolesOf: () => [],
      clock: () => clock.nowMs,
    })
    const comes = (person: string, tab: string = randomUUID()) => {
      const closed: (() => void)[] = []
      const socket = {
        handshake: { auth: { accessToken: person, console: tab } },
        conn: { once: (_event, listener) => closed.push(listener) },
      } as AdmissibleSocket
      const became = admission.admit(socket)?.code ?? 'in'
      return { became, goes: () => closed.forEach((close) => close()), arrives: () => admission.arrived(socket) }
    }
    return { clock, comes }
  }

  it('is nobody after the twelfth, also while none of the twelve is connected yet', () => {
    const { comes } = atTheDoor()
    const all = Array.from({ length: 20 }, () => comes('kr-listener'))
    expect(all.filter(({ became }) => became === 'in')).to.have.length(12)
    all[0]?.goes()
    expect(comes('kr-listener').became, 'one is gone before it was connected').to.equal('in')
    expect(comes('kr-listener').became).to.equal('slow-down')
    all[1]?.arrives()
    expect(comes('kr-listener').became, 'one that is connected is counted there').to.equal('in')
  })

  it('is for some time nobody who connects again without end, and then may', () => {
    const { clock, comes } = atTheDoor()
    const tab = randomUUID()
    const comeAgain = (person: string): string => {
      const { became, goes } = comes(person, tab)
      goes()
      return became
    }
    const inARow = Array.from({ length: 100 }, () => comeAgain('kr-listener'))
    expect(inARow.filter((one) => one === 'in')).to.have.length(60)
    expect(inARow.slice(60)).to.satisfy((all: string[]) => all.every((one) => one === 'slow-down'))
    expect(comeAgain('kr-watch'), 'somebody else').to.equal('in')
    clock.nowMs += 1_000
    expect([comeAgain('kr-listener'), comeAgain('kr-listener')]).to.deep.equal(['in', 'slow-down'])
  })
})
