import { insidersOf, isInCaucus } from '../../server/calls/caucus.ts'
import { isOnAir } from '../../server/calls/delegation.ts'
import { deskOf } from '../../server/calls/desks.ts'
import type { Desk } from '../../server/protocol/interpretation.ts'
import type { Call, Leg } from '../../server/protocol/lineState.ts'
import type { Quality } from './callActivity.ts'
import type { OwnCall } from './ownCall.ts'
import type { RemoteTrack } from './ports.ts'

/** One person in the call as the others see them: a leg, with what of it is on the air and what of that arrives here. */
export interface Seat {
  readonly leg: Leg
  readonly picture?: RemoteTrack
  readonly screen?: RemoteTrack
  /** Their camera is on the air, whether or not its picture has arrived here. */
  readonly sendsPicture: boolean
  readonly muted: boolean
  /** Where they interpret: what of them is not on the floor is not for that muted. */
  readonly desk?: Desk
  readonly speaks: boolean
  readonly quality?: Quality
}

/** Whoever has a microphone on the air that is not muted can be heard, unless they speak in a caucus meanwhile. */
export const isHeard = (call: Call, console: string): boolean =>
  isOnAir(call, console) && !isInCaucus(insidersOf(call), console)

/** The place of who has left stays for so long: the others do not jump under the hand that reaches for one of them. */
const PLACE_STAYS_MS = 2_000

/** The consoles of those who have left and whose places stay for now. */
export function leavingOf({ call }: OwnCall, nowMs: number): string[] {
  const isBack = ({ person }: Leg): boolean =>
    call.legs.some((other) => other.person === person && other.state !== 'left')
  return call.legs
    .filter((leg) => leg.state === 'left' && nowMs - (leg.toMs ?? leg.sinceMs) < PLACE_STAYS_MS && !isBack(leg))
    .map(({ console }) => console)
}

/** The others in the call by party, and of each in the order in which they came: nobody moves when somebody speaks. */
export function seatsOf(
  { call, leg: own }: OwnCall,
  remotes: readonly RemoteTrack[],
  speakers: ReadonlySet<string>,
  quality: ReadonlyMap<string, Quality>,
  leaving: readonly string[],
): Seat[] {
  const others = call.legs
    .filter((leg) => leg.console !== own.console && (leg.state !== 'left' || leaving.includes(leg.console)))
    .toSorted((a, b) => call.parties.indexOf(a.party) - call.parties.indexOf(b.party) || a.fromMs - b.fromMs)
  return others.map((leg): Seat => {
    const of = (kind: RemoteTrack['kind']): RemoteTrack | undefined =>
      remotes.find((track) => track.callId === call.callId && track.console === leg.console && track.kind === kind)
    const [picture, screen, measured] = [of('camera'), of('screen'), quality.get(leg.console)]
    const desk = deskOf(call, leg.console)
    const muted = desk === undefined && !isHeard(call, leg.console)
    return {
      leg,
      ...(picture && !picture.muted && { picture }),
      ...(screen && { screen }),
      // Nothing arrives at a console that is on hold.
      sendsPicture:
        own.hold === undefined &&
        call.tracks.some(
          (track) =>
            track.console === leg.console && track.kind === 'camera' && track.toMs === undefined && !track.muted,
        ),
      muted,
      ...(desk && { desk }),
      speaks: !muted && leg.state === 'on' && speakers.has(leg.console),
      ...(measured && { quality: measured }),
    }
  })
}
