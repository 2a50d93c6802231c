import { expect } from 'chai'
import { recordSchema } from '../../server/protocol/records.ts'
import { until } from '../facts/until.ts'
import { microphoneParameters } from '../media/rtpPackets.ts'
import type { TestConsole } from './console.ts'
import { Product } from './product.ts'

const LINE = 'leaders'

describe('An interpreted call', function () {
  this.timeout(60_000)
  let product: Product

  before(async () => {
    product = await Product.start()
  })
  after(() => product.close())

  const refusalOf = async (asked: Promise<{ ok: boolean; refusal?: { code: string } }>): Promise<string> => {
    const answer = await asked
    return answer.ok ? 'granted' : (answer.refusal?.code ?? '')
  }

  /** A warm line as a console makes it, without a path: what is opened on it is known of, and sends nothing. */
  async function warm(console: TestConsole): Promise<string> {
    const opened = await console.request('warm-line:open', { line: LINE })
    if (!opened.ok) throw new Error(opened.refusal.message)
    const { warmLine, rtpCapabilities } = opened.body
    await console.request('warm-line:ready', { line: LINE, warmLine, rtpCapabilities })
    return warmLine
  }

  it('rings its interpreters, gives them desks, carries and records their channels, and remembers who listens to what', async () => {
    const kr = await product.console('kr-principal')
    const us = await product.console('us-principal')
    const koEn = await product.console('kr-interpreter')
    const { callId } = await kr.command('call:place', { line: LINE, precedence: 'routine', marking: 'exercise' })
    const inCall = { line: LINE, callId }
    const isRung = (party: string) =>
      kr.call(LINE).interpreterRings?.some((ring) => ring.party === party && ring.state === 'sent') === true
    await until('the interpreter who is there is rung', () => isRung('kr'))
    const partner = await product.console('us-interpreter')
    await until('one who signs in later is rung as well', () => isRung('us'))
    expect(kr.call(LINE).channels).to.deep.equal(['ko', 'ja', 'en'])
    await koEn.command('call:answer', inCall)
    await until('one is in the call', () => kr.call(LINE).legs.length === 2)
    expect(kr.call(LINE).phase, 'nobody has answered for the United States').to.equal('ringing')
    await us.command('call:answer', inCall)
    await partner.command('call:answer', inCall)

    const open = async (who: TestConsole, warmLine: string, ssrc: number) =>
      await who.request('track:open', {
        ...{ ...inCall, warmLine, kind: 'interpretation', channel: 'en', muted: false },
        rtpParameters: microphoneParameters(ssrc),
      })
    const [atKoEn, atPartner, atUs] = [await warm(koEn), await warm(partner), await warm(us)]
    expect(await refusalOf(open(koEn, atKoEn, 1)), 'without a desk').to.equal('not-now')
    expect(await refusalOf(open(us, atUs, 2)), 'of no interpreter').to.equal('not-allowed')
    const desk = { ...inCall, pair: ['ko', 'en'] as [string, string], output: 'en' }
    expect(await refusalOf(us.ask('desk:take', { commandId: crypto.randomUUID(), ...desk }))).to.equal('not-allowed')
    await koEn.command('desk:take', desk)
    await partner.command('desk:take', desk)
    expect(await refusalOf(open(koEn, atKoEn, 1))).to.equal('granted')
    expect(await refusalOf(open(partner, atPartner, 2))).to.equal('granted')
    await us.command('hearing:choose', { ...inCall, hearing: 'en' })
    await until('a listener has both ready', () => us.heard('consumer:opened').length === 2)
    expect(us.heard('consumer:opened').map(({ kind, channel }) => [kind, channel])).to.deep.equal([
      ['interpretation', 'en'],
      ['interpretation', 'en'],
    ])
    await koEn.command('channel:offer', inCall)
    await partner.command('channel:take', { ...inCall, channel: 'en' })
    await until(
      'everybody sees who is live',
      () => kr.call(LINE).desks?.some(({ live, person }) => live && person === 'us-interpreter') === true,
    )
    await us.command('call:leave', inCall)
    await us.command('call:join', inCall)
    await until('the choice is remembered', () =>
      kr.call(LINE).legs.some((leg) => leg.person === 'us-principal' && leg.state === 'on' && leg.hearing === 'en'),
    )
    await kr.command('call:end', inCall)

    const { body } = await product.http('GET', `/api/v1/records/${callId}`, { as: 'us-records' })
    const record = recordSchema.parse(JSON.parse(body.toString()))
    const interpreted = record.tracks.filter(({ kind }) => kind === 'interpretation')
    expect(interpreted.map(({ person, channel }) => [person, channel])).to.have.deep.members([
      ['kr-interpreter', 'en'],
      ['us-interpreter', 'en'],
    ])
  })
})
