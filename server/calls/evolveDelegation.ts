import type { DelegationFact, DoneBy } from '../protocol/delegations.ts'
import type { CallFact, LineEntry } from '../protocol/lineFacts.ts'
import type { Call, CallTrack, Leg } from '../protocol/lineState.ts'
import { ASK_AGAIN_MS } from './delegation.ts'

/** A call after somebody has done something about the microphone of another. */
export function evolveDelegation(call: Call, fact: DelegationFact, entry: Pick<LineEntry, 'by' | 'atMs'>): Call {
  const by = doneBy(entry)
  const { console, person } = fact
  if (by === undefined) return call
  if (fact.type === 'floor:given') return { ...call, floor: { console, person, by } }
  if (fact.type === 'floor:released') return withoutFloor(call, console)
  const legs = (change: (leg: Leg) => Leg) => call.legs.map((leg) => (isLegOf(leg, console) ? change(leg) : leg))
  if (fact.type === 'mute:asked')
    return { ...call, legs: legs((leg) => ({ ...leg, muteAsked: by, muteAsks: withAsk(leg, by) })) }
  const muted = {
    ...call,
    legs: legs((leg) => ({ ...withoutAsking(leg), mutedBy: by })),
    tracks: call.tracks.map((track) => (isSpeechOf(track, console) ? { ...track, muted: true } : track)),
  }
  return withoutFloor(muted, console)
}

/** What comes of any other fact of the call for what was given, asked and done before. */
export function followDelegation(call: Call, fact: CallFact): Call {
  switch (fact.type) {
    case 'track:muted':
    case 'track:unmuted': {
      const track = call.tracks.find(({ trackId }) => trackId === fact.trackId)
      if (track === undefined || !isSpeechOf(track, track.console)) return call
      return track.muted ? mutedNow(call, track.console) : speaksNow(call, track.console)
    }
    case 'track:started':
      // What is ready for a channel is put on the air unasked, with the desk: no word of its person's.
      return fact.kind === 'microphone' && !fact.muted ? speaksNow(call, fact.console) : call
    case 'leg:left':
    case 'leg:held':
      return withoutFloor(call, fact.console)
    default:
      return call
  }
}

function doneBy({ by, atMs }: Pick<LineEntry, 'by' | 'atMs'>): DoneBy | undefined {
  if (by.kind !== 'console') return undefined
  const { person, name, party } = by
  return { person, name, party, atMs }
}

/** Who has asked it of late, each once: also of what they have done about it meanwhile. */
const withAsk = ({ muteAsks = [] }: Leg, { person, atMs }: DoneBy): NonNullable<Leg['muteAsks']> => [
  ...muteAsks.filter((ask) => ask.person !== person && atMs - ask.atMs < ASK_AGAIN_MS),
  { person, atMs },
]

const isLegOf = (leg: Leg, console: string): boolean => leg.console === console && leg.state !== 'left'

/** Their microphone, or what they say into a channel: whoever mutes an interpreter mutes them wherever they speak. */
const isSpeechOf = (track: CallTrack, console: string): boolean =>
  track.console === console &&
  (track.kind === 'microphone' || track.kind === 'interpretation') &&
  track.toMs === undefined

/**
 * Who mutes has done what they were asked. They keep the floor: between two sentences, and whenever the key is let go of
 * by which they speak, nobody means to give it up.
 */
const mutedNow = (call: Call, console: string): Call => ({
  ...call,
  legs: call.legs.map((leg) => (isLegOf(leg, console) ? withoutAsking(leg) : leg)),
})

/** Who unmutes has answered by that, whoever muted them or asked them to. */
const speaksNow = (call: Call, console: string): Call => ({
  ...call,
  legs: call.legs.map((leg) => (isLegOf(leg, console) ? withoutMuting(withoutAsking(leg)) : leg)),
})

const withoutAsking = ({ muteAsked: _asked, ...leg }: Leg): Leg => leg
const withoutMuting = ({ mutedBy: _by, ...leg }: Leg): Leg => leg

function withoutFloor(call: Call, console: string): Call {
  if (call.floor?.console !== console) return call
  const { floor: _floor, ...rest } = call
  return rest
}
