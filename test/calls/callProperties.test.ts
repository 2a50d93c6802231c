import { expect } from 'chai'
import fc from 'fast-check'
import { isRinging } from '../../server/calls/rings.ts'
import { lineFactSchema } from '../../server/protocol/lineFacts.ts'
import { lineStateSchema } from '../../server/protocol/lineState.ts'
import { Hotline } from './hotline.ts'
import { PEOPLE, step, timely } from './randomCommands.ts'

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
  if (call.phase !== 'ended') return
  expect(present, 'nobody is in a call that has ended').to.deep.equal([])
  expect(tracksOfLegs, 'no track outlives its call').to.deep.equal([])
  expect(call.rings.some(isRinging), 'nothing rings after its call').to.equal(false)
}

describe('any run of commands on a line', () => {
  it('keeps the state sound, makes facts of the protocol, and lets a refusal change nothing', () => {
    const met = { facts: 0, refusals: 0, calls: 0 }
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60, size: 'max' }), (steps) => {
        const hotline = new Hotline()
        hotline.signedIn = [...PEOPLE]
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
      }),
      { numRuns: 500 },
    )
    expect(met.facts, 'the runs must have made facts').to.be.greaterThan(2000)
    expect(met.refusals, 'the runs must have met refusals').to.be.greaterThan(500)
    expect(met.calls, 'the runs must have placed calls').to.be.greaterThan(300)
  })

  it('gives the same decision for the same state, and none of them changes what it was given', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
        const [one, two] = [new Hotline(), new Hotline()]
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
