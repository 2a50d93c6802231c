import type { Lamp, PresentConsole } from '../protocol/consoles.ts'
import type { Line } from '../protocol/directory.ts'
import { comesTo } from './ladder.ts'

/** It is armed and gives signs of life: only then does what it says of itself hold. The one rule of it, for server and client. */
export const isArmedAndAlive = ({ armed, silentSinceMs }: Pick<PresentConsole, 'armed' | 'silentSinceMs'>): boolean =>
  armed && silentSinceMs === undefined

/** The checks of a console without which no sound comes out of it. */
const SOUND: ReadonlySet<Lamp['check']> = new Set(['sound', 'output', 'ringer'])

/**
 * Would a ring be heard at this console? It tells within two seconds when not. Anything else that is wrong with one, its
 * microphone for example, does not keep a person from coming to it.
 */
export const wouldBeHeard = (console: PresentConsole): boolean =>
  isArmedAndAlive(console) && !(console.faults ?? []).some(({ check, colour }) => colour === 'red' && SOUND.has(check))

/** Does a ring of its party come to it, be it at the last step of the ladder that the party has on this line? */
export const isRungOn = ({ ladders }: Pick<Line, 'ladders'>, console: PresentConsole): boolean =>
  comesTo(ladders?.[console.party], console)

/** Would a ring on this line be heard at it? A party that has such a console is attended there. */
export const hearsRings = (line: Pick<Line, 'ladders'>, console: PresentConsole): boolean =>
  isRungOn(line, console) && wouldBeHeard(console)
