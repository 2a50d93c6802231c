import { expect } from 'chai'
import { insidersOf, sharesCaucus } from '../../server/calls/caucus.ts'
import type { AtConsole } from '../../server/calls/decision.ts'
import { heardAs } from '../../server/calls/hearing.ts'
import { hushOf, isHushed, offAirIn } from '../../server/calls/hush.ts'
import { lineFactSchema } from '../../server/protocol/lineFacts.ts'
import {
  at,
  id,
  jpPrincipal,
  jpWatch,
  krAdviser,
  krPrincipal,
  krWatch,
  up,
  usListener,
  type Hotline,
} from './hotline.ts'

/** Korea's principal, adviser and watch officer, Japan's two and a listener; the principal and adviser of Korea confer. */
function conference(): Hotline {
  const hotline = up()
  const { callId } = hotline.call
  for (const who of [krWatch, krAdviser, jpWatch, usListener]) hotline.must(who, { name: 'call:join', callId })
  for (const who of [krPrincipal, krAdviser]) hotline.must(who, { name: 'caucus:enter', callId })
  return hotline
}
const inside = (hotline: Hotline) =>
  hotline.call.caucuses?.filter(({ toMs }) => toMs === undefined).map(({ person }) => person) ?? []

describe('the caucus of a party', () => {
  it('is heard by consoles of the same party that are in it, by this table', () => {
    const hotline = conference()
    hotline.must(jpPrincipal, { name: 'caucus:enter', callId: hotline.call.callId })
    const insiders = insidersOf(hotline.call)
    const people = { krPrincipal, krAdviser, krWatch, jpPrincipal, usListener }
    const hears = (speaker: keyof typeof people) =>
      Object.entries(people)
        .filter(([, who]) => sharesCaucus(insiders, who.console.console, people[speaker].console.console))
        .map(([name]) => name)
    expect(hears('krPrincipal')).to.deep.equal(['krAdviser'])
    expect(hears('krAdviser')).to.deep.equal(['krPrincipal'])
    expect(hears('jpPrincipal'), 'a caucus of one').to.deep.equal([])
    expect(hears('krWatch'), 'who is not in it').to.deep.equal([])
  })

  it('goes before what is chosen to be heard: the floor goes on underneath, and has nothing of who confers', () => {
    const { call } = conference()
    const heard = (listener: AtConsole, kind: 'caucus' | 'microphone' | 'camera', speaker: AtConsole) =>
      heardAs(call, listener.console.console, { kind, console: speaker.console.console })
    expect(heard(krPrincipal, 'caucus', krAdviser)).to.equal('full')
    expect(heard(krWatch, 'caucus', krAdviser)).to.equal('none')
    expect(heard(jpPrincipal, 'caucus', krAdviser)).to.equal('none')
    expect(heard(krPrincipal, 'microphone', jpPrincipal)).to.equal('under')
    expect(heard(krWatch, 'microphone', jpPrincipal)).to.equal('full')
    expect(heard(jpPrincipal, 'microphone', krAdviser)).to.equal('none')
    expect(heard(jpPrincipal, 'camera', krAdviser), 'nor are they seen: lips can be read').to.equal('none')
    expect(heard(krPrincipal, 'camera', krAdviser)).to.equal('none')
    expect(heard(jpPrincipal, 'camera', krWatch)).to.equal('full')
  })

  it('is a fact that names who and nothing else, once, and so is leaving', () => {
    const hotline = conference()
    const { callId } = hotline.call
    expect(hotline.must(krPrincipal, { name: 'caucus:enter', callId }), 'again').to.deep.equal([])
    hotline.atMs += 5_000
    const left = hotline.must(krAdviser, { name: 'caucus:leave', callId })
    const { console } = krAdviser.console
    expect(left).to.deep.equal([{ type: 'caucus:left', v: 1, callId, console, person: 'kr-adviser', party: 'kr' }])
    expect(hotline.must(krAdviser, { name: 'caucus:leave', callId }), 'again').to.deep.equal([])
    const stay = hotline.call.caucuses?.find(({ person }) => person === 'kr-adviser')
    expect(stay && stay.toMs !== undefined && stay.toMs - stay.fromMs).to.equal(5_000)
    expect(inside(hotline)).to.deep.equal(['kr-principal'])
  })

  it('is over for whoever is on hold, lost or gone from the call, and with the call', () => {
    const hotline = conference()
    const { callId } = hotline.call
    hotline.must(krPrincipal, { name: 'call:hold', callId })
    expect(inside(hotline)).to.deep.equal(['kr-adviser'])
    const hold = hotline.take(krPrincipal, { name: 'caucus:enter', callId })
    expect(hold, 'from hold').to.have.nested.property('refusal.code', 'not-now')
    hotline.must('server', { name: 'leg:lose', callId, console: krAdviser.console.console })
    expect(inside(hotline)).to.deep.equal([])
    hotline.must(krAdviser, { name: 'call:join', callId })
    expect(inside(hotline), 'who comes back is not in it').to.deep.equal([])
    hotline.must(krAdviser, { name: 'caucus:enter', callId })
    hotline.must(krAdviser, { name: 'call:leave', callId })
    expect(inside(hotline)).to.deep.equal([])
    hotline.must(krWatch, { name: 'caucus:enter', callId })
    hotline.must(jpPrincipal, { name: 'call:end', callId })
    expect(inside(hotline)).to.deep.equal([])
    expect(hotline.take(krWatch, { name: 'caucus:enter', callId })).to.have.nested.property('refusal.code', 'too-late')
  })

  it('lets nobody be heard on the floor by falling out of it: a ring elsewhere and a lost path bring them back muted', () => {
    const hotline = conference()
    const { callId } = hotline.call
    const isOff = () => isHushed(hotline.call, 'kr-principal', 'microphone')
    const { console } = krPrincipal.console
    const start = { name: 'track:start', callId, console, kind: 'microphone' } as const
    const ways = {
      ring: [
        ['server', { name: 'leg:hold', callId, console, reason: 'pre-empted', precedence: 'flash' }],
        ['server', { name: 'leg:retrieve', callId, console }],
      ],
      path: [
        ['server', { name: 'leg:lose', callId, console }],
        [krPrincipal, { name: 'call:join', callId }],
      ],
    } as const
    for (const [name, way] of Object.entries(ways)) {
      hotline.atMs += 1_000
      for (const [by, command] of way) hotline.must(by, command)
      expect(isOff(), name).to.equal(true)
      const trackId = id(name === 'ring' ? 21 : 22)
      hotline.must('server', { ...start, trackId, muted: true })
      expect(isOff(), 'a path made anew unmutes nobody').to.equal(true)
      hotline.must('server', { name: 'track:unmute', callId, trackId })
      expect(isOff(), 'their own act').to.equal(false)
      hotline.must(krPrincipal, { name: 'caucus:enter', callId })
      hotline.must('server', { name: 'track:end', callId, trackId, reason: 'stopped' })
    }
    hotline.must(krPrincipal, { name: 'caucus:leave', callId })
    hotline.must('server', { name: 'leg:lose', callId, console })
    hotline.must(krPrincipal, { name: 'call:join', callId })
    expect(isOff(), 'also who had left it by themselves').to.equal(true)
  })

  it('leaves a channel to others meanwhile, and a desk behind where somebody falls out of it', () => {
    const hotline = conference()
    const { callId } = hotline.call
    const [interpreter, partner] = [at('kr', 'interpreter', 12), at('us', 'interpreter', 13)]
    for (const who of [interpreter, partner]) {
      hotline.must(who, { name: 'call:join', callId })
      hotline.must(who, { name: 'desk:take', callId, pair: ['ko', 'en'], output: 'en' })
    }
    const { console } = interpreter.console
    const track = { callId, trackId: id(23), console, kind: 'interpretation', channel: 'en', muted: false } as const
    hotline.must('server', { name: 'track:start', ...track })
    const take = { name: 'channel:take', callId, channel: 'en' } as const
    expect(hotline.take(partner, take), 'while it is carried').to.have.nested.property('refusal.code', 'not-now')
    hotline.must(interpreter, { name: 'caucus:enter', callId })
    hotline.must(usListener, { name: 'hearing:choose', callId, hearing: 'en' })
    const floor = { console: jpPrincipal.console.console, kind: 'microphone' } as const
    expect(heardAs(hotline.call, usListener.console.console, floor), 'nobody speaks over it').to.equal('full')
    hotline.must(partner, take)
    const desks = () => hotline.call.desks?.map((one) => one.person)
    hotline.must('server', { name: 'leg:lose', callId, console })
    expect(desks()).to.deep.equal(['us-interpreter'])
    hotline.must(partner, { name: 'caucus:enter', callId })
    hotline.must(at('us', 'interpreter', 13, 1), { name: 'call:join', callId })
    expect(desks(), 'who goes on at another console').to.deep.equal([])
  })

  it('puts nobody on the air of all when it is over, in whichever way, before they do it themselves', () => {
    const { console: first } = krAdviser.console
    const second = { ...krAdviser, console: { ...krAdviser.console, console: id(77) } }
    const ways: readonly [string, (hotline: Hotline, callId: string) => void][] = [
      ['left', (hotline, callId) => hotline.must(krAdviser, { name: 'caucus:leave', callId })],
      [
        'lost',
        (hotline, callId) => {
          hotline.must('server', { name: 'leg:lose', callId, console: first })
          hotline.must(krAdviser, { name: 'call:join', callId })
        },
      ],
      [
        'lost',
        (hotline, callId) => {
          hotline.must('server', { name: 'call:resume', callId })
          hotline.must(krAdviser, { name: 'call:join', callId })
        },
      ],
      [
        'held',
        (hotline, callId) => {
          hotline.must(krAdviser, { name: 'call:hold', callId })
          hotline.must(krAdviser, { name: 'call:retrieve', callId })
        },
      ],
      ['gone', (hotline, callId) => hotline.must(second, { name: 'call:join', callId })],
      [
        'gone',
        (hotline, callId) => {
          hotline.must(krAdviser, { name: 'call:leave', callId })
          hotline.must(krAdviser, { name: 'call:join', callId })
        },
      ],
    ]
    for (const [out, happens] of ways) {
      const hotline = conference()
      const { callId } = hotline.call
      happens(hotline, callId)
      expect(hushOf(hotline.call, 'kr-adviser')?.out).to.equal(out)
      const console = hotline.call.legs.findLast(({ person }) => person === 'kr-adviser')?.console ?? ''
      const off = () => offAirIn(hotline.call).filter((one) => one.console === console)
      expect(off().map(({ kind, stays }) => `${kind} ${stays}`)).to.deep.equal(['microphone true', 'camera true'])
      const opens = (kind: 'microphone' | 'camera', trackId: string) => {
        hotline.must('server', { name: 'track:start', callId, trackId, console, kind, muted: true })
        expect(isHushed(hotline.call, 'kr-adviser', kind), 'opening it is no word about that').to.equal(true)
        hotline.must('server', { name: 'track:unmute', callId, trackId })
      }
      opens('microphone', id(90))
      expect(
        off().map(({ kind }) => kind),
        `${out}, and unmuted`,
      ).to.deep.equal(['camera'])
      opens('camera', id(91))
      expect(hushOf(hotline.call, 'kr-adviser')).to.equal(undefined)
    }
  })

  it('takes its people off the air of all when they enter, and nothing from there puts them on it', () => {
    const hotline = conference()
    const { callId } = hotline.call
    const { console } = krPrincipal.console
    const off = () => offAirIn(hotline.call).filter((one) => one.console === console)
    expect(off().map(({ kind }) => kind)).to.deep.equal(['microphone', 'camera', 'screen'])
    hotline.must('server', { name: 'track:start', callId, trackId: id(90), console, kind: 'microphone', muted: true })
    hotline.must('server', { name: 'track:unmute', callId, trackId: id(90) })
    expect(isHushed(hotline.call, 'kr-principal', 'microphone')).to.equal(true)
    hotline.atMs += 1_000
    hotline.must(krPrincipal, { name: 'caucus:leave', callId })
    const before = off()[0]?.atMs ?? 0
    hotline.must(krPrincipal, { name: 'caucus:enter', callId })
    expect(off()[0]?.atMs, 'each time anew').to.equal(before + 1_000)
    expect(off().map(({ kind }) => kind)).to.deep.equal(['microphone', 'camera', 'screen'])
  })

  it('has no track in any fact: the protocol knows none', () => {
    const { callId } = up().call
    const { console, person } = krAdviser.console
    const track = { type: 'track:started', v: 1, callId, trackId: id(9), console, person, muted: false }
    expect(lineFactSchema.safeParse({ ...track, kind: 'microphone' }).success).to.equal(true)
    expect(lineFactSchema.safeParse({ ...track, kind: 'caucus' }).success).to.equal(false)
  })

  it('is entered 200 times in one call by one person at most', () => {
    const hotline = conference()
    const { callId } = hotline.call
    for (let stays = 0; stays < 200; stays += 1) {
      hotline.must(krWatch, { name: 'caucus:enter', callId })
      hotline.must(krWatch, { name: 'caucus:leave', callId })
    }
    const refused = hotline.take(krWatch, { name: 'caucus:enter', callId })
    expect(refused).to.have.nested.property('refusal.code', 'not-allowed')
  })
})
