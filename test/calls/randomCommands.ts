import fc from 'fast-check'
import type { LineCommand } from '../../server/calls/commands.ts'
import type { AtConsole, Commander } from '../../server/calls/decision.ts'
import { nextStep } from '../../server/calls/ladder.ts'
import { emptySinceMs } from '../../server/calls/roster.ts'
import type { Line } from '../../server/protocol/directory.ts'
import type { LineState } from '../../server/protocol/lineState.ts'
import { LEADERS } from './demonstrationLines.ts'
import {
  at,
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

export const PEOPLE: readonly AtConsole[] = [
  krPrincipal,
  krWatch,
  krAdviser,
  jpPrincipal,
  jpWatch,
  usPrincipal,
  usWatch,
  usListener,
  at('jp', 'principal', 4, 1),
  at('us', 'adviser', 9),
  at('jp', 'adviser', 10),
]

/** Japan and the United States are rung in steps, the latter until somebody sees to it; Korea at once. */
export const LADDERED: Line = {
  ...LEADERS,
  ladders: {
    jp: [
      { afterMs: 0, roles: ['principal'] },
      { afterMs: 10, roles: ['watch'] },
      { afterMs: 61_000, roles: [], people: ['jp-adviser'] },
    ],
    us: [
      { afterMs: 0, roles: ['watch', 'listener'] },
      { afterMs: 20, roles: 'everybody', insists: true },
    ],
  },
}
const HEAD = { version: 1, hash: 'a'.repeat(64), keyId: 'key', signature: 'signature' }

/** Commands name one of the first calls, one of the first tracks and any party: most fit the state, some do not. */
const callId = fc.constantFrom(1, 1, 1, 2, 2, 3).map(id)
const trackId = fc.integer({ min: 1, max: 4 }).map(id)
const console = fc.constantFrom(...PEOPLE.map((person) => person.console.console))
const party = fc.constantFrom(...LEADERS.parties)
const attempt = fc.integer({ min: 1, max: 2 })

const placing = fc.record({
  name: fc.constant('call:place' as const),
  precedence: fc.constantFrom('routine' as const, 'flash' as const),
  marking: fc.constant('real' as const),
})

const commanded: fc.Arbitrary<LineCommand> = fc.oneof(
  // Most of what can happen needs a call: a run without one tries little.
  { weight: 4, arbitrary: placing },
  fc.record({
    name: fc.constantFrom(
      'call:cancel' as const,
      'call:answer' as const,
      'call:join' as const,
      'call:leave' as const,
      'call:hold' as const,
      'call:retrieve' as const,
      'call:end' as const,
      'ring:acknowledge' as const,
      'caucus:enter' as const,
      'caucus:leave' as const,
    ),
    callId,
  }),
  fc.record({ name: fc.constant('call:decline' as const), callId, reason: fc.constant('wrong-time' as const) }),
  fc.record({
    name: fc.constant('call:decline' as const),
    callId,
    reason: fc.constant('call-back-later' as const),
    callBackAtMs: fc.constantFrom(1, 9_000_000_000),
  }),
  fc.record({ name: fc.constant('ring:repeat' as const), callId, party }),
  fc.record({
    name: fc.constant('ring:repeat' as const),
    callId,
    party,
    person: fc.constantFrom(...PEOPLE.map(({ console: { person } }) => person), 'nobody'),
  }),
  fc.record({
    name: fc.constantFrom('floor:give' as const, 'floor:release' as const, 'mute:ask' as const, 'leg:mute' as const),
    callId,
    person: fc.constantFrom(...PEOPLE.map(({ console: { person } }) => person), 'nobody'),
  }),
  fc.record({
    name: fc.constant('ring:report' as const),
    callId,
    attempt,
    state: fc.constantFrom('reached' as const, 'sounding' as const, 'seen' as const),
    armed: fc.boolean(),
  }),
  fc.record({ name: fc.constant('text:send' as const), language: fc.constant('en'), text: fc.constant('Stand by.') }),
  fc.record({
    name: fc.constant('text:receive' as const),
    from: fc.integer({ min: 1, max: 4 }),
    upTo: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ name: fc.constant('text:acknowledge' as const), number: fc.integer({ min: 1, max: 4 }) }),
)

const reported: fc.Arbitrary<LineCommand> = fc.oneof(
  fc.record({ name: fc.constant('leg:lose' as const), callId, console }),
  fc.record({
    name: fc.constant('leg:remove' as const),
    callId,
    console,
    reason: fc.constantFrom('left' as const, 'suspended' as const),
  }),
  fc.record({
    name: fc.constant('leg:hold' as const),
    callId,
    console,
    reason: fc.constantFrom('pre-empted' as const, 'answering' as const),
    precedence: fc.constant('flash' as const),
  }),
  fc.record({ name: fc.constant('leg:retrieve' as const), callId, console }),
  fc.record({ name: fc.constant('ring:expire' as const), callId, party, attempt }),
  {
    weight: 3,
    arbitrary: fc.record({
      name: fc.constant('ring:widen' as const),
      callId,
      party,
      attempt,
      step: fc.integer({ min: 1, max: 3 }),
    }),
  },
  fc.record({
    name: fc.constantFrom('call:resume' as const, 'media:lose' as const, 'media:restore' as const),
    callId,
  }),
  fc.record({ name: fc.constant('call:expire' as const), callId, emptySinceMs: fc.constant(0) }),
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

/** Something is commanded, or reported, some time after what was before it. */
export interface Step {
  readonly by: Commander
  readonly command: LineCommand
  readonly afterMs: number
}

const afterMs = fc.oneof(fc.constant(10), fc.constant(61_000))
export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ by: fc.constantFrom<Commander>(...PEOPLE), command: commanded, afterMs }) },
  { weight: 2, arbitrary: fc.record({ by: fc.constant<Commander>('server'), command: reported, afterMs }) },
)

/** The command as it is meant when its turn comes: what a deadline reports is of the state that it was computed from. */
export function timely(command: LineCommand, { call }: LineState): LineCommand {
  if (command.name === 'ring:widen' && call !== undefined) {
    const ring = call.rings.find((candidate) => candidate.party === command.party)
    return ring ? { ...command, callId: call.callId, attempt: ring.attempt, step: nextStep(ring) ?? 1 } : command
  }
  if (command.name !== 'call:expire' || call === undefined) return command
  return { ...command, emptySinceMs: emptySinceMs(call) ?? command.emptySinceMs }
}
