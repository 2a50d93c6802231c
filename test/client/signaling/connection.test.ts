import { expect } from 'chai'
import { once } from 'node:events'
import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { Connection } from '../../../client/signaling/connection.ts'
import { consoleId, PARTIES, person } from '../fakeLine.ts'

const WELCOME = {
  console: consoleId(1),
  person: person('kr-principal', 'Han Ji-woo', ['principal']),
  parties: PARTIES,
  prepared: [],
  lines: [],
  atMs: 1,
}

/** A real server that speaks the contract as far as a test says. */
class TestServer {
  readonly http: HttpServer
  readonly io: Server
  readonly handshakes: unknown[] = []
  refuses = false

  static async listen(port = 0): Promise<TestServer> {
    const server = new TestServer()
    server.http.listen(port, '127.0.0.1')
    await once(server.http, 'listening')
    return server
  }

  private constructor() {
    this.http = createServer()
    this.io = new Server(this.http, { transports: ['websocket'] })
    this.io.use((socket, next) => {
      this.handshakes.push(socket.handshake.auth)
      next(this.refuses ? new Error('Sign in again.') : undefined)
    })
    this.io.on('connection', (socket) => socket.emit('console:welcomed', WELCOME))
  }

  get port(): number {
    return (this.http.address() as AddressInfo).port
  }
  async close(): Promise<void> {
    await this.io.close()
  }
}

describe('the typed socket', () => {
  let server: TestServer
  let connection: Connection
  let broken: string[]
  let refusals: boolean[]

  beforeEach(async () => {
    server = await TestServer.listen()
    broken = []
    refusals = []
    connection = Connection.create({
      url: `http://127.0.0.1:${server.port}`,
      answerWithinMs: 200,
      onBroken: (what) => broken.push(what),
    })
  })
  afterEach(async () => {
    connection.close()
    await server.close()
  })

  const open = (): void =>
    connection.open(async (refused) => {
      refusals.push(refused)
      return { accessToken: 'token', console: consoleId(1) }
    })
  const welcomed = (): Promise<unknown> =>
    new Promise((resolve) => {
      const stop = connection.on('console:welcomed', (notice) => {
        stop()
        resolve(notice)
      })
    })

  it('hands over the token and the console, and hears the welcome', async () => {
    const heard = welcomed()
    open()
    expect(await heard).to.deep.equal(WELCOME)
    expect(server.handshakes).to.deep.equal([{ accessToken: 'token', console: consoleId(1) }])
  })

  it('gives each request one answer: the server’s, or that there was none in time', async () => {
    server.io.on('connection', (socket) => {
      socket.on('clock:read', (_payload, acknowledge: (answer: unknown) => void) =>
        acknowledge({ ok: true, body: { atMs: 42 } }),
      )
    })
    const heard = welcomed()
    open()
    await heard
    expect(await connection.request('clock:read', {})).to.deep.equal({ ok: true, body: { atMs: 42 } })
    const silent = await connection.request('session:renew', { accessToken: 'next' })
    expect(silent.ok ? '' : silent.refusal.code).to.equal('unavailable')
  })

  it('answers at once when there is no connection, and when it is lost under way', async () => {
    const before = await connection.request('clock:read', {})
    expect(before.ok ? '' : before.refusal.code).to.equal('unavailable')
    const heard = welcomed()
    open()
    await heard
    const asked = connection.request('clock:read', {})
    server.io.disconnectSockets(true)
    const lost = await asked
    expect(lost.ok ? '' : lost.refusal.code).to.equal('unavailable')
  })

  it('believes no answer and no notice that is not of its schema', async () => {
    server.io.on('connection', (socket) => {
      socket.on('clock:read', (_payload, acknowledge: (answer: unknown) => void) =>
        acknowledge({ ok: true, body: { atMs: 'soon' } }),
      )
      socket.emit('presence:changed', { line: 'leaders', consoles: 'all' })
    })
    const heard = welcomed()
    let presences = 0
    connection.on('presence:changed', () => (presences += 1))
    open()
    await heard
    const answer = await connection.request('clock:read', {})
    expect(answer.ok ? '' : answer.refusal.code).to.equal('unavailable')
    expect(presences).to.equal(0)
    expect(broken).to.include.members(['presence:changed', 'the answer to clock:read'])
  })

  it('is back by itself within two seconds of a restarted server', async () => {
    const first = welcomed()
    open()
    await first
    const { port } = server
    await server.close()
    const again = welcomed()
    server = await TestServer.listen(port)
    const startedMs = performance.now()
    await again
    expect(performance.now() - startedMs).to.be.lessThan(2_000)
  })

  it('is back when the server cut it, and when asked for a new snapshot', async () => {
    const first = welcomed()
    open()
    await first
    const second = welcomed()
    server.io.disconnectSockets(true)
    await second
    const third = welcomed()
    connection.reconnect()
    await third
    expect(server.handshakes).to.have.length(3)
  })

  it('asks for a fresh token after the last was refused', async () => {
    server.refuses = true
    open()
    while (refusals.length < 2) await new Promise((resolve) => setImmediate(resolve))
    expect(refusals).to.deep.equal([false, true])
    server.refuses = false
    await welcomed()
  })

  it('stays closed', async () => {
    const heard = welcomed()
    open()
    await heard
    connection.close()
    const states: string[] = []
    connection.onConnection((state) => states.push(state))
    const answer = await connection.request('clock:read', {})
    expect(answer.ok).to.equal(false)
    expect(server.handshakes).to.have.length(1)
  })
})
