import type { PresentConsole } from '../protocol/consoles.ts'

/**
 * Would a ring be heard at this console by somebody who is rung? A party that has such a console is attended; anything else
 * that is wrong with one, its microphone for example, does not keep a person from coming to it.
 */
export const hearsRings = ({ standing, armed, silentSinceMs, faults = [] }: PresentConsole): boolean =>
  standing === 'rung' &&
  armed &&
  silentSinceMs === undefined &&
  !faults.some(({ check, colour }) => colour === 'red' && (check === 'sound' || check === 'ringer'))
