import { insidersOf } from './calls/caucus.ts'
import { refuseTrack } from './calls/authority.ts'
import { heardAs } from './calls/hearing.ts'
import { offAirIn } from './calls/hush.ts'
import { ringOf } from './calls/interpreterRings.ts'
import { ringsFor } from './calls/rings.ts'
import type { LineCommand } from './calls/commands.ts'
import { isRoom, lineOfRoom } from './calls/room.ts'
import { legsOn, liveCall, placeOnLine } from './calls/roster.ts'
import type { MediaCall, MediaPermissions, MediaReports, TrackStart } from './media/ports.ts'
import type { ConsolePerson } from './protocol/actor.ts'
import type { PresentConsole } from './protocol/consoles.ts'
import type { Line, Person } from './protocol/directory.ts'
import type { RunningTest } from './protocol/lineTests.ts'
import type { LineState } from './protocol/lineState.ts'

/** What media is told of a line's state: who is in its call, and at whom it rings. */
export function mediaCallOf(
  state: LineState | undefined,
  present: (line: string) => readonly PresentConsole[],
): MediaCall | undefined {
  const call = state && liveCall(state)
  if (state === undefined || call === undefined) return undefined
  const isRung = (who: PresentConsole): boolean => {
    const ring = ringOf(call, who)
    return ring !== undefined && ringsFor(ring, who)
  }
  return {
    callId: call.callId,
    consoles: legsOn(call).map((leg) => leg.console),
    caucus: insidersOf(call),
    silenced: offAirIn(call),
    rung: present(state.line)
      .filter(isRung)
      .map(({ console }) => console),
    heardAs: (listener, track) => heardAs(call, listener, track),
    desks: call.desks ?? [],
  }
}

/**
 * The role on a line, and with it what one may send, is looked up at every request: a change of roles bites at once. Into
 * the test room of a line come those who have part in the test that runs, and nobody else.
 */
export function mediaPermissions(
  person: (person: string) => Person | undefined,
  line: (line: string) => Line | undefined,
  isPresent: (console: string) => boolean,
  running: (line: string) => RunningTest | undefined,
): MediaPermissions {
  const placeOf = (who: ConsolePerson, lineId: string) => {
    const name = lineOfRoom(lineId)
    const [somebody, definition] = [person(who.person), line(name)]
    return somebody && definition && placeOnLine(somebody, definition)
  }
  const partOf = (who: ConsolePerson, room: string) =>
    running(lineOfRoom(room))?.participants.find(({ console }) => console === who.console)
  return {
    isPresent,
    mayWarm: (who, lineId) =>
      placeOf(who, lineId) !== undefined && (!isRoom(lineId) || partOf(who, lineId) !== undefined),
    mayOpenTrack(who, lineId, kind) {
      const part = isRoom(lineId) ? partOf(who, lineId) : undefined
      if (part?.synthetic) return true
      const place = placeOf(who, lineId)
      const hasPart = !isRoom(lineId) || part !== undefined
      return hasPart && place !== undefined && refuseTrack(place.role, kind) === undefined
    },
  }
}

/** What media reports becomes commands through the one door. */
export function mediaReports(
  tell: (line: string, command: LineCommand) => void,
  callOn: (line: string) => string | undefined,
  speakersChanged: MediaReports['speakersChanged'],
): MediaReports {
  const onCall = (line: string, name: 'media:lose' | 'media:restore'): void => {
    const callId = callOn(line)
    if (callId !== undefined) tell(line, { name, callId })
  }
  const ofTrack = ({ callId, trackId }: TrackStart) => ({ callId, trackId })
  return {
    trackStarted: ({ line, person: _person, ...track }) => tell(line, { name: 'track:start', ...track }),
    trackMuted: (track) => tell(track.line, { name: 'track:mute', ...ofTrack(track) }),
    trackUnmuted: (track) => tell(track.line, { name: 'track:unmute', ...ofTrack(track) }),
    trackEnded: (track, reason) => tell(track.line, { name: 'track:end', ...ofTrack(track), reason }),
    mediaLost: (line) => onCall(line, 'media:lose'),
    mediaRestored: (line) => onCall(line, 'media:restore'),
    speakersChanged,
  }
}
