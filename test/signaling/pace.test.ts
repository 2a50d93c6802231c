import { expect } from 'chai'
import { readAtPace } from '../../server/signaling/pace.ts'
import { until } from '../facts/until.ts'
import { Product } from '../product/product.ts'

describe('a console that sends more than anybody says', function () {
  this.timeout(60_000)

  it('is read no faster than half a megabyte in a second, and goes on being read', async () => {
    let nowMs = 0
    let isPaused = false
    let sends: (packet: { data: string }) => void = () => {}
    const websocket = {
      ...{ pause: () => (isPaused = true), resume: () => (isPaused = false) },
      ...{ terminate: () => {}, on: () => {} },
    }
    const conn = {
      request: { websocket },
      on: (_event: 'packet', listener: typeof sends) => (sends = listener),
      once: () => {},
    }
    readAtPace({ conn }, () => nowMs)
    const message = { data: 'x'.repeat(256 * 1024) }
    for (let times = 0; times < 2; times += 1) sends({ data: message.data.slice(512) })
    expect(isPaused, 'half a megabyte at once').to.equal(false)
    sends(message)
    expect(isPaused).to.equal(true)
    await until('it is read again', () => !isPaused)
    nowMs += 500
    sends({ data: 'x' })
    expect(isPaused, 'at the pace').to.equal(true)
    await until('it is read again', () => !isPaused)
    nowMs += 10_000
    sends(message)
    expect(isPaused, 'after a rest').to.equal(false)
  })

  it('is read no faster than a thousand messages in a second, however short they are', () => {
    let isPaused = false
    let sends: (packet: { data?: string }) => void = () => {}
    const websocket = {
      ...{ pause: () => (isPaused = true), resume: () => (isPaused = false) },
      ...{ terminate: () => {}, on: () => {} },
    }
    const conn = {
      request: { websocket },
      on: (_event: 'packet', listener: typeof sends) => (sends = listener),
      once: () => {},
    }
    readAtPace({ conn }, () => 0)
    for (let times = 0; times < 1_000; times += 1) sends({})
    expect(isPaused).to.equal(false)
    for (let times = 0; times < 100; times += 1) sends({})
    expect(isPaused).to.equal(true)
  })

  it('is cut when it sends what no browser sends, and is answered below all that is counted', () => {
    let pings: () => void = () => {}
    let isCut = false
    const websocket = {
      ...{ pause: () => {}, resume: () => {}, terminate: () => (isCut = true) },
      on: (event: 'ping' | 'pong', listener: () => void) => event === 'ping' && (pings = listener),
    }
    readAtPace({ conn: { request: { websocket }, on: () => {}, once: () => {} } })
    pings()
    expect(isCut).to.equal(true)
  })

  it('has all of it answered, later, and nobody else waits for it', async () => {
    const product = await Product.start()
    try {
      const [flooding, honest] = await Promise.all(['kr-listener', 'jp-watch'].map((who) => product.console(who)))
      if (!flooding || !honest) throw new Error('Somebody is missing.')
      const large = { deep: Array.from({ length: 50_000 }, () => [1]) }
      const startMs = performance.now()
      const answers = Array.from({ length: 8 }, () => flooding.ask('clock:read', large))
      expect((await honest.request('clock:read', {})).ok).to.equal(true)
      for (const answer of await Promise.all(answers)) expect(answer).to.nested.include({ 'refusal.code': 'malformed' })
      expect(performance.now() - startMs, 'of one and a half megabytes half a one is read at once').to.be.at.least(
        1_000,
      )
      expect((await flooding.request('clock:read', {})).ok, 'it is still there').to.equal(true)
    } finally {
      await product.close()
    }
  })
})
