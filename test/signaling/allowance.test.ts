import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { expect } from 'chai'
import { REQUEST_NAMES, type RequestName } from '../../server/protocol/events.ts'
import { Allowances, type Taken } from '../../server/signaling/allowance.ts'
import { until } from '../facts/until.ts'
import type { TestConsole } from '../product/console.ts'
import { Product } from '../product/product.ts'

const LINE = 'leaders'

describe('what a person may ask', () => {
  let nowMs = 0
  let allowances: Allowances
  beforeEach(() => {
    nowMs = 1_000_000
    allowances = new Allowances(() => nowMs)
  })

  const take = (name: RequestName, times = 1, person = 'kim'): Taken[] =>
    Array.from({ length: times }, () => allowances.take(person, name))
  const granted = (taken: readonly Taken[]): number => taken.filter((one) => one === 'granted').length

  it('is enough for somebody who clicks as fast as they can for a minute, and whose network comes and goes', () => {
    const refused: string[] = []
    const click = (...names: RequestName[]): void => {
      for (const name of names) if (allowances.take('kim', name) !== 'granted') refused.push(`${name} at ${nowMs} ms`)
    }
    const startMs = nowMs
    for (let clicks = 0; nowMs < startMs + 60_000; clicks += 1) {
      // Five times a second, joining with microphone and camera and leaving in turn: each takes a round trip and more.
      click(...((clicks % 2 === 0 ? ['call:join', 'track:open', 'track:open'] : ['call:leave']) as RequestName[]))
      // All twelve consoles say that they live, twice a second.
      for (let beats = 0; beats < 5; beats += 1) click('console:beat')
      // All twelve consoles come back, each with two lines and eight tracks to be heard on one of them.
      if (clicks % 60 === 0) {
        for (let console = 0; console < 12; console += 1) {
          click('console:report', 'clock:read', 'ring:report', 'ring:report', 'ring:report')
          for (let line = 0; line < 2; line += 1)
            click('warm-line:open', 'warm-line:connect', 'warm-line:connect', 'warm-line:ready', 'probe:open')
          // And each tries UDP and TCP of both.
          for (let path = 0; path < 4; path += 1) click('path:open', 'path:connect', 'path:close')
          for (let track = 0; track < 8; track += 1) click('consumer:resume')
        }
      }
      nowMs += 200
    }
    expect(refused).to.deep.equal([])
  })

  it('is little of what is handed over whole: pages of messages, notes and what was written in a caucus', () => {
    for (const name of ['texts:read', 'notes:read', 'caucus:read'] as const) {
      allowances = new Allowances(() => nowMs)
      expect(granted(take(name, 100)), name).to.equal(30)
    }
  })

  it('is less of what becomes facts: at most ten a second for long', () => {
    for (let second = 0; second < 600; second += 1) {
      take('call:join', 1000)
      nowMs += 1000
    }
    const inTheLastMinute = Array.from({ length: 60 }, () => {
      nowMs += 1000
      return granted(take('call:join', 1000))
    }).reduce((sum, each) => sum + each, 0)
    expect(inTheLastMinute).to.be.within(590, 610)
    nowMs += 1000
    expect(granted(take('clock:read', 40)), 'the rest is not refused for it').to.equal(40)
  })

  it('counts everything that stays in the state of a call', () => {
    const staying: RequestName[] = ['call:join', 'call:leave', 'track:open', 'track:close', 'ring:repeat', 'track:mute']
    for (const name of staying) {
      allowances = new Allowances(() => nowMs)
      take('call:hold', 240)
      expect(take(name), name).to.deep.equal(['refused-first'])
    }
    const others = REQUEST_NAMES.filter((name) =>
      /^(?:clock|console|session|warm-line|probe|path|consumer|quality):/.test(name),
    )
    expect(granted(others.map((name) => allowances.take('kim', name)))).to.equal(others.length)
  })

  it('is a call that is placed in five seconds for long, after sixty at once: each is a record for ever', () => {
    expect(granted(take('call:place', 100))).to.equal(60)
    nowMs += 60_000
    expect(granted(take('call:place', 100))).to.equal(12)
    expect(granted(take('call:answer', 1)), 'a call is answered all the same').to.equal(1)
  })

  it('is a message of the text line in two seconds for long, after sixty that have waited for a network', () => {
    expect(granted(take('text:send', 100))).to.equal(60)
    nowMs += 60_000
    expect(granted(take('text:send', 100))).to.equal(30)
    nowMs += 1_000
    expect(granted(take('call:answer', 1)), 'a call is answered all the same').to.equal(1)
  })

  it('is ten thousand characters of the text line at once, and two hundred a second for long', () => {
    const write = (count: number): number =>
      granted(Array.from({ length: count }, () => allowances.take('kim', 'text:send', 2_000)))
    expect(write(60)).to.equal(5)
    nowMs += 5_000
    expect(write(60)).to.equal(0)
    nowMs += 5_000
    expect(write(60)).to.equal(1)
  })

  it('lets a console that is flooded with messages say what it has, and its person answer', () => {
    take('text:receive', 790)
    expect(granted(take('call:answer', 1))).to.equal(1)
  })

  it('is one person’s own, and tells the first refusal of a burst from the others', () => {
    const taken = take('clock:read', 1000)
    expect(taken.filter((one) => one === 'refused-first')).to.have.length(1)
    expect(taken.indexOf('refused-first'), 'after all that was granted').to.equal(granted(taken))
    nowMs += 50
    expect(take('clock:read', 6).slice(-1), 'it goes on').to.deep.equal(['refused'])
    expect(take('clock:read', 1, 'sato')).to.deep.equal(['granted'])
    nowMs += 60_000
    expect(
      take('clock:read', 1000).filter((one) => one === 'refused-first'),
      'another burst',
    ).to.have.length(1)
  })
})

