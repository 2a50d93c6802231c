import { expect } from 'chai'
import type { AtConsole } from '../../server/calls/decision.ts'
import type { ConsoleCommand, ReportCommand } from '../../server/calls/commands.ts'
import { emptySinceMs, legsOn } from '../../server/calls/roster.ts'
import type { Hold } from '../../server/protocol/lineState.ts'
import { at, id, jpPrincipal, krPrincipal, krWatch, up, usPrincipal, type Hotline } from './hotline.ts'

type Ask = Extract<
  ConsoleCommand,
  { name: 'call:hold' | 'call:retrieve' | 'call:join' | 'call:leave' | 'call:end' }
>['name']

const TRACK = id(501)

/** A call that is up, with Japan's principal in it, whose microphone is on the air, and something that rings elsewhere. */
function inCall(rungElsewhere?: Hotline['rungElsewhere']): Hotline {
  const hotline = up()
  const { callId } = hotline.call
  const track = { trackId: TRACK, console: jpPrincipal.console.console, kind: 'microphone', muted: false } as const
  hotline.must('server', { name: 'track:start', callId, ...track })
  hotline.rungElsewhere = rungElsewhere
  return hotline
}

const ask = (hotline: Hotline, name: Ask, by: AtConsole = jpPrincipal): string[] =>
  typesOf(hotline.take(by, { name, callId: hotline.call.callId }))

function report(
  hotline: Hotline,
  what: { name: 'leg:lose' | 'leg:retrieve' } | { name: 'leg:hold'; reason: 'pre-empted' | 'answering' },
): string[] {
  const about = { callId: hotline.call.callId, console: jpPrincipal.console.console }
  const command: ReportCommand =
    what.name === 'leg:hold' ? { ...what, ...about, precedence: 'flash' } : { name: what.name, ...about }
  return typesOf(hotline.take('server', command))
}

const typesOf = (decision: ReturnType<Hotline['take']>): string[] =>
  'facts' in decision ? decision.facts.map(({ type }) => type) : [decision.refusal.code]

function legOfJapan(hotline: Hotline): { state: string; hold?: Omit<Hold, 'sinceMs'> } {
  const leg = hotline.call.legs.find(({ person }) => person === jpPrincipal.console.person)
  if (leg === undefined) throw new Error('Japan was never in the call.')
  const { sinceMs: _since, ...hold } = leg.hold ?? { sinceMs: 0 }
  return { state: leg.state, ...('reason' in hold && { hold }) }
}

