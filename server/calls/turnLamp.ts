import type { Turn } from '../protocol/interpretation.ts'
import type { Call } from '../protocol/lineState.ts'
import { deskOf } from './desks.ts'
import { legOf } from './roster.ts'

/** Shorter than this is a cough, or a page that is turned. */
export const SPOKEN_FOR_MS = 800
/** Longer than an interpreter pauses to think, short enough that nobody waits for what is over. */
export const SILENT_FOR_MS = 4_000

/** What is heard on the floor: who speaks, since when, and when those who do not speak now were heard last. */
export interface HeardOnFloor {
  readonly speaking: ReadonlyMap<string, number>
  readonly stopped: ReadonlyMap<string, number>
}

/**
 * How the lamp of consecutive mode turns next by what is heard, and when; undefined while it stays as it is. Somebody speaks
 * while it is clear, then an interpreter, then nobody of them. Without an interpreter nothing is waited for.
 */
export function turnDue(call: Call, heard: HeardOnFloor): { readonly turn: Turn; readonly atMs: number } | undefined {
  const { consecutive, desks = [] } = call
  if (consecutive === undefined) return undefined
  const { turn, sinceMs } = consecutive
  if (!desks.some(({ console }) => isOn(call, console)))
    return turn === 'clear' ? undefined : { turn: 'clear', atMs: sinceMs }
  const renders = (console: string): boolean => deskOf(call, console)?.output === 'floor'
  const spoken = (passes: (console: string) => boolean): number | undefined => {
    const times = [...heard.speaking].filter(([console]) => isOn(call, console) && passes(console)).map(([, ms]) => ms)
    return times.length === 0 ? undefined : Math.max(sinceMs, Math.min(...times))
  }
  if (turn === 'interpreting') {
    if (spoken(renders) !== undefined) return undefined
    const last = [...heard.stopped].filter(([console]) => renders(console)).map(([, ms]) => ms)
    return { turn: 'clear', atMs: Math.max(sinceMs, ...last) + SILENT_FOR_MS }
  }
  const begun = spoken(turn === 'clear' ? (console) => deskOf(call, console) === undefined : renders)
  if (begun === undefined) return undefined
  return { turn: turn === 'clear' ? 'speaking' : 'interpreting', atMs: begun + SPOKEN_FOR_MS }
}

const isOn = (call: Call, console: string): boolean => legOf(call, console)?.state === 'on'
