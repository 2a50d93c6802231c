import { expect } from 'chai'
import fc from 'fast-check'
import type { LineCommand } from '../../server/calls/commands.ts'
import type { AtConsole, Commander } from '../../server/calls/decision.ts'
import { isCarried, partnersOn } from '../../server/calls/desks.ts'
import { heardAs } from '../../server/calls/hearing.ts'
import { legOf } from '../../server/calls/roster.ts'
import { lineFactSchema } from '../../server/protocol/lineFacts.ts'
import { lineStateSchema } from '../../server/protocol/lineState.ts'
import { at, Hotline, id, jpPrincipal, krPrincipal, PLACE, usPrincipal } from './hotline.ts'

const INTERPRETERS = [20, 21, 22].map((number, index) => at(['kr', 'jp', 'us'][index] ?? 'kr', 'interpreter', number))
const PEOPLE: readonly AtConsole[] = [krPrincipal, jpPrincipal, usPrincipal, ...INTERPRETERS]
const callId = fc.constant(id(1))
const channel = fc.constantFrom('ko', 'ja', 'en')
/** Mostly of two booths, so that partners meet. */
const pair = fc.oneof({ weight: 4, arbitrary: fc.constant<[string, string]>(['ko', 'en']) }, fc.tuple(channel, channel))
const output = fc.constantFrom('floor', 'ko', 'ja', 'en')
const trackId = fc.integer({ min: 1, max: 12 }).map(id)
const consoles = fc.constantFrom(...INTERPRETERS.map(({ console }) => console.console))

type Step = readonly [Commander, LineCommand]
const by = (people: readonly AtConsole[], command: fc.Arbitrary<LineCommand>): fc.Arbitrary<Step> =>
  fc.tuple(fc.constantFrom<Commander>(...people), command)
const told = (command: fc.Arbitrary<LineCommand>): fc.Arbitrary<Step> =>
  fc.tuple(fc.constant<Commander>('server'), command)

const step: fc.Arbitrary<Step> = fc.oneof(
  by(
    PEOPLE,
    fc.record({
      name: fc.constantFrom(
        'call:answer' as const,
        'call:join' as const,
        'call:leave' as const,
        'call:hold' as const,
        'call:retrieve' as const,
      ),
      callId,
    }),
  ),
  by(PEOPLE, fc.record({ name: fc.constant('hearing:choose' as const), callId, hearing: output })),
  {
    weight: 3,
    arbitrary: by(INTERPRETERS, fc.record({ name: fc.constant('desk:take' as const), callId, pair, output })),
  },
  by(INTERPRETERS, fc.record({ name: fc.constant('desk:turn' as const), callId, output })),
  by(INTERPRETERS, fc.record({ name: fc.constantFrom('desk:leave' as const, 'channel:keep' as const), callId })),
  {
    weight: 4,
    arbitrary: by(INTERPRETERS, fc.record({ name: fc.constant('channel:offer' as const), callId })),
  },
  by(INTERPRETERS, fc.record({ name: fc.constant('channel:take' as const), callId, channel })),
  told(fc.record({ name: fc.constant('leg:lose' as const), callId, console: consoles })),
  {
    weight: 2,
    arbitrary: told(
      fc.record({
        name: fc.constant('track:start' as const),
        callId,
        trackId,
        console: consoles,
        kind: fc.constant('interpretation' as const),
        channel,
        muted: fc.boolean(),
      }),
    ),
  },
  told(fc.record({ name: fc.constantFrom('track:mute' as const, 'track:unmute' as const), callId, trackId })),
)

function expectSound(hotline: Hotline): void {
  const { state } = hotline
  expect(lineStateSchema.parse(state)).to.deep.equal(state)
  const { call } = state
  if (call === undefined) return
  const { desks = [], channels = [] } = call
  for (const one of channels) {
    const live = desks.filter((desk) => desk.live && desk.output === one)
    expect(live.length, 'at most one is live on a channel').to.be.at.most(1)
  }
  for (const desk of desks) {
    expect(legOf(call, desk.console), 'a desk has a leg').to.not.equal(undefined)
    expect(['floor', ...desk.pair], 'it speaks into its pair, or onto the floor').to.include(desk.output)
    if (desk.output === 'floor') expect(desk.live, 'on the floor it is live').to.equal(true)
    const couldTake = desk.output === 'floor' ? [] : partnersOn(call, desk.output, desk.console)
    expect(desk.offeredAtMs === undefined || couldTake.length > 0, 'an offer is to somebody').to.equal(true)
    expect(legOf(call, desk.console)?.hearing ?? 'floor', 'nobody listens to themselves').to.satisfy(
      (hearing: string) => hearing === 'floor' || hearing !== desk.output,
    )
  }
  for (const leg of call.legs) {
    const interpretations = call.tracks.filter(
      (track) => track.kind === 'interpretation' && heardAs(call, leg.console, track) !== 'none',
    )
    expect(new Set(interpretations.map((track) => track.console)).size, 'one voice on a channel').to.be.at.most(1)
  }
  expectNeverSilent(hotline)
}

/** Whoever is there with a desk for a channel of which nothing comes can take it, without anybody's word. */
function expectNeverSilent(hotline: Hotline): void {
  const { call } = hotline.state
  for (const who of INTERPRETERS) {
    const desk = call?.desks?.find(({ console }) => console === who.console.console)
    if (call === undefined || desk === undefined || legOf(call, desk.console)?.state !== 'on') continue
    for (const silent of desk.pair.filter((one) => !isCarried(call, one))) {
      const other = new Hotline()
      other.state = hotline.state
      const taken = other.take(who, { name: 'channel:take', callId: call.callId, channel: silent })
      expect('facts' in taken, 'a channel of which nothing comes can be taken').to.equal(true)
    }
  }
}

describe('any run of interpreters at their desks', function () {
  // Seconds on a machine of its own; many times that beside browsers.
  this.timeout(60_000)

  it('has one voice at most on each channel, and no channel that nobody could take', () => {
    const met = { taken: 0, offered: 0, refusals: 0 }
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }), (steps) => {
        const hotline = new Hotline()
        hotline.signedIn = [...PEOPLE]
        hotline.must(krPrincipal, PLACE)
        hotline.must('server', { name: 'recording:start', callId: id(1), keyNumber: 1 })
        for (const who of PEOPLE.slice(1)) hotline.must(who, { name: 'call:answer', callId: id(1) })
        for (const [who, command] of steps) {
          const decision = hotline.take(who, command)
          if ('refusal' in decision) {
            met.refusals += 1
            continue
          }
          for (const fact of decision.facts) expect(lineFactSchema.parse(fact)).to.deep.equal(fact)
          expectSound(hotline)
        }
        met.taken += hotline.facts.filter(({ type }) => type === 'channel:taken').length
        met.offered += hotline.facts.filter(({ type }) => type === 'channel:offered').length
      }),
      { numRuns: 200 },
    )
    expect(met.taken, 'the runs must have come to channels taken').to.be.greaterThan(300)
    expect(met.offered, 'and to hand-overs').to.be.greaterThan(20)
    expect(met.refusals, 'and to refusals').to.be.greaterThan(300)
  })
})
