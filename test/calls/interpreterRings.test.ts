import { expect } from 'chai'
import type { Line } from '../../server/protocol/directory.ts'
import { preemptions } from '../../server/calls/otherLines.ts'
import { ringsAt } from '../../server/calls/interpreterRings.ts'
import { DEFAULT_TIMING } from '../../server/calls/timing.ts'
import { LEADERS } from './demonstrationLines.ts'
import { at, Hotline, jpPrincipal, jpWatch, krPrincipal, PLACE, usPrincipal } from './hotline.ts'

const krInterpreter = at('kr', 'interpreter', 20)
const jpInterpreter = at('jp', 'interpreter', 21)
const EVERYBODY = [krPrincipal, jpPrincipal, jpWatch, usPrincipal, krInterpreter, jpInterpreter]

/** A call of Korea's principal that rings, with an interpreter of Korea and one of Japan signed in. */
function ringing(line: Line = LEADERS, precedence: 'routine' | 'flash' = 'routine'): Hotline {
  const hotline = new Hotline(line)
  hotline.signedIn = EVERYBODY
  hotline.must(krPrincipal, { ...PLACE, precedence })
  hotline.must('server', { name: 'recording:start', callId: hotline.call.callId, keyNumber: 1 })
  return hotline
}

const rungAt = ({ call }: Hotline): string[] =>
  EVERYBODY.filter(({ console, standing }) => ringsAt(call, { ...console, standing })).map(
    ({ console }) => console.person,
  )

