import { expect } from 'chai'
import { highestRingAt, preemptions, type LineView } from '../../server/calls/otherLines.ts'
import type { AtConsole } from '../../server/calls/decision.ts'
import { emptySinceMs } from '../../server/calls/roster.ts'
import { markingSchema, PRECEDENCES, type Marking, type Precedence } from '../../server/protocol/words.ts'
import { ADVISERS, LEADERS } from './demonstrationLines.ts'
import { at, Hotline, krAdviser, krPrincipal, usPrincipal } from './hotline.ts'

/** Watch officers are on both lines; here Japan's is in the lower call and is rung by the other. */
const jpOnAdvisers = at('jp', 'watch', 5, 0, ADVISERS)
const jpOnLeaders = at('jp', 'watch', 5)
const jpElsewhere = at('jp', 'watch', 5, 1)
const krOnAdvisers = at('kr', 'watch', 2, 0, ADVISERS)

const viewOf = ({ state, signedIn }: Hotline): LineView => ({
  state,
  signedIn: signedIn.map(({ console, standing }) => ({ ...console, standing, armed: true })),
})

interface Scene {
  readonly lower: Hotline
  readonly higher: Hotline
  readonly wanted: () => string[]
  /** Does what is wanted until nothing more is, as the server does, and tells what that was. */
  readonly settle: () => string[]
}

/** A call on the advisers' line that Japan's watch officer is in, and one of Korea's principal that rings there. */
function scene(
  inside: Precedence,
  ringing: Precedence,
  markings: readonly [Marking, Marking] = ['real', 'real'],
): Scene {
  const [lower, higher] = [new Hotline(ADVISERS), new Hotline(LEADERS)]
  lower.signedIn = [krOnAdvisers, jpOnAdvisers]
  higher.signedIn = [krPrincipal, krAdviser, jpOnLeaders, usPrincipal]
  lower.must(krOnAdvisers, { name: 'call:place', precedence: inside, marking: markings[0] })
  lower.must('server', { name: 'recording:start', callId: lower.call.callId, keyNumber: 1 })
  lower.must(jpOnAdvisers, { name: 'call:answer', callId: lower.call.callId })
  higher.must(krPrincipal, { name: 'call:place', precedence: ringing, marking: markings[1] })
  higher.must('server', { name: 'recording:start', callId: higher.call.callId, keyNumber: 1 })
  const commands = () => preemptions([lower, higher].map(viewOf))
  const names = () =>
    commands().map(({ line, command }) =>
      [line, command.name, ...('reason' in command ? [command.reason] : [])].join(' '),
    )
  return {
    lower,
    higher,
    wanted: names,
    settle() {
      const done: string[] = []
      for (let round = 0; round < 5 && commands().length > 0; round += 1) {
        done.push(...names())
        for (const { line, command } of commands()) (line === 'advisers' ? lower : higher).must('server', command)
      }
      expect(commands(), 'it comes to rest').to.deep.equal([])
      return done
    },
  }
}

const ofRing = ({ call: { callId } }: Hotline) => ({ callId, party: 'jp', attempt: 1 })
const ends = {
  declined: ({ higher }: Scene, by: AtConsole = jpOnLeaders) =>
    higher.must(by, { name: 'call:decline', callId: higher.call.callId, reason: 'in-another-call' }),
  cancelled: ({ higher }: Scene) => higher.must(krPrincipal, { name: 'call:cancel', callId: higher.call.callId }),
  'timed out': ({ higher }: Scene) => {
    higher.atMs += 61_000
    return higher.must('server', { name: 'ring:expire', ...ofRing(higher) })
  },
  'answered by a colleague': ({ higher }: Scene) =>
    higher.must(at('jp', 'principal', 4), { name: 'call:answer', callId: higher.call.callId }),
}

