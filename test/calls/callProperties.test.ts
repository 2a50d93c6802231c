import { expect } from 'chai'
import fc from 'fast-check'
import { insists, isFor, nextStep } from '../../server/calls/ladder.ts'
import { isRinging } from '../../server/calls/rings.ts'
import { lineFactSchema } from '../../server/protocol/lineFacts.ts'
import { lineStateSchema } from '../../server/protocol/lineState.ts'
import { Hotline, krPrincipal, PLACE } from './hotline.ts'
import { LEADERS } from './demonstrationLines.ts'
import { LADDERED, PEOPLE, step, timely } from './randomCommands.ts'

/** What holds of every state, whatever has been commanded. */
function expectSound({ state }: Hotline): void {
  expect(lineStateSchema.parse(state), 'the state is what the protocol says').to.deep.equal(state)
  const { call, texts } = state
  expect(
    texts.newest.map(({ number }) => number),
    'messages are dense and in order',
  ).to.deep.equal(
    Array.from({ length: texts.newest.length }, (_, index) => texts.count - texts.newest.length + 1 + index),
  )
  if (call === undefined) return
  const present = call.legs.filter((leg) => leg.state !== 'left')
  expect(new Set(present.map((leg) => leg.person)).size, 'nobody is in a call twice').to.equal(present.length)
  for (const leg of call.legs)
    expect(leg.toMs !== undefined, 'a leg that has left has an end').to.equal(leg.state === 'left')
  expect(call.rings.map((ring) => ring.party).sort(), 'each other party has one ring').to.deep.equal(
    call.parties.filter((other) => other !== call.placedBy.party).sort(),
  )
  for (const leg of present)
    expect(leg.hold !== undefined, 'a hold is of a leg that is held, or was lost on hold').to.be.oneOf(
      leg.state === 'away' ? [true, false] : [leg.state === 'held'],
    )
  const tracksOfLegs = call.tracks.filter((track) => track.toMs === undefined)
  for (const track of tracksOfLegs)
    expect(
      present.some((leg) => leg.console === track.console && leg.state !== 'held'),
      'an open track has a leg, and none that is held',
    ).to.equal(true)
  for (const leg of call.legs)
    if (leg.state === 'left') expect(leg.hold, 'nobody who has left is on hold').to.equal(undefined)
  for (const ring of call.rings) {
    const people = ring.targets.map(({ person }) => PEOPLE.find(({ console }) => console.person === person))
    expect(
      people.every((who) => who && isFor(ring, { ...who.console, standing: who.standing })),
      'nobody has a ring that is not for them',
    ).to.equal(true)
    expect(new Set(ring.targets.map((target) => target.console)).size, 'a console has a ring once').to.equal(
      ring.targets.length,
    )
    if (ring.state === 'declined') expect(nextStep(ring), 'a step to come is not declined').to.equal(undefined)
    if (ring.state === 'unanswered')
      expect([nextStep(ring), insists(ring)], 'no ring gives up early').to.deep.equal([undefined, false])
  }
  if (call.phase !== 'ended') return
  expect(present, 'nobody is in a call that has ended').to.deep.equal([])
  expect(tracksOfLegs, 'no track outlives its call').to.deep.equal([])
  expect(call.rings.some(isRinging), 'nothing rings after its call').to.equal(false)
}

const lines = fc.constantFrom(LEADERS, LADDERED)
const runs = fc.array(step, { minLength: 1, maxLength: 60, size: 'max' })

/** By chance alone few runs come to a ring, and fewer to what rings can come to. */
function placeAndRing(hotline: Hotline): void {
  hotline.must(krPrincipal, PLACE)
  hotline.must('server', { name: 'recording:start', callId: hotline.call.callId, keyNumber: 1 })
}

describe('any run of commands on a line', function () {
  // Seconds on a machine of its own; many times that beside browsers.
  this.timeout(60_000)

  it('keeps the state sound, makes facts of the protocol, and lets a refusal change nothing', () => {
    const met = { facts: 0, refusals: 0, calls: 0, widened: 0 }
    fc.assert(
      fc.property(lines, fc.boolean(), runs, (line, rings, steps) => {
        const hotline = new Hotline(line)
        hotline.signedIn = [...PEOPLE]
        if (rings) placeAndRing(hotline)
        for (const { by, command, afterMs: waitMs } of steps) {
          hotline.atMs += waitMs
          const before = hotline.state
          const decision = hotline.take(by, timely(command, before))
          if ('refusal' in decision) {
            met.refusals += 1
            expect(hotline.state).to.equal(before)
            continue
          }
          for (const fact of decision.facts) expect(lineFactSchema.parse(fact)).to.deep.equal(fact)
          met.facts += decision.facts.length
          expectSound(hotline)
        }
        met.calls += hotline.facts.filter((fact) => fact.type === 'call:placed').length
        met.widened += hotline.facts.filter((fact) => fact.type === 'ring:widened').length
      }),
      { numRuns: 500 },
    )
    expect(met.facts, 'the runs must have made facts').to.be.greaterThan(2000)
    expect(met.refusals, 'the runs must have met refusals').to.be.greaterThan(500)
    expect(met.calls, 'the runs must have placed calls').to.be.greaterThan(300)
    expect(met.widened, 'the runs must have come to further steps').to.be.greaterThan(20)
  })

  it('gives the same decision for the same state, and none of them changes what it was given', () => {
    fc.assert(
      fc.property(lines, fc.array(step, { minLength: 1, maxLength: 30 }), (line, steps) => {
        const [one, two] = [new Hotline(line), new Hotline(line)]
        for (const { by, command } of steps) {
          const frozen = structuredClone(one.state)
          const meant = timely(command, one.state)
          expect(one.take(by, meant)).to.deep.equal(two.take(by, meant))
          if (one.state.version === frozen.version) expect(one.state).to.deep.equal(frozen)
        }
      }),
      { numRuns: 100 },
    )
  })
})
