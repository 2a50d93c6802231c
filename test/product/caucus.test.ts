import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { expect } from 'chai'
import { pino } from 'pino'
import { insidersOf } from '../../server/calls/caucus.ts'
import { hushOf } from '../../server/calls/hush.ts'
import { caucusRequestSchemas } from '../../server/protocol/caucus.ts'
import { until } from '../facts/until.ts'
import { microphoneParameters } from '../media/rtpPackets.ts'
import type { TestConsole } from './console.ts'
import { Product } from './product.ts'

const LINE = 'leaders'

describe('what is written in a caucus', function () {
  this.timeout(60_000)
  const word = `persimmon${randomUUID()}`
  let product: Product
  let logged = ''
  let principal: TestConsole
  let adviser: TestConsole
  let others: TestConsole[]
  let callId: string

  before(async () => {
    const kept = new Writable({
      write: (chunk: unknown, _encoding, done) => {
        logged += String(chunk)
        done()
      },
    })
    product = await Product.start({}, pino({ level: 'trace' }, kept))
    const everybody = ['kr-principal', 'kr-adviser', 'kr-watch', 'kr-listener', 'jp-principal', 'us-principal']
    const consoles = await Promise.all(everybody.map((who) => product.console(who)))
    const [first, second, ...rest] = consoles
    if (first === undefined || second === undefined) throw new Error('Somebody is missing.')
    ;[principal, adviser, others] = [first, second, rest]
    ;({ callId } = await principal.command('call:place', { line: LINE, precedence: 'routine', marking: 'exercise' }))
    const japan = rest.find(({ welcome }) => welcome.person.party === 'jp')
    await japan?.command('call:answer', { line: LINE, callId })
    for (const console of [adviser, ...rest])
      if (console !== japan) await console.command('call:join', { line: LINE, callId })
    for (const console of [principal, adviser]) await console.command('caucus:enter', { line: LINE, callId })
  })
  after(() => product.close())

  const say = async (console: TestConsole, text = word, messageId = randomUUID()) =>
    await console.request('caucus:say', { line: LINE, callId, messageId, text })
  const codeOf = (answer: { ok: boolean; refusal?: { code: string } }): string =>
    answer.ok ? 'granted' : (answer.refusal?.code ?? '')
  const read = async (console: TestConsole) => await console.request('caucus:read', { line: LINE, callId })

  it('reaches the consoles of the same party that are in it, and comes in no frame to anybody else', async () => {
    const messageId = randomUUID()
    expect(codeOf(await say(principal, word, messageId))).to.equal('granted')
    expect(codeOf(await say(principal, word, messageId)), 'sent again, for want of an answer').to.equal('granted')
    await until('the adviser has it', () => adviser.heard('caucus:said').length > 0)
    expect(adviser.heard('caucus:said').map(({ said }) => said.text)).to.deep.equal([word])
    expect(adviser.heard('caucus:said')[0]?.said.from).to.include({ person: 'kr-principal', party: 'kr' })
    // Whatever would come to the others has come when an entry after it has.
    await adviser.command('text:send', { line: LINE, language: 'en', text: 'A word for all.' })
    for (const other of others) {
      await until('they have what is for all', () => other.frames.some((frame) => frame.includes('A word for all.')))
      const who = other.welcome.person.person
      expect(other.frames.join('\n'), who)
        .to.include('caucus:entered')
        .and.not.include(word)
        .and.not.include('caucus:said')
    }
  })

  it('is neither read nor written by who is not in it, and not written by a listener who is', async () => {
    for (const other of others) {
      expect(codeOf(await read(other)), other.welcome.person.person).to.equal('not-now')
      const isListener = other.welcome.person.roles.includes('listener')
      expect(codeOf(await say(other, 'Nothing.'))).to.equal(isListener ? 'not-allowed' : 'not-now')
    }
    const listener = others.find(({ welcome }) => welcome.person.roles.includes('listener'))
    if (listener === undefined) throw new Error('There is no listener.')
    await listener.command('caucus:enter', { line: LINE, callId })
    const answer = await read(listener)
    const { texts } = caucusRequestSchemas['caucus:read'].answer.parse(answer.ok ? answer.body : undefined)
    expect(
      texts.map(({ text }) => text),
      'who comes later in the same party',
    ).to.deep.equal([word])
    expect(codeOf(await say(listener, 'Nothing.'))).to.equal('not-allowed')
  })

  it('is not said to who has left it', async () => {
    await adviser.command('caucus:leave', { line: LINE, callId })
    const before = adviser.heard('caucus:said').length
    expect(codeOf(await say(principal, `${word} again`))).to.equal('granted')
    await principal.command('text:send', { line: LINE, language: 'en', text: 'Another word for all.' })
    await until('they have what came after', () =>
      adviser.frames.some((frame) => frame.includes('Another word for all.')),
    )
    expect(adviser.heard('caucus:said').length).to.equal(before)
    expect(codeOf(await read(adviser))).to.equal('not-now')
  })

  it('is in no file and in no line of the log, during the call and after it, and is forgotten with the call', async () => {
    const holding = async (): Promise<string[]> => {
      const entries = await readdir(product.config.dataDir, { recursive: true, withFileTypes: true })
      const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
      const found = await Promise.all(files.map(async (file) => (await readFile(file)).includes(word)))
      expect(files.length, 'there is something to look through').to.be.greaterThan(5)
      return files.filter((_file, at) => found[at])
    }
    expect(await holding(), 'while the call is up').to.deep.equal([])
    await principal.command('call:end', { line: LINE, callId })
    expect(codeOf(await read(principal))).to.equal('too-late')
    await until('the record is closed', () => principal.call(LINE).recording.state === 'closed')
    expect(await holding(), 'when the record is closed').to.deep.equal([])
    const { body } = await product.http('GET', `/api/v1/records/${callId}`, { as: 'us-records' })
    expect(body.toString(), 'that it happened is on the record').to.include('caucus:left').and.not.include(word)
    await product.restart()
    expect(await holding(), 'after a start of the server').to.deep.equal([])
    expect(logged.length, 'there is a log').to.be.greaterThan(100)
    expect(logged.includes(word), 'of the server').to.equal(false)
  })

  /** Opens their microphone live, as a console that remembers nothing would, and is muted until they unmute it. */
  async function comesBackMuted(who: TestConsole, japan: TestConsole, ssrc: number): Promise<void> {
    await who.command('call:join', { line: LINE, callId })
    const opened = await who.request('warm-line:open', { line: LINE })
    if (!opened.ok) throw new Error(opened.refusal.message)
    const { warmLine, rtpCapabilities } = opened.body
    await who.request('warm-line:ready', { line: LINE, warmLine, rtpCapabilities })
    const track = await who.request('track:open', {
      ...{ line: LINE, callId, warmLine, kind: 'microphone', muted: false },
      rtpParameters: microphoneParameters(ssrc),
    })
    if (!track.ok) throw new Error(track.refusal.message)
    expect(track.body.muted, who.welcome.person.person).to.equal(true)
    const { trackId } = track.body
    const known = () => japan.call(LINE).tracks.find((one) => one.trackId === trackId)
    await until('Japan knows of it', () => known() !== undefined)
    expect(known()?.muted, 'as all know').to.equal(true)
    const { person } = who.welcome.person
    expect(hushOf(japan.call(LINE), person)).to.include({ out: 'lost' })
    await who.request('track:unmute', { line: LINE, trackId })
    await until('they are heard by their own act', () => known()?.muted === false)
    expect(hushOf(japan.call(LINE), person)?.off).to.deep.equal(['camera'])
  }

  it('leaves nobody on the air who comes back from a lost socket or a lost server', async () => {
    ;[principal, adviser] = [await product.console('kr-principal'), await product.console('kr-adviser')]
    let japan = await product.console('jp-principal')
    const placed = { line: LINE, precedence: 'routine', marking: 'exercise' } as const
    ;({ callId } = await principal.command('call:place', placed))
    await japan.command('call:answer', { line: LINE, callId })
    await adviser.command('call:join', { line: LINE, callId })
    for (const who of [principal, adviser]) await who.command('caucus:enter', { line: LINE, callId })
    const inside = () => insidersOf(japan.call(LINE)).length
    await until('two confer', () => inside() === 2)
    adviser.close()
    await until('one of them is lost', () => inside() === 1)
    adviser = await product.console('kr-adviser', adviser.tab)
    await comesBackMuted(adviser, japan, 1)
    const [{ tab }, { tab: ofJapan }] = [principal, japan]
    await product.restart()
    ;[principal, japan] = [await product.console('kr-principal', tab), await product.console('jp-principal', ofJapan)]
    expect(inside()).to.equal(0)
    await comesBackMuted(principal, japan, 2)
  })
})