describe('The interpreters of a call', () => {
  it('are rung at once with it, those of every party, also of the one that calls', () => {
    const hotline = ringing()
    expect(rungAt(hotline)).to.deep.equal([
      'jp-principal',
      'jp-watch',
      'us-principal',
      'kr-interpreter',
      'jp-interpreter',
    ])
    expect(hotline.call.interpreterRings?.map(({ party, state }) => [party, state])).to.deep.equal([
      ['kr', 'sent'],
      ['jp', 'sent'],
    ])
  })

  it('answer, and are then in the call, which rings on: their party is not reached by it', () => {
    const hotline = ringing()
    const { callId } = hotline.call
    const answer = { name: 'call:answer', callId } as const
    const facts = hotline.must(jpInterpreter, answer)
    expect(facts.map(({ type }) => type)).to.deep.equal(['ring:answered', 'leg:joined'])
    expect(hotline.ring('jp').state).to.equal('sent')
    expect(hotline.call.phase).to.equal('ringing')
    expect(rungAt(hotline), 'everybody else rings on').to.deep.equal([
      'jp-principal',
      'jp-watch',
      'us-principal',
      'kr-interpreter',
    ])
    hotline.must(jpPrincipal, answer)
    expect([hotline.call.phase, hotline.ring('jp').state]).to.deep.equal(['up', 'answered'])
    expect(hotline.state.missed).to.deep.equal([])
    hotline.must(krInterpreter, answer)
    expect(hotline.call.interpreterRings?.map(({ state }) => state)).to.deep.equal(['answered', 'answered'])
  })

  it('leave their party to be rung again, while they alone are there', () => {
    const hotline = ringing()
    const { callId } = hotline.call
    hotline.must(jpInterpreter, { name: 'call:answer', callId })
    for (const who of [jpPrincipal, jpWatch]) hotline.must(who, { name: 'call:decline', callId, reason: 'unavailable' })
    expect(hotline.ring('jp').state).to.equal('declined')
    const again = hotline.must(krPrincipal, { name: 'ring:repeat', callId, party: 'jp' })
    expect(again.map(({ type }) => type)).to.deep.equal(['ring:sent'])
  })

  it('of one booth are each needed: the answer of one rings on for the other', () => {
    const partner = {
      ...krInterpreter,
      console: { ...krInterpreter.console, person: 'kr-partner', console: at('kr', 'interpreter', 30).console.console },
    }
    const hotline = new Hotline()
    hotline.signedIn = [...EVERYBODY, partner]
    hotline.must(krPrincipal, PLACE)
    const { callId } = hotline.call
    hotline.must('server', { name: 'recording:start', callId, keyNumber: 1 })
    hotline.must(krInterpreter, { name: 'call:answer', callId })
    expect(ringsAt(hotline.call, { ...partner.console, standing: 'joins' })?.state).to.equal('sent')
    hotline.must(krInterpreter, { name: 'call:hold', callId })
    const back = hotline.must(krInterpreter, { name: 'call:retrieve', callId })
    expect(
      back.map(({ type }) => type),
      'they have answered once',
    ).to.deep.equal(['leg:retrieved'])
    hotline.must(krInterpreter, { name: 'call:leave', callId })
    const rung = (who: typeof partner) => ringsAt(hotline.call, { ...who.console, standing: 'joins' }) !== undefined
    expect([rung(krInterpreter), rung(partner)], 'who has answered and left is not rung again').to.deep.equal([
      false,
      true,
    ])
    hotline.must(partner, { name: 'ring:report', callId, attempt: 1, state: 'sounding', armed: true })
    hotline.must(partner, { name: 'call:decline', callId, reason: 'wrong-time' })
    expect(hotline.call.interpreterRings?.find(({ party }) => party === 'kr')?.state).to.equal('declined')
  })

  it('are rung when they sign in later, as long as a call rings at first, unless they know of it already', () => {
    const others = [krPrincipal, jpPrincipal, usPrincipal]
    const partner = {
      ...krInterpreter,
      console: { ...krInterpreter.console, person: 'kr-partner', console: at('kr', 'interpreter', 30).console.console },
    }
    const hotline = new Hotline()
    hotline.signedIn = others
    hotline.must(krPrincipal, PLACE)
    const { callId } = hotline.call
    const come = (who: typeof partner) => {
      hotline.signedIn = [...hotline.signedIn, who]
      return hotline.must('server', { name: 'interpreters:ring', callId, console: who.console.console })
    }
    const rung = (who: typeof partner) => ringsAt(hotline.call, { ...who.console, standing: 'joins' }) !== undefined
    expect(come(jpInterpreter), 'nothing rings before the recorder').to.deep.equal([])
    hotline.must('server', { name: 'recording:start', callId, keyNumber: 1 })
    expect(hotline.call.interpreterRings?.map(({ party }) => party)).to.deep.equal(['jp'])
    expect(come(krInterpreter).map(({ type }) => type)).to.deep.equal(['ring:sent'])
    expect([rung(krInterpreter), rung(jpInterpreter)]).to.deep.equal([true, true])
    hotline.must(krInterpreter, { name: 'call:answer', callId })
    expect(
      come(partner).map(({ type }) => type),
      'after the answer of their colleague',
    ).to.deep.equal(['ring:sent'])
    expect([rung(partner), rung(krInterpreter)]).to.deep.equal([true, false])
    hotline.must(partner, { name: 'call:decline', callId, reason: 'unavailable' })
    expect([come(partner), rung(partner)], 'they have declined it').to.deep.equal([[], false])
    hotline.must(krInterpreter, { name: 'call:leave', callId })
    expect(come(krInterpreter), 'they were in it').to.deep.equal([])
    hotline.atMs += DEFAULT_TIMING.ringTimeoutMs
    expect(come(at('us', 'interpreter', 22)), 'it has rung for long enough').to.deep.equal([])
  })

  it('are told that they were not reached, and have missed nothing that insists', () => {
    const hotline = ringing()
    const { callId } = hotline.call
    const ring = hotline.call.interpreterRings?.[0]
    hotline.atMs += DEFAULT_TIMING.ringTimeoutMs
    const expire = { name: 'ring:expire', callId, party: 'kr', attempt: 1, interpreters: true } as const
    const facts = hotline.must('server', { ...expire, ...(ring?.deadlineAtMs && { deadlineAtMs: ring.deadlineAtMs }) })
    expect(facts).to.deep.equal([
      { type: 'ring:unanswered', v: 1, callId, party: 'kr', attempt: 1, interpreters: true },
    ])
    expect(hotline.state.missed).to.deep.equal([])
    hotline.must(krPrincipal, { name: 'call:end', callId })
    expect(hotline.call.interpreterRings?.map(({ state }) => state)).to.deep.equal(['unanswered', 'over'])
    expect(hotline.state.missed.map(({ party }) => party)).to.deep.equal(['jp', 'us'])
  })

  it('are taken out of a lower call by a flash ring as everybody is', () => {
    const other = new Hotline({ ...LEADERS, line: 'advisers' })
    other.signedIn = EVERYBODY
    other.must(jpPrincipal, PLACE)
    other.must('server', { name: 'recording:start', callId: other.call.callId, keyNumber: 1 })
    other.must(krPrincipal, { name: 'call:answer', callId: other.call.callId })
    other.must(krInterpreter, { name: 'call:join', callId: other.call.callId })
    const flash = ringing(LEADERS, 'flash')
    const views = [other, flash].map((line) => ({ state: line.state, signedIn: line.given().signedIn }))
    const wanted = preemptions(views).map(({ line, command }) => [line, command.name, command.console])
    expect(wanted).to.deep.include(['advisers', 'leg:hold', krInterpreter.console.console])
  })

  it('are rung as a ladder says where their party has one, and not at all where the line leaves it to them', () => {
    const ladders = { jp: [{ afterMs: 0, roles: ['principal' as const] }] }
    expect(ringing({ ...LEADERS, ladders }).call.interpreterRings?.map(({ party }) => party)).to.deep.equal(['kr'])
    expect(ringing({ ...LEADERS, interpreters: 'join' }).call.interpreterRings).to.equal(undefined)
  })
})
