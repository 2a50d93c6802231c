import { expect } from 'chai'
import fc from 'fast-check'
import type { LineCommand } from '../../server/calls/commands.ts'
import type { AtConsole, Commander } from '../../server/calls/decision.ts'
import { emptyLine, evolve, type FactContext } from '../../server/calls/evolve.ts'
import { isRinging } from '../../server/calls/rings.ts'
import { lineFactSchema, type LineFact } from '../../server/protocol/lineFacts.ts'
import { lineStateSchema } from '../../server/protocol/lineState.ts'
import { LEADERS } from './demonstrationLines.ts'
import {
  at,
  Hotline,
  id,
  jpPrincipal,
  jpWatch,
  krAdviser,
  krPrincipal,
  krWatch,
  usListener,
  usPrincipal,
  usWatch,
} from './hotline.ts'

const PEOPLE: readonly AtConsole[] = [
  krPrincipal,
  krWatch,
  krAdviser,
  jpPrincipal,
  jpWatch,
  usPrincipal,
  usWatch,
  usListener,
  at('jp', 'principal', 4, 1),
]
const HEAD = { version: 1, hash: 'a'.repeat(64), keyId: 'key', signature: 'signature' }

/** Commands name one of the first calls, one of the first tracks and any party: most fit the state, some do not. */
const callId = fc.constantFrom(1, 1, 1, 2, 2, 3).map(id)
const trackId = fc.integer({ min: 1, max: 4 }).map(id)
const console = fc.constantFrom(...PEOPLE.map((person) => person.console.console))
const party = fc.constantFrom(...LEADERS.parties)
const attempt = fc.integer({ min: 1, max: 2 })

const commanded: fc.Arbitrary<LineCommand> = fc.oneof(
  fc.record({
    name: fc.constant('call:place' as const),
    precedence: fc.constantFrom('routine' as const, 'flash' as const),
    marking: fc.constant('real' as const),
  }),
  fc.record({
    name: fc.constantFrom(
      'call:cancel' as const,
      'call:answer' as const,
      'call:join' as const,
      'call:leave' as const,
      'call:end' as const,
      'ring:acknowledge' as const,
    ),
    callId,
  }),
  fc.record({ name: fc.constant('call:decline' as const), callId, reason: fc.constant('wrong-time' as const) }),
  fc.record({ name: fc.constant('ring:repeat' as const), callId, party }),
  fc.record({
    name: fc.constant('ring:report' as const),
    callId,
    attempt,
    state: fc.constantFrom('reached' as const, 'sounding' as const, 'seen' as const),
    armed: fc.boolean(),
  }),
)

const reported: fc.Arbitrary<LineCommand> = fc.oneof(
  fc.record({ name: fc.constant('leg:lose' as const), callId, console }),
  fc.record({
    name: fc.constant('leg:remove' as const),
    callId,
    console,
    reason: fc.constantFrom('left' as const, 'suspended' as const),
  }),
  fc.record({ name: fc.constant('ring:expire' as const), callId, party, attempt }),
  fc.record({
    name: fc.constantFrom(
      'call:expire' as const,
      'call:resume' as const,
      'media:lose' as const,
      'media:restore' as const,
    ),
    callId,
  }),
  fc.record({ name: fc.constant('recording:start' as const), callId, keyNumber: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ name: fc.constant('recording:fail' as const), callId, cause: fc.constant('The disk is full.') }),
  fc.record({
    name: fc.constant('recording:damage' as const),
    callId,
    fault: fc.constant({ message: 'It is broken.' }),
  }),
  fc.record({
    name: fc.constant('exception:note' as const),
    callId,
    exception: fc.record({
      cause: fc.constantFrom('server-lost' as const, 'disk-stalled' as const),
      fromMs: fc.integer({ min: 1, max: 3 }),
      outcome: fc.constantFrom('kept' as const, 'lost' as const),
    }),
  }),
  fc.record({ name: fc.constant('recording:checkpoint' as const), callId, head: fc.constant(HEAD) }),
  fc.record({
    name: fc.constant('recording:close' as const),
    callId,
    head: fc.constant(HEAD),
    tracks: fc.constant(2),
    bytes: fc.constant(9),
  }),
  fc.record({
    name: fc.constant('track:start' as const),
    callId,
    trackId,
    console,
    kind: fc.constantFrom('microphone' as const, 'camera' as const),
    muted: fc.boolean(),
  }),
  fc.record({ name: fc.constantFrom('track:mute' as const, 'track:unmute' as const), callId, trackId }),
  fc.record({
    name: fc.constant('track:end' as const),
    callId,
    trackId,
    reason: fc.constantFrom('stopped' as const, 'media-lost' as const),
  }),
)

