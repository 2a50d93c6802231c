import type { Call, Leg } from '../protocol/lineState.ts'
import { refusal, type Refusal } from '../protocol/refusal.ts'
import type { Role, Standing } from '../protocol/words.ts'
import { speaks } from './authority.ts'
import { isOnChannel } from './hearing.ts'

/** What one person of a call can do about the microphone of another. */
export const DELEGATIONS = ['floor:give', 'floor:release', 'mute:ask', 'leg:mute'] as const
export type Delegation = (typeof DELEGATIONS)[number]

/** What somebody has been asked is not asked again by the same person before they could have done it. */
export const ASK_AGAIN_MS = 15_000

/**
 * Those who come to a call to help their own: they are in it muted until they unmute themselves. An interpreter is heard
 * from a desk, and not before they have one.
 */
const MUTED_AT_FIRST: ReadonlySet<Role> = new Set(['adviser', 'interpreter', 'notetaker', 'listener'])

/** Whether somebody comes into a call muted, who joins it and is not rung on the line. */
export const comesInMuted = ({ role, standing }: { readonly role: Role; readonly standing: Standing }): boolean =>
  standing === 'joins' && MUTED_AT_FIRST.has(role)

/** Something that they say is on the air and not muted: their microphone, or what they interpret into a channel. */
export const isOnAir = (call: Call, console: string): boolean =>
  call.tracks.some(
    (track) =>
      track.console === console &&
      (track.kind === 'microphone' || (track.kind === 'interpretation' && isOnChannel(call, track))) &&
      track.toMs === undefined &&
      !track.muted,
  )

/** Who may do what to whom, of two who are in a call; undefined means that they may. */
export const refuseDelegation: Readonly<Record<Delegation, (own: Leg, leg: Leg) => Refusal | undefined>> = {
  'floor:give': (own, leg) =>
    not(
      givesFloor(own) && isColleague(own, leg),
      'A principal or watch officer gives the floor to their own people.',
    ) ?? not(speaks(leg.role), 'A listener hears the call and cannot speak.'),
  'floor:release': (own, leg) =>
    not(
      own.person === leg.person || (givesFloor(own) && isColleague(own, leg)),
      'A principal or watch officer takes the floor back from their own people.',
    ),
  'mute:ask': (own, leg) =>
    not(own.person !== leg.person, 'Mute yourself instead.') ??
    not(speaks(leg.role), 'A listener is not heard by anybody.'),
  'leg:mute': (own, leg) =>
    not(isColleague(own, leg), 'Only people of their own party can mute somebody. You can ask them to mute.'),
}

/** Whether it would change anything now. */
export const isOpen = (name: Delegation, call: Call, { console }: Leg): boolean => {
  const hasFloor = call.floor?.console === console
  if (name === 'floor:give') return !hasFloor
  return name === 'floor:release' ? hasFloor : isOnAir(call, console)
}

/** What a console offers its person to do to another: only what would be granted and change something. */
export const possibleDelegations = (call: Call, own: Leg, leg: Leg): readonly Delegation[] =>
  own.state === 'on' && leg.state === 'on'
    ? DELEGATIONS.filter(
        (name) =>
          refuseDelegation[name](own, leg) === undefined &&
          (name !== 'leg:mute' || speaks(own.role)) &&
          isOpen(name, call, leg),
      )
    : []

const isColleague = (own: Leg, leg: Leg): boolean => own.party === leg.party && own.person !== leg.person

const givesFloor = ({ role }: Leg): boolean => role === 'principal' || role === 'watch'

const not = (may: boolean, sentence: string): Refusal | undefined =>
  may ? undefined : refusal('not-allowed', sentence)