describe('a ring at a console that is in another call', () => {
  it('takes the console at flash, out of anything lower, and never for an exercise out of a real call', () => {
    const takes = PRECEDENCES.flatMap((ringing) =>
      PRECEDENCES.filter((inside) => scene(inside, ringing).wanted().length > 0).map((inside) => [ringing, inside]),
    )
    expect(takes).to.deep.equal([
      ['flash', 'routine'],
      ['flash', 'priority'],
      ['flash', 'immediate'],
    ])
    const markings = markingSchema.options
    const across = markings.flatMap((inside) =>
      markings
        .filter((ringing) => scene('routine', 'flash', [inside, ringing]).wanted().length > 0)
        .map((ringing) => `${ringing} over ${inside}`),
    )
    expect(across).to.deep.equal([
      'real over real',
      'real over exercise',
      'exercise over exercise',
      'test over exercise',
      'real over test',
      'exercise over test',
      'test over test',
    ])
  })

  it('waits for the recorder, as every ring does, and is not at who is not signed in there or only joins', () => {
    const waiting = scene('routine', 'flash')
    const before = new Hotline(LEADERS)
    before.signedIn = waiting.higher.signedIn
    before.must(krPrincipal, { name: 'call:place', precedence: 'flash', marking: 'real' })
    expect(preemptions([waiting.lower, before].map(viewOf)), 'the ring is not sent yet').to.deep.equal([])
    const gone = scene('routine', 'flash')
    gone.higher.signedIn = [krPrincipal]
    expect(gone.wanted()).to.deep.equal([])
    const joins = { ...viewOf(waiting.higher) }
    const joining = joins.signedIn.map((one) => ({ ...one, standing: 'joins' as const }))
    expect(preemptions([viewOf(waiting.lower), { ...joins, signedIn: joining }])).to.deep.equal([])
  })

  for (const [how, end] of Object.entries(ends)) {
    it(`gives the console back when it was ${how}`, () => {
      const both = scene('immediate', 'flash')
      expect(both.settle()).to.deep.equal(['advisers leg:hold pre-empted'])
      expect(both.lower.call.legs.map(({ person, state }) => [person, state])).to.deep.equal([
        ['kr-watch', 'on'],
        ['jp-watch', 'held'],
      ])
      end(both)
      expect(both.settle()).to.deep.equal(['advisers leg:retrieve'])
      expect(both.lower.call.legs.map(({ state }) => state)).to.deep.equal(['on', 'on'])
    })
  }

  const again: [string, (both: Scene) => unknown, number, string[]][] = [
    ['at once after it was cancelled', ends.cancelled, 0, []],
    ['9.9 s after it was cancelled', ends.cancelled, 9_900, []],
    ['10 s after it was cancelled', ends.cancelled, 10_000, ['advisers leg:hold pre-empted']],
    [
      'at once after the caller left it unanswered',
      ({ higher }) => higher.must(krPrincipal, { name: 'call:leave', callId: higher.call.callId }),
      0,
      [],
    ],
    [
      'at once after one that was answered',
      (both) => {
        ends['answered by a colleague'](both)
        return both.higher.must(krPrincipal, { name: 'call:end', callId: both.higher.call.callId })
      },
      0,
      ['advisers leg:hold pre-empted'],
    ],
    [
      'at once after it and a routine call were cancelled',
      (both) => {
        ends.cancelled(both)
        both.higher.must(krPrincipal, { name: 'call:place', precedence: 'routine', marking: 'real' })
        both.higher.atMs += 9_000
        ends.cancelled(both)
        both.higher.atMs += 9_000
      },
      0,
      [],
    ],
  ]
  for (const [when, end, afterMs, wanted] of again) {
    it(`${wanted.length > 0 ? 'takes the console' : 'rings only'} when it is placed again ${when}`, () => {
      const both = scene('routine', 'flash')
      both.settle()
      end(both)
      both.settle()
      both.higher.atMs += afterMs
      both.higher.must(krPrincipal, { name: 'call:place', precedence: 'flash', marking: 'real' })
      both.higher.must('server', { name: 'recording:start', callId: both.higher.call.callId, keyNumber: 1 })
      expect(both.wanted()).to.deep.equal(wanted)
      expect(highestRingAt([both.lower, both.higher].map(viewOf), jpOnLeaders.console.console)).to.equal('flash')
    })
  }

  it('keeps the lower call held for who answered, also when the flash call is over, until they come back', () => {
    for (const by of [jpOnLeaders, jpElsewhere]) {
      const both = scene('routine', 'flash')
      both.settle()
      both.higher.must(by, { name: 'call:answer', callId: both.higher.call.callId })
      expect(both.settle(), 'it becomes their own hold').to.deep.equal(['advisers leg:hold answering'])
      both.higher.must(krPrincipal, { name: 'call:end', callId: both.higher.call.callId })
      expect(both.settle(), 'and is for no other call any more').to.deep.equal(['advisers leg:hold asked'])
      expect(both.lower.call.legs.find(({ person }) => person === 'jp-watch')?.state).to.equal('held')
      both.lower.must(jpOnAdvisers, { name: 'call:retrieve', callId: both.lower.call.callId })
      expect(both.settle()).to.deep.equal([])
    }
  })

  it('keeps a call for which everybody is in another, and ends it when nobody comes back after that', () => {
    const both = scene('routine', 'flash')
    both.settle()
    const { callId } = both.lower.call
    both.lower.must(krOnAdvisers, { name: 'call:leave', callId })
    const since = () => emptySinceMs(both.lower.call)
    expect(since(), 'a ring has the console').to.equal(undefined)
    both.higher.must(jpOnLeaders, { name: 'call:answer', callId: both.higher.call.callId })
    both.settle()
    both.lower.atMs += 3_600_000
    expect(since(), 'they are in the flash call').to.equal(undefined)
    both.higher.must(jpOnLeaders, { name: 'call:leave', callId: both.higher.call.callId })
    both.settle()
    expect(since(), 'from when they are out of it').to.equal(both.lower.atMs)
    both.lower.must('server', { name: 'call:expire', callId, emptySinceMs: both.lower.atMs })
    expect([both.lower.call.phase, both.lower.call.endReason]).to.deep.equal(['ended', 'empty'])
  })

  it('gives nothing back to a console that is gone, before its line is told that it is', () => {
    const both = scene('routine', 'flash')
    both.settle()
    both.lower.signedIn = [krOnAdvisers]
    both.higher.signedIn = [krPrincipal]
    expect(both.wanted()).to.deep.equal([])
    both.lower.signedIn = [krOnAdvisers, jpOnAdvisers]
    expect(both.wanted()).to.deep.equal(['advisers leg:retrieve'])
  })

  it('leaves a hold alone for as long as its person is rung by the other call, or is lost in it', () => {
    const both = scene('routine', 'immediate')
    both.lower.rungElsewhere = 'immediate'
    const { callId } = both.lower.call
    both.lower.must(jpOnAdvisers, { name: 'call:hold', callId })
    expect(both.wanted(), 'it rings').to.deep.equal([])
    both.higher.must(jpOnLeaders, { name: 'call:answer', callId: both.higher.call.callId })
    const about = { callId: both.higher.call.callId, console: jpOnLeaders.console.console }
    both.higher.must('server', { name: 'leg:lose', ...about })
    expect(both.wanted(), 'it is lost').to.deep.equal([])
    both.higher.must(jpOnLeaders, { name: 'call:join', callId: about.callId })
    both.higher.must(jpOnLeaders, { name: 'call:hold', callId: about.callId })
    expect(both.settle(), 'held in both').to.deep.equal(['advisers leg:hold asked'])
  })

  it('takes a console that comes back into the lower call while it rings, and leaves one alone that is away', () => {
    const both = scene('routine', 'flash')
    const { callId } = both.lower.call
    both.lower.must('server', { name: 'leg:lose', callId, console: jpOnAdvisers.console.console })
    expect(both.wanted()).to.deep.equal([])
    both.lower.must(jpOnAdvisers, { name: 'call:join', callId })
    expect(both.settle()).to.deep.equal(['advisers leg:hold pre-empted'])
  })

  it('takes the console for a call that its person has on hold when they are rung by name there, and gives it back', () => {
    const both = scene('routine', 'flash')
    both.settle()
    both.higher.must(jpOnLeaders, { name: 'call:answer', callId: both.higher.call.callId })
    both.settle()
    // They answer another ring of the lower call, and the higher one waits for them as long as that goes on.
    both.higher.rungElsewhere = 'routine'
    both.higher.must(jpOnLeaders, { name: 'call:hold', callId: both.higher.call.callId })
    both.lower.must(jpOnAdvisers, { name: 'call:retrieve', callId: both.lower.call.callId })
    expect(both.wanted()).to.deep.equal([])
    const byName = { name: 'ring:repeat', callId: both.higher.call.callId, party: 'jp', person: 'jp-watch' } as const
    both.higher.must(krPrincipal, byName)
    expect(both.settle()).to.deep.equal(['advisers leg:hold pre-empted'])
    ends.declined(both)
    expect(both.settle()).to.deep.equal(['advisers leg:retrieve'])
    expect(both.higher.call.legs.find(({ person }) => person === 'jp-watch')?.hold?.reason).to.equal('answering')
  })

  it('takes a console twice at most: who has declined twice is offered what rings for them again', () => {
    const both = scene('immediate', 'flash')
    const again = { name: 'ring:repeat', callId: both.higher.call.callId, party: 'jp' } as const
    for (const round of [1, 2]) {
      expect(both.settle(), `round ${round}`).to.deep.equal(['advisers leg:hold pre-empted'])
      ends.declined(both)
      expect(both.settle()).to.deep.equal(['advisers leg:retrieve'])
      both.higher.atMs += 20_000
      both.higher.must(krPrincipal, round === 1 ? again : { ...again, person: 'jp-watch' })
    }
    expect(both.settle(), 'by name').to.deep.equal([])
    ends.declined(both)
    both.higher.atMs += 20_000
    both.higher.must(krPrincipal, again)
    expect(both.settle(), 'with the party').to.deep.equal([])
    expect(highestRingAt([both.lower, both.higher].map(viewOf), jpOnLeaders.console.console)).to.equal('flash')
  })

  it('is offered to whom no step of the ladder rings, when it rings them by name', () => {
    const both = scene('immediate', 'flash')
    const [there, here] = [at('jp', 'adviser', 7, 0, ADVISERS), at('jp', 'adviser', 7)]
    both.lower.signedIn = [...both.lower.signedIn, there]
    both.higher.signedIn = [...both.higher.signedIn, here]
    both.lower.must(there, { name: 'call:join', callId: both.lower.call.callId })
    both.settle()
    const { callId } = both.higher.call
    both.higher.must(krPrincipal, { name: 'ring:repeat', callId, party: 'jp', person: here.console.person })
    expect(both.settle()).to.deep.equal([])
    expect(highestRingAt([both.lower, both.higher].map(viewOf), here.console.console)).to.equal('flash')
  })

  it('is told to the lower call by its precedence, the highest of what rings there', () => {
    const { lower, higher } = scene('routine', 'priority')
    const lines = [lower, higher].map(viewOf)
    expect(highestRingAt(lines, jpOnLeaders.console.console)).to.equal('priority')
    expect(
      highestRingAt([...lines, viewOf(scene('routine', 'immediate').higher)], jpOnLeaders.console.console),
    ).to.equal('immediate')
    expect(highestRingAt(lines, krPrincipal.console.console), 'its own call').to.equal(undefined)
    expect(highestRingAt(lines, krAdviser.console.console), 'who only joins').to.equal(undefined)
  })
})
