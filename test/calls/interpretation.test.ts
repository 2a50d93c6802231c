import { expect } from 'chai'
import type { LineCommand } from '../../server/calls/commands.ts'
import type { AtConsole } from '../../server/calls/decision.ts'
import { heardAs } from '../../server/calls/hearing.ts'
import { deskOf, isCarried } from '../../server/calls/desks.ts'
import { isHushed, offAirIn } from '../../server/calls/hush.ts'
import { at, type Hotline, id, jpPrincipal, krPrincipal, up, usPrincipal } from './hotline.ts'

const krInterpreter = at('kr', 'interpreter', 20)
const jpInterpreter = at('jp', 'interpreter', 21)
const usInterpreter = at('us', 'interpreter', 22)

type InCall = LineCommand extends infer C ? (C extends { callId: string } ? Omit<C, 'callId'> : never) : never

/** A call of three principals and three interpreters; everybody's microphone is on, and each desk's tracks as well. */
class Booth {
  readonly hotline: Hotline = up()
  #tracks = 0

  constructor() {
    this.does(usPrincipal, { name: 'call:answer' })
    for (const who of [krPrincipal, jpPrincipal, usPrincipal]) this.opens(who, 'microphone')
    for (const who of [krInterpreter, jpInterpreter, usInterpreter]) {
      this.does(who, { name: 'call:join' })
      this.opens(who, 'microphone')
    }
  }

  does(who: AtConsole | 'server', command: InCall): readonly string[] {
    const facts = this.hotline.must(who, { ...command, callId: this.hotline.call.callId })
    return facts.map(({ type }) => type)
  }

  refused(who: AtConsole, command: InCall): string {
    const before = this.hotline.state
    const answer = this.hotline.take(who, { ...command, callId: this.hotline.call.callId })
    expect(this.hotline.state, 'a refusal changes nothing').to.equal(before)
    return 'refusal' in answer ? answer.refusal.code : 'granted'
  }

