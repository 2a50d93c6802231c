import { expect } from 'chai'
import { readAtPace } from '../../server/signaling/pace.ts'
import { until } from '../facts/until.ts'
import { Product } from '../product/product.ts'

/** A connection that is read at its pace, on a clock of its own. */
class Reader {
  nowMs = 0
  isPaused = false
  isCut = false
  packet: (packet: { data?: string }) => void = () => {}
  closed: () => void = () => {}
  readonly frames: Partial<Record<'ping' | 'pong', () => void>> = {}

  constructor() {
    const websocket = {
      pause: () => (this.isPaused = true),
      resume: () => (this.isPaused = false),
      terminate: () => (this.isCut = true),
      on: (event: 'ping' | 'pong', listener: () => void) => (this.frames[event] = listener),
    }
    const conn = {
      request: { websocket },
      on: (_event: 'packet', listener: Reader['packet']) => (this.packet = listener),
      once: (_event: 'close', listener: () => void) => (this.closed = listener),
    }
    readAtPace({ conn }, () => this.nowMs)
  }
}

describe('a console that sends more than anybody says', function () {
  this.timeout(60_000)

  it('is read no faster than half a megabyte in a second, and goes on being read', async () => {
    const reader = new Reader()
    const message = { data: 'x'.repeat(256 * 1024) }
    for (let times = 0; times < 2; times += 1) reader.packet({ data: message.data.slice(512) })
    expect(reader.isPaused, 'half a megabyte at once').to.equal(false)
    reader.packet(message)
    expect(reader.isPaused).to.equal(true)
    await until('it is read again', () => !reader.isPaused)
    reader.nowMs += 500
    reader.packet({ data: 'x' })
    expect(reader.isPaused, 'at the pace').to.equal(true)
    await until('it is read again', () => !reader.isPaused)
    reader.nowMs += 10_000
    reader.packet(message)
    expect(reader.isPaused, 'after a rest').to.equal(false)
  })

  for (const [what, send] of Object.entries({
    messages: (reader: Reader) => reader.packet({}),
    'pongs of the WebSocket': (reader: Reader) => reader.frames.pong?.(),
  }))
    it(`is read no faster than a thousand ${what} in a second, however short they are`, () => {
      const reader = new Reader()
      for (let times = 0; times < 1_000; times += 1) send(reader)
      expect(reader.isPaused).to.equal(false)
      for (let times = 0; times < 100; times += 1) send(reader)
      expect(reader.isPaused).to.equal(true)
    })

  it('is cut when it sends what no browser sends, and is answered below all that is counted', () => {
    const reader = new Reader()
    reader.frames.ping?.()
    expect(reader.isCut).to.equal(true)
  })

  it('is cut when it is closed while nothing of it is read: its own end would not be, either', () => {
    const [calm, flooding] = [new Reader(), new Reader()]
    flooding.packet({ data: 'x'.repeat(600 * 1024) })
    for (const reader of [calm, flooding]) reader.closed()
    expect([calm.isCut, flooding.isCut]).to.deep.equal([false, true])
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