interface Step {
  readonly by: Commander
  readonly command: LineCommand
  readonly afterMs: number
}

const afterMs = fc.oneof(fc.constant(10), fc.constant(61_000))
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ by: fc.constantFrom<Commander>(...PEOPLE), command: commanded, afterMs }) },
  { weight: 2, arbitrary: fc.record({ by: fc.constant<Commander>('server'), command: reported, afterMs }) },
)

/** What holds of every state, whatever has been commanded. */
function expectSound({ state }: Hotline): void {
  expect(lineStateSchema.parse(state), 'the state is what the protocol says').to.deep.equal(state)
  const { call } = state
  if (call === undefined) return
  const present = call.legs.filter((leg) => leg.state !== 'left')
  expect(new Set(present.map((leg) => leg.person)).size, 'nobody is in a call twice').to.equal(present.length)
  for (const leg of call.legs)
    expect(leg.toMs !== undefined, 'a leg that has left has an end').to.equal(leg.state === 'left')
  expect(call.rings.map((ring) => ring.party).sort(), 'each other party has one ring').to.deep.equal(
    call.parties.filter((other) => other !== call.placedBy.party).sort(),
  )
  const tracksOfLegs = call.tracks.filter((track) => track.toMs === undefined)
  for (const track of tracksOfLegs)
    expect(
      present.some((leg) => leg.console === track.console),
      'an open track has a leg',
    ).to.equal(true)
  if (call.phase !== 'ended') return
  expect(present, 'nobody is in a call that has ended').to.deep.equal([])
  expect(tracksOfLegs, 'no track outlives its call').to.deep.equal([])
  expect(call.rings.some(isRinging), 'nothing rings after its call').to.equal(false)
}

describe('any run of commands on a line', () => {
  it('keeps the state sound, makes facts that fold to it, and lets a refusal change nothing', () => {
    const met = { facts: 0, refusals: 0, calls: 0 }
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60, size: 'max' }), (steps) => {
        const hotline = new Hotline()
        hotline.signedIn = [...PEOPLE]
        const entries: { facts: readonly LineFact[]; context: FactContext }[] = []
        for (const { by, command, afterMs: waitMs } of steps) {
          hotline.atMs += waitMs
          const before = hotline.state
          const decision = hotline.take(by, command)
          if ('refusal' in decision) {
            met.refusals += 1
            expect(hotline.state).to.equal(before)
            continue
          }
          for (const fact of decision.facts) expect(lineFactSchema.parse(fact)).to.deep.equal(fact)
          if (decision.facts.length > 0) {
            met.facts += decision.facts.length
            expect(hotline.state.version, 'no version is skipped').to.equal(before.version + 1)
            const { version } = hotline.state
            const by_ =
              by === 'server'
                ? ({ kind: 'system', part: 'server' } as const)
                : { kind: 'console' as const, ...by.console }
            entries.push({ facts: decision.facts, context: { version, atMs: hotline.atMs, by: by_ } })
          }
          expectSound(hotline)
        }
        met.calls += hotline.facts.filter((fact) => fact.type === 'call:placed').length
        let folded = emptyLine(LEADERS.line)
        for (const { facts, context } of entries) for (const fact of facts) folded = evolve(folded, fact, context)
        expect(folded, 'the fold of the log is the state in memory').to.deep.equal(hotline.state)
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
          expect(one.take(by, command)).to.deep.equal(two.take(by, command))
          if (one.state.version === frozen.version) expect(one.state).to.deep.equal(frozen)
        }
      }),
      { numRuns: 100 },
    )
  })
})