describe('a person at ten consoles', function () {
  this.timeout(60_000)
  let product: Product
  const logged: { readonly code?: string; readonly person?: string }[] = []

  before(async () => {
    const sink = { write: (line: string) => void logged.push(JSON.parse(line) as object) }
    product = await Product.start({}, pino({ level: 'info' }, sink))
  })
  after(() => product.close())

  it('has what one has: the log gets no more of them, and hears of it once', async () => {
    await product.signIn('kr-watch')
    const [us, ...many] = await Promise.all(
      ['us-principal', ...Array.from({ length: 10 }, () => 'kr-watch')].map((who) => product.console(who)),
    )
    const [first] = many
    if (!us || !first) throw new Error('Somebody is missing.')
    const { callId } = await us.command('call:place', { line: LINE, precedence: 'routine', marking: 'test' })
    const join = async (console: TestConsole): Promise<string> => {
      const answer = await console.ask('call:join', { commandId: randomUUID(), line: LINE, callId })
      return answer.ok ? 'granted' : answer.refusal.code
    }
    const codes = (await Promise.all(many.flatMap((console) => Array.from({ length: 60 }, () => join(console))))).flat()
    const granted = codes.filter((code) => code === 'granted').length
    expect(granted, 'of 600').to.be.within(240, 599)
    const joined = us.heard('line:advanced').flatMap(({ entries }) => entries.flatMap(({ facts }) => facts))
    expect(joined.filter((fact) => fact.type === 'leg:joined' && fact.leg.person === 'kr-watch').length).to.be.at.most(
      granted,
    )
    expect(new Set(codes)).to.deep.equal(new Set(['granted', 'slow-down']))
    first.close()
    const again = await product.console('kr-watch', first.tab)
    const more = await Promise.all(Array.from({ length: 100 }, () => join(again)))
    expect(more, 'connecting again gives no more').to.include('slow-down')
    expect((await us.request('clock:read', {})).ok, 'others are not refused for it').to.equal(true)
    expect(logged.filter(({ code }) => code === 'slow-down')).to.have.length(1)
    await us.command('call:end', { line: LINE, callId })
    await until('the recording is closed', () => us.call(LINE).recording.state === 'closed')
  })
})
