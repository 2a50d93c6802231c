import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { Precedence } from '../../server/protocol/words.ts'
import { until } from '../facts/until.ts'
import type { TestConsole } from '../product/console.ts'
import { Product } from '../product/product.ts'

/** Watch officers are rung on both lines of the demonstration, advisers on one of them. */
const [LOWER, HIGHER] = ['advisers', 'leaders']

describe('two lines at one console, over sockets', function () {
  this.timeout(60_000)
  let product: Product
  let [kr, jp, us]: TestConsole[] = []

  before(async () => {
    product = await Product.start()
  })
  after(() => product.close())

  beforeEach(async () => {
    ;[kr, jp, us] = await Promise.all(['kr-adviser', 'jp-watch', 'us-principal'].map((who) => product.console(who)))
  })
  afterEach(async () => {
    const watch = await product.console('kr-watch')
    // The flash call first: it would take the watch officer's console out of the other.
    for (const line of [HIGHER, LOWER]) {
      const { call } = watch.line(line)
      if (call === undefined || call.phase === 'ended') continue
      await watch.command('call:join', { line, callId: call.callId })
      await watch.command('call:end', { line, callId: call.callId })
    }
  })

  const somebody = (console: TestConsole | undefined): TestConsole => {
    if (console === undefined) throw new Error('Somebody is missing.')
    return console
  }
  const legOfJapan = (console = kr) => {
    const leg = somebody(console)
      .call(LOWER)
      .legs.find(({ person }) => person === 'jp-watch')
    return [leg?.state, leg?.hold?.reason, leg?.hold?.precedence].filter(Boolean).join(' ')
  }

  /** Korea's adviser and Japan's watch officer in a call of the advisers. */
  async function lowerCall(): Promise<string> {
    const { callId } = await somebody(kr).command('call:place', { line: LOWER, precedence: 'routine', marking: 'real' })
    await somebody(jp).command('call:answer', { line: LOWER, callId })
    await until('it is recorded', () => somebody(kr).call(LOWER).recording.state === 'on')
    return callId
  }

  /** The principal of the United States calls on the leaders' line. */
  async function higherCall(precedence: Precedence): Promise<string> {
    const { callId } = await somebody(us).command('call:place', { line: HIGHER, precedence, marking: 'real' })
    await until(
      'it rings at Japan',
      () =>
        somebody(jp)
          .line(HIGHER)
          .call?.rings.some(({ state }) => state === 'sent') === true,
    )
    return callId
  }

  it('hold and answer: the others learn of the higher call by its precedence alone, and the record goes on', async () => {
    const lower = await lowerCall()
    const higher = await higherCall('immediate')
    await somebody(jp).command('call:hold', { line: LOWER, callId: lower })
    await until('Korea knows', () => legOfJapan() === 'held answering immediate')
    await somebody(jp).command('call:answer', { line: HIGHER, callId: higher })
    await somebody(kr).command('call:leave', { line: LOWER, callId: lower })
    expect(somebody(jp).call(LOWER), 'nobody but who is on hold').to.include({ phase: 'up', callId: lower })
    const marks = () =>
      somebody(jp)
        .heard('recording:marked')
        .filter((mark) => mark.callId === lower)
    const before = marks().length
    await until('it is recorded on', () =>
      marks()
        .slice(before)
        .some(({ state }) => state === 'on'),
    )
    const told = somebody(kr)
      .heard('line:advanced')
      .filter(({ line }) => line === LOWER)
    expect(JSON.stringify(told), 'the advisers hear nothing else of the leaders').not.to.include(higher)
    await somebody(jp).command('call:retrieve', { line: LOWER, callId: lower })
    await until('it is back', () => legOfJapan(jp) === 'on')
  })

  it('a flash ring takes the console, and gives it back when it is declined', async () => {
    await lowerCall()
    const higher = await higherCall('flash')
    await until('Korea is told', () => legOfJapan() === 'held pre-empted flash')
    const [held] = somebody(kr)
      .heard('line:advanced')
      .flatMap(({ entries }) => entries)
      .filter(({ facts }) => facts.some(({ type }) => type === 'leg:held'))
    expect(held?.by, 'no console did that').to.deep.equal({ kind: 'system', part: 'ringing' })
    await somebody(jp).command('call:decline', { line: HIGHER, callId: higher, reason: 'in-another-call' })
    await until('it is given back', () => legOfJapan() === 'on')
    expect(somebody(jp).call(HIGHER).phase, 'nothing was answered for them').to.equal('ringing')
  })

  it('a flash ring gives the console back also to who was cut off from it meanwhile and came back by themselves', async () => {
    const lower = await lowerCall()
    const higher = await higherCall('flash')
    await until('it is taken', () => legOfJapan() === 'held pre-empted flash')
    somebody(jp).close()
    await until('it is away', () => legOfJapan() === 'away pre-empted flash')
    const again = await product.console('jp-watch', somebody(jp).tab)
    await again.command('call:hold', { line: LOWER, callId: lower })
    await until('it is back as it was', () => legOfJapan() === 'held pre-empted flash')
    await again.command('call:decline', { line: HIGHER, callId: higher, reason: 'in-another-call' })
    await until('it is given back', () => legOfJapan() === 'on')
  })

  it('a flash call that was answered leaves the lower one on hold when it ends, also over a restart', async () => {
    const lower = await lowerCall()
    const higher = await higherCall('flash')
    await until('it is taken', () => legOfJapan() === 'held pre-empted flash')
    await somebody(jp).command('call:answer', { line: HIGHER, callId: higher })
    await until('it is their own hold', () => legOfJapan() === 'held answering flash')
    await product.restart()
    const [again, korea] = await Promise.all([
      product.console('jp-watch', somebody(jp).tab),
      product.console('kr-adviser', somebody(kr).tab),
    ])
    expect(legOfJapan(korea)).to.equal('away answering flash')
    await again.command('call:join', { line: HIGHER, callId: higher })
    await again.command('call:hold', { line: LOWER, callId: lower })
    await until('it is back as held', () => legOfJapan(korea) === 'held answering flash')
    await again.command('call:end', { line: HIGHER, callId: higher })
    await until('the flash call is over', () => again.call(HIGHER).phase === 'ended')
    await until('it is on hold for no other call any more', () => legOfJapan(korea) === 'held asked')
    await again.command('call:retrieve', { line: LOWER, callId: lower })
    await until('it is back', () => legOfJapan(korea) === 'on')
  })

  it('refuses an adviser’s flash with the highest that they may, and changes nothing', async () => {
    const console = somebody(kr)
    const before = console.line(LOWER).call?.callId
    const answer = await console.ask('call:place', {
      commandId: randomUUID(),
      line: LOWER,
      precedence: 'flash',
      marking: 'real',
    })
    expect(answer.ok ? '' : `${answer.refusal.code} ${answer.refusal.message}`).to.match(/^not-allowed .*immediate/)
    const { call } = (await product.console('kr-watch')).line(LOWER)
    expect([call?.callId, call?.phase], 'there is no newer call').to.deep.equal([before, 'ended'])
  })
})