  opens(who: AtConsole, kind: 'microphone' | 'interpretation', channel?: string): string {
    const trackId = id(7000 + (this.#tracks += 1))
    const track = { trackId, console: who.console.console, kind, ...(channel !== undefined && { channel }) }
    this.does('server', { name: 'track:start', ...track, muted: false })
    return trackId
  }

  /** Takes a desk and opens the track of its output; answers with the track. */
  sits(who: AtConsole, pair: [string, string], output: string): string {
    this.does(who, { name: 'desk:take', pair, output })
    return this.opens(who, 'interpretation', output)
  }

  live(channel: string): string | undefined {
    return this.hotline.call.desks?.find(({ live, output }) => live && output === channel)?.person
  }

  /** How this one is sent what the others have on the air. */
  hears(who: AtConsole): Readonly<Record<string, string>> {
    const { call } = this.hotline
    const heard = call.tracks
      .filter(({ toMs }) => toMs === undefined)
      .map((track) => [
        `${track.person}${track.channel === undefined ? '' : ` ${track.channel}`}`,
        heardAs(call, who.console.console, track),
      ])
    return Object.fromEntries(heard.filter(([, how]) => how !== 'none')) as Record<string, string>
  }
}

const FLOOR = {
  'kr-principal': 'full',
  'jp-principal': 'full',
  'us-principal': 'full',
  'kr-interpreter': 'full',
  'jp-interpreter': 'full',
  'us-interpreter': 'full',
}
const without = (people: object, ...names: string[]) =>
  Object.fromEntries(Object.entries(people).filter(([name]) => !names.includes(name)))

describe('The channels of a call', () => {
  it('are the languages of its parties, each once, as they were when it was placed', () => {
    const { call } = new Booth().hotline
    expect(call.channels).to.deep.equal(['ko', 'ja', 'en'])
    expect(call.speaks).to.deep.equal({ kr: 'ko', jp: 'ja', us: 'en' })
  })

  it('leave everybody hearing the floor while nobody has chosen, and no channel', () => {
    const booth = new Booth()
    expect(booth.hears(krPrincipal)).to.deep.equal(without(FLOOR, 'kr-principal'))
    booth.sits(usInterpreter, ['ko', 'en'], 'en')
    expect(booth.hears(krPrincipal), 'who interprets is not on the floor').to.deep.equal(
      without(FLOOR, 'kr-principal', 'us-interpreter'),
    )
  })

  it('are heard over the floor, which goes on underneath, and who speaks the language is heard directly', () => {
    const booth = new Booth()
    booth.does(jpPrincipal, { name: 'hearing:choose', hearing: 'en' })
    expect(booth.hears(jpPrincipal), 'nobody interprets: the floor as it is').to.deep.equal(
      without(FLOOR, 'jp-principal'),
    )
    const track = booth.sits(krInterpreter, ['ko', 'en'], 'en')
    const interpreted = {
      'kr-principal': 'under',
      'us-principal': 'full',
      'jp-interpreter': 'under',
      'us-interpreter': 'full',
      'kr-interpreter en': 'full',
    }
    expect(booth.hears(jpPrincipal)).to.deep.equal(interpreted)
    booth.does('server', { name: 'track:mute', trackId: track })
    expect(booth.hears(jpPrincipal)['kr-principal'], 'while the interpreter coughs').to.equal('full')
    booth.does('server', { name: 'track:unmute', trackId: track })
    expect(booth.hears(jpPrincipal)).to.deep.equal(interpreted)
    booth.does('server', { name: 'leg:lose', console: krInterpreter.console.console })
    expect(booth.hears(jpPrincipal)['kr-principal'], 'while the interpreter is lost').to.equal('full')
  })

  it('are relayed: an interpreter listens to another channel, and never to what they say themselves', () => {
    const booth = new Booth()
    booth.sits(krInterpreter, ['ko', 'en'], 'en')
    booth.sits(jpInterpreter, ['ja', 'en'], 'ja')
    booth.does(jpInterpreter, { name: 'hearing:choose', hearing: 'en' })
    expect(booth.hears(jpInterpreter)).to.include({ 'kr-interpreter en': 'full', 'kr-principal': 'under' })
    expect(booth.refused(jpInterpreter, { name: 'hearing:choose', hearing: 'ja' })).to.equal('not-now')
    const turned = booth.does(jpInterpreter, { name: 'desk:turn', output: 'en' })
    expect(turned, 'the channel has somebody: this desk waits, and hears the floor').to.deep.equal([
      'desk:turned',
      'hearing:chosen',
    ])
    expect(booth.live('en')).to.equal('kr-interpreter')
  })

  it('are remembered of each person for their next leg on the line, by a fact of its own', () => {
    const booth = new Booth()
    expect(booth.refused(jpPrincipal, { name: 'hearing:choose', hearing: 'fr' })).to.equal('unknown')
    expect(booth.does(jpPrincipal, { name: 'hearing:choose', hearing: 'ja' })).to.deep.equal(['hearing:chosen'])
    expect(booth.does(jpPrincipal, { name: 'hearing:choose', hearing: 'ja' }), 'it is so already').to.deep.equal([])
    booth.does(jpPrincipal, { name: 'call:leave' })
    expect(booth.does(jpPrincipal, { name: 'call:join' })).to.deep.equal(['leg:joined', 'hearing:chosen'])
    expect(booth.hotline.call.legs.findLast(({ person }) => person === 'jp-principal')?.hearing).to.equal('ja')
    booth.does(jpPrincipal, { name: 'hearing:choose', hearing: 'floor' })
    booth.does(jpPrincipal, { name: 'call:leave' })
    expect(booth.does(jpPrincipal, { name: 'call:join' })).to.deep.equal(['leg:joined'])
  })
})

describe('A desk', () => {
  it('is live where nobody is, and waits where somebody is', () => {
    const booth = new Booth()
    expect(booth.does(krInterpreter, { name: 'desk:take', pair: ['ko', 'en'], output: 'en' })).to.deep.equal([
      'desk:taken',
      'channel:taken',
    ])
    expect(booth.does(usInterpreter, { name: 'desk:take', pair: ['en', 'ko'], output: 'en' })).to.deep.equal([
      'desk:taken',
    ])
    expect(booth.live('en')).to.equal('kr-interpreter')
    expect(booth.does(usInterpreter, { name: 'desk:turn', output: 'ko' })).to.deep.equal([
      'desk:turned',
      'channel:taken',
    ])
    expect(booth.live('ko')).to.equal('us-interpreter')
    expect(booth.does(usInterpreter, { name: 'desk:turn', output: 'ko' }), 'it is so already').to.deep.equal([])
  })

  it('is handed over when its interpreter asks, in one entry', () => {
    const booth = new Booth()
    booth.sits(krInterpreter, ['ko', 'en'], 'en')
    expect(booth.refused(krInterpreter, { name: 'channel:offer' }), 'to nobody').to.equal('not-now')
    booth.sits(usInterpreter, ['ko', 'en'], 'en')
    expect(booth.refused(usInterpreter, { name: 'channel:offer' }), 'who is not live').to.equal('not-now')
    expect(booth.refused(usInterpreter, { name: 'channel:take', channel: 'en' }), 'not asked').to.equal('not-now')
    expect(booth.does(krInterpreter, { name: 'channel:offer' })).to.deep.equal(['channel:offered'])
    expect(booth.does(krInterpreter, { name: 'channel:offer' }), 'asked once').to.deep.equal([])
    expect(booth.does(usInterpreter, { name: 'channel:take', channel: 'en' })).to.deep.equal(['channel:taken'])
    const desks = booth.hotline.call.desks?.map(({ person, live, offeredAtMs }) => [person, live, offeredAtMs])
    expect(desks).to.deep.equal([
      ['kr-interpreter', false, undefined],
      ['us-interpreter', true, undefined],
    ])
  })

  it('is not offered any more when its interpreter goes on, and when nobody is there to take it', () => {
    const booth = new Booth()
    booth.sits(krInterpreter, ['ko', 'en'], 'en')
    booth.sits(usInterpreter, ['ko', 'en'], 'en')
    const taken = () => booth.refused(usInterpreter, { name: 'channel:take', channel: 'en' })
    expect(booth.does(krInterpreter, { name: 'channel:keep' }), 'nothing was offered').to.deep.equal([])
    booth.does(krInterpreter, { name: 'channel:offer' })
    expect(booth.does(krInterpreter, { name: 'channel:keep' })).to.deep.equal(['channel:kept'])
    expect(taken()).to.equal('not-now')
    const { console } = usInterpreter.console
    const GOINGS: readonly [() => void, () => void][] = [
      [
        () => booth.does('server', { name: 'leg:lose', console }),
        () => booth.does(usInterpreter, { name: 'call:join' }),
      ],
      [
        () => booth.does(usInterpreter, { name: 'call:hold' }),
        () => booth.does(usInterpreter, { name: 'call:retrieve' }),
      ],
      [
        () => booth.does(usInterpreter, { name: 'desk:leave' }),
        () => booth.does(usInterpreter, { name: 'desk:take', pair: ['ko', 'en'], output: 'en' }),
      ],
      [
        () => booth.does(usInterpreter, { name: 'desk:take', pair: ['ja', 'ko'], output: 'ja' }),
        () => booth.does(usInterpreter, { name: 'desk:take', pair: ['ko', 'en'], output: 'en' }),
      ],
    ]
    for (const [goes, comes] of GOINGS) {
      expect(booth.does(krInterpreter, { name: 'channel:offer' })).to.deep.equal(['channel:offered'])
      goes()
      comes()
      expect(taken(), 'they were asked before they went').to.equal('not-now')
    }
    booth.does(krInterpreter, { name: 'channel:offer' })
    booth.does('server', { name: 'leg:lose', console: krInterpreter.console.console })
    booth.does(krInterpreter, { name: 'call:join' })
    expect(booth.hotline.call.desks?.[0]?.offeredAtMs, 'who asks asks on when they are back').not.to.equal(undefined)
  })

  it('is taken over by a partner who speaks elsewhere at that moment', () => {
    const booth = new Booth()
    booth.sits(krInterpreter, ['ko', 'en'], 'en')
    booth.sits(usInterpreter, ['ko', 'en'], 'ko')
    booth.does(krInterpreter, { name: 'channel:offer' })
    expect(booth.does(usInterpreter, { name: 'channel:take', channel: 'en' })).to.deep.equal([
      'desk:turned',
      'channel:taken',
    ])
    expect([booth.live('en'), booth.live('ko')]).to.deep.equal(['us-interpreter', undefined])
  })

  /** What becomes of who is live, and whether they are live again when it is over and nobody has taken the channel. */
  const LOSSES: readonly [string, (booth: Booth, track: string) => void, (booth: Booth) => void][] = [
    [
      'is lost',
      (booth) => booth.does('server', { name: 'leg:lose', console: krInterpreter.console.console }),
      (booth) => booth.does(krInterpreter, { name: 'call:join' }),
    ],
    [
      'is on hold',
      (booth) => booth.does(krInterpreter, { name: 'call:hold' }),
      (booth) => booth.does(krInterpreter, { name: 'call:retrieve' }),
    ],
    [
      'is in a caucus',
      (booth) => booth.does(krInterpreter, { name: 'caucus:enter' }),
      (booth) => {
        expect(booth.refused(krInterpreter, { name: 'desk:take', pair: ['ko', 'en'], output: 'en' })).to.equal(
          'not-now',
        )
        booth.does(krInterpreter, { name: 'caucus:leave' })
        expect(booth.live('en'), 'by coming out nobody is live').not.to.equal('kr-interpreter')
        booth.does(krInterpreter, { name: 'desk:take', pair: ['ko', 'en'], output: 'en' })
      },
    ],
    [
      'is muted',
      (booth, trackId) => booth.does('server', { name: 'track:mute', trackId }),
      (booth) => booth.opens(krInterpreter, 'interpretation', 'en'),
    ],
  ]
  for (const [what, happens, ends] of LOSSES) {
    it(`is taken over unasked while who is live ${what}, and theirs again when nobody has`, () => {
      const booth = new Booth()
      const track = booth.sits(krInterpreter, ['ko', 'en'], 'en')
      booth.sits(usInterpreter, ['ko', 'en'], 'en')
      happens(booth, track)
      expect(isCarried(booth.hotline.call, 'en')).to.equal(false)
      ends(booth)
      if (!isCarried(booth.hotline.call, 'en')) booth.opens(krInterpreter, 'interpretation', 'en')
      expect(isCarried(booth.hotline.call, 'en'), 'they are back, and nobody has taken it').to.equal(true)
      happens(booth, booth.hotline.call.tracks.at(-1)?.trackId ?? track)
      expect(booth.does(usInterpreter, { name: 'channel:take', channel: 'en' })).to.deep.equal(['channel:taken'])
      ends(booth)
      expect(booth.live('en'), 'it stays with who took it').to.equal('us-interpreter')
    })
  }

  it('live on a channel is asked to mute by anybody, muted by its own party alone, and unmuted by its person', () => {
    const booth = new Booth()
    const { hotline } = booth
    booth.does(jpPrincipal, { name: 'hearing:choose', hearing: 'en' })
    const person = 'kr-interpreter'
    const microphone = hotline.call.tracks.find((track) => track.person === person)?.trackId ?? ''
    booth.does('server', { name: 'track:mute', trackId: microphone })
    const track = booth.sits(krInterpreter, ['ko', 'en'], 'en')
    booth.sits(usInterpreter, ['ko', 'en'], 'en')
    const us = hotline.call.tracks.find((one) => one.person === 'us-interpreter' && one.kind === 'microphone')
    booth.does('server', { name: 'track:mute', trackId: us?.trackId ?? '' })
    expect(booth.does(jpPrincipal, { name: 'mute:ask', person: 'us-interpreter' }), 'who waits').to.deep.equal([])
    expect(booth.does(jpPrincipal, { name: 'mute:ask', person })).to.deep.equal(['mute:asked'])
    expect(booth.refused(jpPrincipal, { name: 'leg:mute', person })).to.equal('not-allowed')
    expect(booth.does(krPrincipal, { name: 'leg:mute', person })).to.deep.equal(['leg:muted'])
    expect(booth.hears(jpPrincipal)['us-principal'], 'the floor is as loud as without them').to.equal('full')
    expect(booth.does(krPrincipal, { name: 'leg:mute', person }), 'they are muted').to.deep.equal([])
    const mutedBy = () => hotline.call.legs.find((leg) => leg.person === person)?.mutedBy?.person
    expect(mutedBy()).to.equal('kr-principal')
    booth.does('server', { name: 'track:unmute', trackId: track })
    expect([mutedBy(), isCarried(hotline.call, 'en')]).to.deep.equal([undefined, true])
  })

  it('is left with its leg, and its channel with it', () => {
    const booth = new Booth()
    booth.sits(krInterpreter, ['ko', 'en'], 'en')
    booth.does(krInterpreter, { name: 'call:leave' })
    expect(booth.hotline.call.desks).to.deep.equal([])
    expect(booth.does(usInterpreter, { name: 'desk:take', pair: ['ko', 'en'], output: 'en' })).to.include(
      'channel:taken',
    )
    expect(booth.does(usInterpreter, { name: 'desk:leave' })).to.deep.equal(['desk:left'])
    expect(booth.does(usInterpreter, { name: 'desk:leave' }), 'it is so already').to.deep.equal([])
  })

  it('goes with its interpreter to another console, live where it was, and not by that where it was muted', () => {
    const booth = new Booth()
    const { hotline } = booth
    const second = at('kr', 'interpreter', 20, 1)
    const track = booth.sits(krInterpreter, ['ko', 'en'], 'en')
    booth.does(krInterpreter, { name: 'hearing:choose', hearing: 'ja' })
    booth.sits(usInterpreter, ['ko', 'en'], 'en')
    expect(booth.does(second, { name: 'call:join' })).to.deep.equal([
      'leg:left',
      'leg:joined',
      'hearing:chosen',
      'desk:taken',
      'channel:taken',
    ])
    const desks = () => hotline.call.desks?.map(({ console, output, live }) => [console, output, live])
    const other = [usInterpreter.console.console, 'en', false]
    expect(desks()).to.deep.equal([other, [second.console.console, 'en', true]])
    expect(hotline.call.tracks.find(({ trackId }) => trackId === track)?.toMs).not.to.equal(undefined)
    const speech = booth.opens(second, 'interpretation', 'en')
    expect(isCarried(hotline.call, 'en')).to.equal(true)
    booth.does('server', { name: 'track:mute', trackId: speech })
    expect(booth.does(krInterpreter, { name: 'call:join' })).to.not.include('channel:taken')
    expect(desks(), 'who was muted waits').to.deep.equal([other, [krInterpreter.console.console, 'en', false]])
    booth.does(krInterpreter, { name: 'channel:take', channel: 'en' })
    booth.opens(krInterpreter, 'interpretation', 'en')
    booth.does('server', { name: 'leg:lose', console: krInterpreter.console.console })
    expect(booth.does(second, { name: 'call:join' }), 'from a console that is lost').to.include('channel:taken')
  })

  it('on the floor is muted at another console as it was at the first, however often, until its person unmutes there', () => {
    const booth = new Booth()
    const { hotline } = booth
    const second = at('kr', 'interpreter', 20, 1)
    const isOff = ({ console: { console, person } }: AtConsole) =>
      isHushed(hotline.call, person, 'microphone') &&
      offAirIn(hotline.call).some((off) => off.console === console && off.kind === 'microphone' && off.stays)
    booth.does(krInterpreter, { name: 'mode:set', mode: 'consecutive' })
    booth.sits(krInterpreter, ['ko', 'en'], 'floor')
    const speech = ['ko', 'en'].map((channel) => booth.opens(krInterpreter, 'interpretation', channel))
    booth.does(second, { name: 'call:join' })
    expect(isOff(second), 'who was not muted').to.equal(false)
    booth.does(krInterpreter, { name: 'call:join' })
    speech.splice(0, 2, ...['ko', 'en'].map((channel) => booth.opens(krInterpreter, 'interpretation', channel)))
    for (const trackId of speech) booth.does('server', { name: 'track:mute', trackId })
    expect(isOff(krInterpreter), 'where they have muted it is their own').to.equal(false)
    hotline.atMs += 1_000
    booth.does(second, { name: 'call:join' })
    expect([isOff(second), deskOf(hotline.call, second.console.console)?.output]).to.deep.equal([true, 'floor'])
    for (const channel of ['ko', 'en']) speech.push(booth.opens(second, 'interpretation', channel))
    for (const trackId of speech.slice(-2)) booth.does('server', { name: 'track:mute', trackId })
    booth.does(krInterpreter, { name: 'call:join' })
    expect(isOff(krInterpreter), 'and back').to.equal(true)
    const back = booth.opens(krInterpreter, 'interpretation', 'ko')
    booth.does('server', { name: 'track:mute', trackId: back })
    expect(isOff(krInterpreter)).to.equal(true)
    booth.does('server', { name: 'track:unmute', trackId: back })
    expect(isOff(krInterpreter), 'by their own act').to.equal(false)
  })

  it('is of two channels of the call, and speaks into one of them or onto the floor', () => {
    const booth = new Booth()
    const take = (pair: [string, string], output: string) =>
      booth.refused(krInterpreter, { name: 'desk:take', pair, output })
    expect(take(['ko', 'fr'], 'ko')).to.equal('unknown')
    expect(take(['ko', 'ko'], 'ko')).to.equal('malformed')
    expect(take(['ko', 'en'], 'ja')).to.equal('not-now')
    expect(booth.refused(krInterpreter, { name: 'desk:turn', output: 'ko' }), 'without one').to.equal('not-now')
    booth.sits(krInterpreter, ['ko', 'en'], 'floor')
    expect(booth.refused(krInterpreter, { name: 'desk:turn', output: 'ja' })).to.equal('not-now')
    expect(booth.refused(krInterpreter, { name: 'channel:take', channel: 'ja' })).to.equal('not-now')
  })

  it('on the floor is heard in both of its languages', () => {
    const booth = new Booth()
    booth.does(krPrincipal, { name: 'hearing:choose', hearing: 'ko' })
    booth.sits(jpInterpreter, ['ja', 'ko'], 'ko')
    booth.does(krInterpreter, { name: 'desk:take', pair: ['ko', 'en'], output: 'floor' })
    booth.does(usInterpreter, { name: 'desk:take', pair: ['ja', 'en'], output: 'floor' })
    const heard = booth.hears(krPrincipal)
    expect([heard['kr-interpreter'], heard['us-interpreter']]).to.deep.equal(['full', 'under'])
  })
})

describe('The turn lamp', () => {
  it('is there in consecutive mode alone, and turned by keys and by what is heard', () => {
    const booth = new Booth()
    const { hotline } = booth
    booth.does(krInterpreter, { name: 'desk:take', pair: ['ko', 'en'], output: 'floor' })
    expect(booth.refused(krInterpreter, { name: 'turn:set', turn: 'interpreting' })).to.equal('not-now')
    expect(booth.does(usPrincipal, { name: 'mode:set', mode: 'consecutive' })).to.deep.equal(['mode:changed'])
    expect(booth.does(usPrincipal, { name: 'mode:set', mode: 'consecutive' }), 'once').to.deep.equal([])
    expect(hotline.call.consecutive?.turn).to.equal('clear')
    const tell = (from: 'clear' | 'speaking' | 'interpreting', turn: typeof from) =>
      booth.does('server', { name: 'turn:tell', from, turn })
    expect(tell('clear', 'speaking')).to.deep.equal(['turn:changed'])
    expect(booth.does(krInterpreter, { name: 'turn:set', turn: 'interpreting' })).to.deep.equal(['turn:changed'])
    expect(tell('speaking', 'clear'), 'the key was there first').to.deep.equal([])
    expect(booth.refused(usInterpreter, { name: 'turn:set', turn: 'clear' }), 'without a desk').to.equal('not-now')
    expect(booth.does(krInterpreter, { name: 'turn:set', turn: 'clear' })).to.deep.equal(['turn:changed'])
    booth.does(usPrincipal, { name: 'mode:set', mode: 'simultaneous' })
    expect(hotline.call.consecutive).to.equal(undefined)
    expect(tell('clear', 'speaking')).to.deep.equal([])
  })
})
