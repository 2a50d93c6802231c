import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { io } from 'socket.io-client'
import { until } from '../facts/until.ts'
import { Product } from '../product/product.ts'

const LINE = 'leaders'

describe('a console that does what it should not, and a person who may no longer', function () {
  this.timeout(60_000)
  let product: Product

  before(async () => {
    product = await Product.start()
  })
  after(() => product.close())

  /** `npm run people`, beside the running server. */
  async function people(...args: string[]): Promise<void> {
    const env = { ...process.env, DATA_DIR: product.config.dataDir }
    const child = spawn(process.execPath, ['scripts/people.ts', ...args], { env, stdio: 'ignore' })
    const [code] = (await once(child, 'exit')) as [number]
    expect(code, `people ${args.join(' ')}`).to.equal(0)
  }

  it('leaves the server and the others alone, whatever an event is called', async () => {
    const kr = await product.console('kr-principal')
    const socket = io(product.url, {
      transports: ['websocket'],
      ca: product.authority,
      auth: { accessToken: await product.signIn('kr-listener'), console: randomUUID() },
      reconnection: false,
      forceNew: true,
    })
    await until('it is connected', () => socket.connected)
    const answers: unknown[] = []
    const names: unknown[] = [123, -1, '__proto__', 'constructor', '', 'x'.repeat(10_000)]
    for (const name of names) {
      socket.emit(name as string, (answer: unknown) => answers.push(answer))
      socket.emit(name as string)
      socket.emit(name as string, null, { deep: [[[[]]]] }, Buffer.from('binary'))
    }
    await until('all are answered', () => answers.length === names.length)
    for (const answer of answers) expect(answer).to.nested.include({ ok: false, 'refusal.code': 'malformed' })
    const clock = await kr.request('clock:read', {})
    expect(clock.ok, 'the server is there').to.equal(true)
    socket.disconnect()
  })

  it('is no longer in a call under a role that was taken away, nor heard of its line', async () => {
    const [kr, jp, adviser] = await Promise.all(
      ['kr-principal', 'jp-principal', 'us-notetaker'].map((who) => product.console(who)),
    )
    if (!kr || !jp || !adviser) throw new Error('Somebody is missing.')
    const { callId } = await kr.command('call:place', { line: LINE, precedence: 'routine', marking: 'test' })
    await jp.command('call:answer', { line: LINE, callId })
    await adviser.command('call:join', { line: LINE, callId })
    const leg = () => kr.call(LINE).legs.find(({ person }) => person === 'us-notetaker')?.state
    await until('it is in the call', () => leg() === 'on')
    await people('role', 'us-notetaker', 'records')
    await until('it has left', () => leg() === 'left')
    await until('it has no lines', () => adviser.heard('console:welcomed').at(-1)?.lines.length === 0)
    expect(kr.call(LINE).phase, 'the call goes on').to.equal('up')
    await kr.command('call:end', { line: LINE, callId })
  })

  it('is cut when suspended, and leaves the roster also when its console was away', async () => {
    const [kr, jp] = await Promise.all(['kr-watch', 'jp-watch'].map((who) => product.console(who)))
    if (!kr || !jp) throw new Error('Somebody is missing.')
    const { callId } = await kr.command('call:place', { line: LINE, precedence: 'routine', marking: 'test' })
    await jp.command('call:answer', { line: LINE, callId })
    jp.close()
    const leg = () => kr.call(LINE).legs.find(({ person }) => person === 'jp-watch')?.state
    await until('its leg is away', () => leg() === 'away')
    await people('suspend', 'jp-watch')
    await until('its leg has left', () => leg() === 'left')
    await kr.command('call:end', { line: LINE, callId })
  })
})