describe('a leg on hold', () => {
  it('is held for what rings elsewhere, of which the others learn the precedence and no more', () => {
    const asked = inCall()
    expect(ask(asked, 'call:hold')).to.deep.equal(['leg:held'])
    expect(legOfJapan(asked)).to.deep.equal({ state: 'held', hold: { reason: 'asked' } })
    const answering = inCall('immediate')
    expect(ask(answering, 'call:hold')).to.deep.equal(['leg:held'])
    expect(legOfJapan(answering).hold).to.deep.equal({ reason: 'answering', precedence: 'immediate' })
    expect(answering.facts.at(-1)).to.have.all.keys('type', 'v', 'callId', 'console', 'reason', 'precedence')
  })

  it('sends and receives nothing: its tracks end with it, and none can be started', () => {
    const hotline = inCall()
    ask(hotline, 'call:hold')
    expect(hotline.call.tracks.map(({ toMs }) => toMs)).to.deep.equal([hotline.atMs])
    expect(legsOn(hotline.call).map(({ person }) => person)).to.deep.equal(['kr-principal'])
    const track = { console: jpPrincipal.console.console, kind: 'microphone', muted: false } as const
    const { callId } = hotline.call
    expect(typesOf(hotline.take('server', { name: 'track:start', callId, trackId: id(502), ...track }))).to.deep.equal([
      'not-now',
    ])
  })

  it('is somebody in the call: while it is for another call the call is not empty, and ends when the last leaves by choice', () => {
    const hotline = inCall('immediate')
    const { callId } = hotline.call
    ask(hotline, 'call:hold')
    ask(hotline, 'call:leave', krPrincipal)
    expect(hotline.call.phase, 'one on hold is one in the call').to.equal('up')
    expect(emptySinceMs(hotline.call)).to.equal(undefined)
    hotline.atMs += 10_000_000
    hotline.must('server', { name: 'call:expire', callId, emptySinceMs: 0 })
    expect(hotline.call.phase).to.equal('up')
    hotline.must(krWatch, { name: 'call:join', callId })
    ask(hotline, 'call:leave', krWatch)
    expect(ask(hotline, 'call:leave')).to.deep.equal(['leg:left', 'call:ended'])
    expect(legOfJapan(hotline)).to.deep.equal({ state: 'left' })
  })

  it('is nobody who hears: a call of such legs alone is empty, from when the last came to be on hold', () => {
    const hotline = inCall()
    const { callId } = hotline.call
    ask(hotline, 'call:hold', krPrincipal)
    hotline.atMs += 1_000
    expect(emptySinceMs(hotline.call), 'Japan hears it').to.equal(undefined)
    ask(hotline, 'call:hold')
    const sinceMs = hotline.atMs
    hotline.atMs += 1_000
    expect(emptySinceMs(hotline.call)).to.equal(sinceMs)
    hotline.must('server', { name: 'call:expire', callId, emptySinceMs: sinceMs })
    expect(hotline.call.endReason).to.equal('empty')
  })

  it('lets its party be rung again, at who is not in the call, and settles that ring when it comes back', () => {
    for (const [gone, back] of [
      ['held', 'call:retrieve'],
      ['away', 'call:join'],
    ] as const) {
      const hotline = inCall()
      const { callId } = hotline.call
      const repeat = () => hotline.take(krPrincipal, { name: 'ring:repeat', callId, party: 'jp' })
      expect(typesOf(repeat()), 'somebody hears it').to.deep.equal(['not-now'])
      if (gone === 'held') ask(hotline, 'call:hold')
      else report(hotline, { name: 'leg:lose' })
      const everybody = hotline.signedIn
      hotline.signedIn = everybody.filter(
        ({ console: { party, person } }) => party !== 'jp' || person === 'jp-principal',
      )
      expect(typesOf(repeat()), 'there is nobody else').to.deep.equal(['not-now'])
      hotline.signedIn = everybody
      expect(typesOf(repeat())).to.deep.equal(['ring:sent'])
      expect(hotline.ring('jp').targets.map(({ person }) => person)).to.deep.equal(['jp-watch'])
      expect(ask(hotline, back)).to.deep.equal([gone === 'held' ? 'leg:retrieved' : 'leg:back', 'ring:answered'])
      expect(hotline.ring('jp').answeredBy?.person).to.equal('jp-principal')
    }
  })

  it('comes to each state that the table says, whoever asks', () => {
    const own = (hotline: Hotline) => ask(hotline, 'call:hold')
    const taken = (hotline: Hotline) => report(hotline, { name: 'leg:hold', reason: 'pre-empted' })
    const lost = (hotline: Hotline) => report(hotline, { name: 'leg:lose' })
    const back = (hotline: Hotline) => ask(hotline, 'call:retrieve')
    const given = (hotline: Hotline) => report(hotline, { name: 'leg:retrieve' })
    const joined = (hotline: Hotline) => ask(hotline, 'call:join')
    const answered = (hotline: Hotline) => report(hotline, { name: 'leg:hold', reason: 'answering' })
    type Steps = readonly [
      what: string,
      steps: readonly ((hotline: Hotline) => string[])[],
      last: string[],
      leg: string,
    ]
    const table: readonly Steps[] = [
      ['held twice', [own, own], [], 'held asked'],
      ['retrieved', [own, back], ['leg:retrieved'], 'on'],
      ['joined instead of retrieved', [own, joined], ['leg:retrieved'], 'on'],
      ['retrieved without a hold', [back], [], 'on'],
      ['its own hold is nothing that the server gives back', [own, given], [], 'held asked'],
      ['nor takes', [own, taken], [], 'held asked'],
      ['taken', [taken], ['leg:held'], 'held pre-empted'],
      ['taken twice', [taken, taken], [], 'held pre-empted'],
      ['taken and given back', [taken, given], ['leg:retrieved'], 'on'],
      ['given back twice', [taken, given, given], [], 'on'],
      ['taken, and come into the other call', [taken, answered], ['leg:held'], 'held answering'],
      ['which only its person ends', [taken, answered, given], [], 'held answering'],
      ['not made an own hold where it was not taken', [answered], [], 'on'],
      ['taken, and made an own hold', [taken, own], ['leg:held'], 'held asked'],
      ['taken, and retrieved all the same', [taken, back], ['leg:retrieved'], 'on'],
      ['lost while held', [own, lost], ['leg:away'], 'away asked'],
      ['lost while held, and back', [own, lost, own], ['leg:back'], 'held asked'],
      ['lost while held, and retrieved', [own, lost, back], ['leg:back', 'leg:retrieved'], 'on'],
      ['lost while taken: not given back while it is away', [taken, lost, given], [], 'away pre-empted'],
      ['lost while taken, and back as it was', [taken, lost, own], ['leg:back'], 'held pre-empted'],
      ['lost while taken, back, and given back', [taken, lost, own, given], ['leg:retrieved'], 'on'],
      ['lost while taken, back, and made an own hold', [taken, lost, own, own], ['leg:held'], 'held asked'],
      ['lost while taken, and retrieved', [taken, lost, back], ['leg:back', 'leg:retrieved'], 'on'],
      ['lost and not taken while away', [lost, taken], [], 'away'],
      ['lost, and back on hold', [lost, own], ['leg:back', 'leg:held'], 'held asked'],
    ]
    for (const [what, steps, last, leg] of table) {
      const hotline = inCall()
      const outcome = steps.map((step) => step(hotline)).at(-1)
      const { state, hold } = legOfJapan(hotline)
      expect([outcome, [state, hold?.reason].filter(Boolean).join(' ')], what).to.deep.equal([last, leg])
    }
  })

  it('is away after a start of the server, and held as before when its console is back', () => {
    const hotline = inCall('flash')
    ask(hotline, 'call:hold')
    hotline.must('server', { name: 'call:resume', callId: hotline.call.callId })
    expect(legOfJapan(hotline).state).to.equal('away')
    ask(hotline, 'call:hold')
    expect(legOfJapan(hotline)).to.deep.equal({ state: 'held', hold: { reason: 'answering', precedence: 'flash' } })
  })

  it('moves with its person to another console, where it is on', () => {
    const hotline = inCall()
    ask(hotline, 'call:hold')
    expect(ask(hotline, 'call:join', at('jp', 'principal', 4, 1))).to.deep.equal(['leg:left', 'leg:joined'])
  })

  it('does not command for the others what it does not hear', () => {
    const hotline = inCall()
    ask(hotline, 'call:hold')
    expect(ask(hotline, 'call:end')).to.deep.equal(['not-now'])
    const repeat = { name: 'ring:repeat', callId: hotline.call.callId, party: 'us' } as const
    expect(typesOf(hotline.take(jpPrincipal, repeat))).to.deep.equal(['not-now'])
    expect(ask(hotline, 'call:hold', usPrincipal), 'who is not in').to.deep.equal(['not-now'])
    expect(ask(hotline, 'call:retrieve', usPrincipal)).to.deep.equal(['not-now'])
    ask(hotline, 'call:end', krPrincipal)
    expect(ask(hotline, 'call:retrieve'), 'of a call that is over').to.deep.equal(['too-late'])
  })
})
