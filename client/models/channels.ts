import type { Channel, Desk } from '../../server/protocol/interpretation.ts'
import type { Call, Leg } from '../../server/protocol/lineState.ts'

/** A desk with whoever sits at it. */
export interface Seated {
  readonly desk: Desk
  readonly leg: Leg
  /** Something is on the air of what they say into their channel, or onto the floor; what waits is held by the server. */
  readonly heard: boolean
}

/** One channel as everybody sees it: who is live on it, and who waits there. */
export interface ChannelView {
  readonly channel: Channel
  readonly live?: Seated
  readonly waiting: readonly Seated[]
}

/** Of desks whose interpreter is in the call; one that is lost or on hold is said to be so in the roster. */
export function seatedAt(call: Call): Seated[] {
  return (call.desks ?? []).flatMap((desk) => {
    const leg = call.legs.find(({ console, state }) => console === desk.console && state !== 'left')
    return leg === undefined ? [] : [{ desk, leg, heard: leg.state === 'on' && desk.live && isOnAir(call, desk) }]
  })
}

/** Whether something of them is on the air, on the floor or in a channel. */
export const isHeardAt = (call: Call, console: string): boolean =>
  seatedAt(call).some(({ desk, heard }) => heard && desk.console === console)

export function channelsOf(call: Call): ChannelView[] {
  const seated = seatedAt(call)
  return (call.channels ?? []).map((channel) => {
    const live = seated.find(({ desk }) => desk.live && desk.output === channel)
    const waiting = seated.filter((one) => one !== live && one.desk.output === channel)
    return { channel, ...(live && { live }), waiting }
  })
}

function isOnAir(call: Call, { console, output }: Desk): boolean {
  return call.tracks.some(
    (track) =>
      track.console === console &&
      track.toMs === undefined &&
      !track.muted &&
      (output === 'floor' ? track.kind === 'microphone' : track.kind === 'interpretation' && track.channel === output),
  )
}
