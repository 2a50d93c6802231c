import { expect } from 'chai'
import { refuseDelegation, comesInMuted, DELEGATIONS, possibleDelegations } from '../../server/calls/delegation.ts'
import { legOfPerson } from '../../server/calls/roster.ts'
import type { Leg } from '../../server/protocol/lineState.ts'
import { ROLES, type Role } from '../../server/protocol/words.ts'
import { at, id, jpPrincipal, krAdviser, krPrincipal, krWatch, up, usListener, type Hotline } from './hotline.ts'

const krListener = at('kr', 'listener', 11)
const leg = (party: string, role: Role, number: number): Leg => ({
  ...at(party, role, number).console,
  how: 'joined',
  state: 'on',
  sinceMs: 1,
  fromMs: 1,
})

/** Korea's principal, watch officer, adviser and listener, and Japan's principal; Korea's adviser speaks. */
function conference(): Hotline {
  const hotline = up()
  const { callId } = hotline.call
  for (const who of [krWatch, krAdviser, krListener, usListener]) hotline.must(who, { name: 'call:join', callId })
  const { console } = krAdviser.console
  hotline.must('server', { name: 'track:start', callId, trackId: id(1), console, kind: 'microphone', muted: false })
  return hotline
}

const legOf = (hotline: Hotline, person: string): Leg => {
  const found = legOfPerson(hotline.call, person)
  if (found === undefined) throw new Error(`${person} is not in the call.`)
  return found
}

