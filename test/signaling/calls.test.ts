import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { until } from '../facts/until.ts'
import { Product } from '../product/product.ts'
import type { TestConsole } from '../product/console.ts'

const LINE = 'leaders'
const PLACE = { line: LINE, precedence: 'immediate', marking: 'exercise' } as const

describe('calls over sockets', function () {
  this.timeout(60_000)
  let product: Product

  before(async () => {
    product = await Product.start()
  })
  after(() => product.close())

  const everybody = (...people: string[]): Promise<TestConsole[]> =>
    Promise.all(people.map((person) => product.console(person)))

  /** Ends what is up, so that every test starts with a line that is free. */
  afterEach(async () => {
    const console = await product.console('kr-watch')
    const { call } = console.line(LINE)
    if (call === undefined || call.phase === 'ended') return
    await console.command('call:join', { line: LINE, callId: call.callId })
    await console.command('call:end', { line: LINE, callId: call.callId })
  })

  it('ring at once at the others, who are told who calls and how, and each is told what the others prove', async () => {
    const [kr, jp, us, adviser] = await everybody('kr-principal', 'jp-watch', 'us-principal', 'us-adviser')
    if (!kr || !jp || !us || !adviser) throw new Error('Somebody is missing.')
    const { callId } = await kr.command('call:place', PLACE)
    await until('Japan rings', () => jp.line(LINE).call?.rings.some((ring) => ring.state === 'sent') === true)
    expect(jp.call(LINE)).to.deep.include({ callId, precedence: 'immediate', marking: 'exercise', phase: 'ringing' })
    expect(jp.call(LINE).placedBy).to.include({ person: 'kr-principal', party: 'kr', console: kr.id })
    const report = { line: LINE, callId, attempt: 1, armed: true } as const
    await jp.command('ring:report', { ...report, state: 'sounding' })
    await until('the caller knows that it sounds', () =>
      kr.call(LINE).rings.some((ring) => ring.party === 'jp' && ring.state === 'sounding'),
    )
    await jp.command('call:answer', { line: LINE, callId })
    await until('all know that it is up', () => [kr, us, adviser].every((one) => one.call(LINE).phase === 'up'))
    expect(us.call(LINE).rings.map((ring) => [ring.party, ring.state])).to.deep.equal([
      ['jp', 'answered'],
      ['us', 'sent'],
    ])
    await adviser.command('call:join', { line: LINE, callId })
    await until('the roster has three', () => kr.call(LINE).legs.length === 3)
  })

  it('change nothing when they are refused or malformed, and nobody else hears of it', async () => {
    const [kr, listener] = await everybody('kr-principal', 'jp-listener')
    if (!kr || !listener) throw new Error('Somebody is missing.')
    const { version } = kr.line(LINE)
    const heard = kr.heard('line:advanced').length
    const tries: [string, unknown, string][] = [
      ['call:place', { commandId: randomUUID(), ...PLACE }, 'not-allowed'],
      ['call:place', { commandId: 'not a uuid', ...PLACE }, 'malformed'],
      ['call:place', { commandId: randomUUID(), ...PLACE, person: 'kr-principal' }, 'malformed'],
      ['call:place', { commandId: randomUUID(), ...PLACE, precedence: 'highest' }, 'malformed'],
      ['call:place', undefined, 'malformed'],
      ['call:join', { commandId: randomUUID(), line: LINE, callId: randomUUID() }, 'too-late'],
      ['call:join', { commandId: randomUUID(), line: 'nowhere', callId: randomUUID() }, 'unknown'],
      ['leg:lose', { callId: randomUUID(), console: kr.id }, 'malformed'],
      ['no:thing', {}, 'malformed'],
    ]
    for (const [name, payload, code] of tries) {
      const answer = await listener.ask(name, payload)
      expect(answer.ok ? 'granted' : answer.refusal.code, `${name} ${JSON.stringify(payload)}`).to.equal(code)
      expect(answer.ok ? '' : answer.refusal.message, 'a plain sentence').to.match(/^.{10,}$/s)
    }
    expect(kr.line(LINE).version).to.equal(version)
    expect(kr.heard('line:advanced').length).to.equal(heard)
    expect((await product.console('kr-principal')).line(LINE).version, 'the log has the same head').to.equal(version)
  })

  it('get the first answer again when the same command comes twice', async () => {
    const [kr] = await everybody('kr-principal')
    if (!kr) throw new Error('Somebody is missing.')
    const commandId = randomUUID()
    const first = await kr.ask('call:place', { commandId, ...PLACE })
    const again = await kr.ask('call:place', { commandId, ...PLACE })
    expect(first.ok && again.ok).to.equal(true)
    expect(
      kr
        .heard('line:advanced')
        .flatMap(({ entries }) => entries)
        .filter((entry) => entry.commandId === commandId),
    ).to.have.length(1)
  })

  it('keep the leg of a console that is lost, and take it back when it comes again', async () => {
    const [kr, jp] = await everybody('kr-principal', 'jp-principal')
    if (!kr || !jp) throw new Error('Somebody is missing.')
    const { callId } = await kr.command('call:place', PLACE)
    await jp.command('call:answer', { line: LINE, callId })
    jp.close()
    const legOfJp = () => kr.call(LINE).legs.find((leg) => leg.person === 'jp-principal')?.state
    await until('it is away', () => legOfJp() === 'away')
    const back = await product.console('jp-principal', jp.tab)
    expect(back.id, 'the same tab is the same console').to.equal(jp.id)
    await back.command('call:join', { line: LINE, callId })
    await until('it is back', () => legOfJp() === 'on')
    expect(kr.call(LINE).legs).to.have.length(2)
  })

  it('are found again by the next server, with everybody away, and ring on', async () => {
    const [kr, jp] = await everybody('kr-principal', 'jp-principal')
    if (!kr || !jp) throw new Error('Somebody is missing.')
    const { callId } = await kr.command('call:place', PLACE)
    await jp.command('call:answer', { line: LINE, callId })
    await product.restart()
    const again = await product.console('kr-principal', kr.tab)
    expect(again.call(LINE).callId).to.equal(callId)
    expect(again.call(LINE).legs.map((leg) => leg.state)).to.deep.equal(['away', 'away'])
    expect(again.call(LINE).rings.find((ring) => ring.party === 'us')?.state).to.equal('sent')
    await again.command('call:join', { line: LINE, callId })
    await until('the recorder is up again', () => again.call(LINE).recording.state === 'on')
    expect(again.call(LINE).recording.keyNumber).to.equal(2)
  })

  it('leave the other lines alone: whoever is not on a line hears nothing of it', async () => {
    const [watch, principal, records] = await everybody('kr-watch', 'jp-principal', 'us-records')
    if (!watch || !principal || !records) throw new Error('Somebody is missing.')
    expect(principal.welcome.lines.map((snapshot) => snapshot.line.line)).to.deep.equal(['leaders'])
    expect(records.welcome.lines).to.deep.equal([])
    const { callId } = await watch.command('call:place', { ...PLACE, line: 'advisers' })
    await watch.command('call:cancel', { line: 'advisers', callId })
    await until('the recording is closed', () => watch.call('advisers').recording.state === 'closed')
    const lines = new Set(principal.heard('line:advanced').map(({ line }) => line))
    expect(lines.has('advisers')).to.equal(false)
    expect(records.heard('line:advanced')).to.deep.equal([])
    expect(records.heard('recording:marked')).to.deep.equal([])
  })

  it('are left by signing out, and lost by no more than losing the console', async () => {
    const [kr, jp] = await everybody('kr-principal', 'jp-watch')
    if (!kr || !jp) throw new Error('Somebody is missing.')
    const { callId } = await kr.command('call:place', PLACE)
    await jp.command('call:answer', { line: LINE, callId })
    const { status } = await product.http('DELETE', '/api/v1/session', { as: 'jp-watch' })
    expect(status).to.be.oneOf([200, 204])
    await until('the console is told', () => jp.heard('session:ended').length === 1)
    await until('the leg has left', () => kr.call(LINE).legs.find((leg) => leg.person === 'jp-watch')?.state === 'left')
    product.forget('jp-watch')
  })

  it('are recorded: the mark says twice a second how safe it is, and the seal comes after the end', async () => {
    const [kr] = await everybody('kr-principal')
    if (!kr) throw new Error('Somebody is missing.')
    const { callId } = await kr.command('call:place', PLACE)
    await until('the mark is on', () =>
      kr.heard('recording:marked').some((mark) => mark.callId === callId && mark.state === 'on'),
    )
    await until('it is a fact', () => kr.call(LINE).recording.state === 'on')
    await until('it rings', () => kr.call(LINE).rings.every((ring) => ring.state === 'sent'))
    const [started, sent] = ['recording:started', 'ring:sent'].map((type) =>
      kr
        .heard('line:advanced')
        .flatMap(({ entries }) => entries.flatMap(({ facts }) => facts))
        .findIndex((fact) => fact.type === type),
    )
    expect(started, 'nobody rings before the recorder writes').to.be.lessThan(sent ?? -1)
    await kr.command('call:cancel', { line: LINE, callId })
    await until('the recording is closed', () => kr.call(LINE).recording.state === 'closed')
    await until('and that of the call before it', () => kr.line(LINE).unsealed.length === 0)
  })
})