describe('what people do about each other’s microphones', () => {
  it('comes of who is rung or joins: those who come to help their own come in muted', () => {
    const roles = (standing: 'rung' | 'joins') => ROLES.filter((role) => comesInMuted({ role, standing }))
    expect(roles('joins')).to.deep.equal(['adviser', 'interpreter', 'notetaker', 'listener'])
    expect(roles('rung')).to.deep.equal([])
  })

  it('is allowed by this table', () => {
    const adviser = leg('kr', 'adviser', 3)
    const allowed = (party: string, role: Role, to: Leg = adviser) =>
      DELEGATIONS.filter((name) => refuseDelegation[name](leg(party, role, 20), to) === undefined).join(' ')
    expect({
      'kr principal': allowed('kr', 'principal'),
      'kr watch': allowed('kr', 'watch'),
      'kr interpreter': allowed('kr', 'interpreter'),
      'kr notetaker': allowed('kr', 'notetaker'),
      'jp principal': allowed('jp', 'principal'),
      'us listener': allowed('us', 'listener'),
      'to oneself': allowed('kr', 'adviser'),
      'to a listener': allowed('kr', 'principal', leg('kr', 'listener', 11)),
    }).to.deep.equal({
      'kr principal': 'floor:give floor:release mute:ask leg:mute',
      'kr watch': 'floor:give floor:release mute:ask leg:mute',
      'kr interpreter': 'mute:ask leg:mute',
      'kr notetaker': 'mute:ask leg:mute',
      'jp principal': 'mute:ask',
      'us listener': 'mute:ask',
      'to oneself': 'floor:release',
      'to a listener': 'floor:release leg:mute',
    })
  })

  it('the floor: given by their own, kept while muted, given on, given up or taken, and over with hold or leaving', () => {
    const hotline = conference()
    const { callId } = hotline.call
    const give = (who = krPrincipal, person = 'kr-adviser') => hotline.take(who, { name: 'floor:give', callId, person })
    expect(give()).to.deep.equal({
      facts: [{ type: 'floor:given', v: 1, callId, console: krAdviser.console.console, person: 'kr-adviser' }],
    })
    expect(hotline.call.floor?.by).to.deep.equal({
      person: 'kr-principal',
      name: 'kr-principal',
      party: 'kr',
      atMs: hotline.atMs,
    })
    expect(give(), 'again').to.deep.equal({ facts: [] })
    hotline.must('server', { name: 'track:mute', callId, trackId: id(1) })
    expect(hotline.call.floor?.person, 'let go of the key by which they spoke').to.equal('kr-adviser')
    hotline.must('server', { name: 'track:unmute', callId, trackId: id(1) })
    expect(hotline.call.floor?.person, 'they speak').to.equal('kr-adviser')
    const release = (who = krAdviser) => hotline.take(who, { name: 'floor:release', callId, person: 'kr-adviser' })
    expect(release(jpPrincipal), 'by another party').to.have.nested.property('refusal.code', 'not-allowed')
    expect(release()).to.deep.equal({
      facts: [{ type: 'floor:released', v: 1, callId, console: krAdviser.console.console, person: 'kr-adviser' }],
    })
    expect(hotline.call.floor, 'given up').to.equal(undefined)
    expect(release(), 'again').to.deep.equal({ facts: [] })
    give(krWatch)
    expect(release(krPrincipal), 'taken back by another one of the party').to.have.nested.property('facts.length', 1)
    expect(hotline.call.floor).to.equal(undefined)
    give()
    give(krPrincipal, 'kr-watch')
    expect(hotline.call.floor?.person, 'given on').to.equal('kr-watch')
    hotline.must(krWatch, { name: 'call:hold', callId })
    expect(hotline.call.floor, 'on hold').to.equal(undefined)
    expect(give(krPrincipal, 'kr-watch'), 'to who is on hold').to.have.nested.property('refusal.code', 'not-now')
    expect(give(jpPrincipal), 'by another party').to.have.nested.property('refusal.code', 'not-allowed')
    expect(give(krPrincipal, 'us-principal'), 'who is not there').to.have.nested.property('refusal.code', 'not-now')
    give()
    hotline.must(krAdviser, { name: 'call:leave', callId })
    expect(hotline.call.floor, 'left').to.equal(undefined)
  })

  it('asking to mute: by anybody, once in a while, and done with when they mute', () => {
    const hotline = conference()
    const { callId } = hotline.call
    const ask = { name: 'mute:ask', callId, person: 'kr-adviser' } as const
    expect(hotline.must(jpPrincipal, ask)).to.have.length(1)
    expect(legOf(hotline, 'kr-adviser').muteAsked).to.include({ person: 'jp-principal', party: 'jp' })
    expect(hotline.must(jpPrincipal, ask), 'at once again').to.deep.equal([])
    hotline.must(usListener, ask)
    expect(legOf(hotline, 'kr-adviser').muteAsked?.person, 'the last who asks').to.equal('us-listener')
    hotline.atMs += 15_000
    expect(hotline.must(usListener, ask), 'after a while').to.have.length(1)
    hotline.must('server', { name: 'track:mute', callId, trackId: id(1) })
    expect(legOf(hotline, 'kr-adviser')).to.not.have.property('muteAsked')
    expect(hotline.must(jpPrincipal, ask), 'who is muted').to.deep.equal([])
    expect(legOf(hotline, 'kr-adviser'), 'nobody else mutes anybody').to.not.have.property('mutedBy')
  })

  it('asking to mute: not again by the same person for a while, whoever else asks and whatever is done meanwhile', () => {
    const hotline = conference()
    const { callId } = hotline.call
    const ask = { name: 'mute:ask', callId, person: 'kr-adviser' } as const
    const asks = () => [jpPrincipal, usListener].map((who) => hotline.must(who, ask).length)
    expect(asks()).to.deep.equal([1, 1])
    hotline.atMs += 1_000
    expect(asks(), 'in turns').to.deep.equal([0, 0])
    for (const name of ['track:mute', 'track:unmute'] as const) hotline.must('server', { name, callId, trackId: id(1) })
    expect(asks(), 'who has muted and speaks again').to.deep.equal([0, 0])
    hotline.atMs += 14_000
    expect(asks(), 'after a while').to.deep.equal([1, 1])
    expect(legOf(hotline, 'kr-adviser').muteAsks).to.have.length(2)
  })

  it('muting: by their own party alone, at once, and until the person unmutes', () => {
    const hotline = conference()
    const { callId } = hotline.call
    const mute = { name: 'leg:mute', callId, person: 'kr-adviser' } as const
    const refused = hotline.take(jpPrincipal, mute)
    expect(refused).to.have.nested.property('refusal.code', 'not-allowed')
    hotline.must(krWatch, { name: 'floor:give', callId, person: 'kr-adviser' })
    hotline.must(krPrincipal, mute)
    expect(hotline.call.tracks[0]?.muted, 'the roster says so with the same fact').to.equal(true)
    expect(legOf(hotline, 'kr-adviser').mutedBy).to.include({ person: 'kr-principal' })
    expect(hotline.call.floor, 'the floor is theirs no more').to.equal(undefined)
    expect(hotline.must(krPrincipal, mute), 'again').to.deep.equal([])
    hotline.must('server', { name: 'track:unmute', callId, trackId: id(1) })
    expect(legOf(hotline, 'kr-adviser')).to.not.have.property('mutedBy')
    hotline.must(krPrincipal, mute)
    hotline.must('server', { name: 'track:end', callId, trackId: id(1), reason: 'stopped' })
    const { console } = krAdviser.console
    const start = { name: 'track:start', callId, console, kind: 'microphone' } as const
    hotline.must('server', { ...start, trackId: id(2), muted: true })
    expect(legOf(hotline, 'kr-adviser').mutedBy, 'a path made anew unmutes nobody').to.include({ party: 'kr' })
    hotline.must('server', { name: 'track:end', callId, trackId: id(2), reason: 'stopped' })
    hotline.must('server', { ...start, trackId: id(3), muted: false })
    expect(legOf(hotline, 'kr-adviser')).to.not.have.property('mutedBy')
  })

  it('is refused to who is on hold or not in the call, and of a call that is over', () => {
    const hotline = conference()
    const { callId } = hotline.call
    const mute = { name: 'leg:mute', callId, person: 'kr-adviser' } as const
    hotline.must(krWatch, { name: 'call:hold', callId })
    expect(hotline.take(krWatch, mute), 'on hold').to.have.nested.property('refusal.code', 'not-now')
    expect(hotline.take(at('kr', 'notetaker', 12), mute), 'outside').to.have.nested.property('refusal.code', 'not-now')
    hotline.must(krPrincipal, { name: 'call:end', callId })
    expect(hotline.take(krPrincipal, mute), 'over').to.have.nested.property('refusal.code', 'too-late')
  })

  it('is offered as far as it is possible and changes something', () => {
    const hotline = conference()
    const offered = (own: string, to: string) =>
      possibleDelegations(hotline.call, legOf(hotline, own), legOf(hotline, to)).join(' ')
    expect(offered('kr-principal', 'kr-adviser')).to.equal('floor:give mute:ask leg:mute')
    expect(offered('jp-principal', 'kr-adviser')).to.equal('mute:ask')
    expect(offered('kr-listener', 'kr-adviser'), 'a listener mutes nobody').to.equal('mute:ask')
    expect(offered('kr-principal', 'kr-watch'), 'who is not heard').to.equal('floor:give')
    expect(offered('kr-principal', 'kr-listener')).to.equal('')
    expect(offered('kr-principal', 'kr-principal')).to.equal('')
  })
})
