import type { Turn } from '../protocol/interpretation.ts'
import type { Call } from '../protocol/lineState.ts'
import { deskOf } from './desks.ts'
import { legOf } from './roster.ts'

/** Shorter than this is a cough, or a page that is turned. */
export const SPOKEN_FOR_MS = 800
/** Longer than an interpreter pauses to think, short enough that nobody waits for what is over. */
export const SILENT_FOR_MS = 4_000
/** From the key of an interpreter until they are heard: they may look through their notes first. */
export const BEGINS_WITHIN_MS = 15_000
/** Who was silent for too long and is heard again within this time was thinking, and goes on with the same rendering. */
export const GOES_ON_WITHIN_MS = 20_000

/** What is heard on the floor: who speaks, since when, and when those who do not speak now were heard last. */
export interface HeardOnFloor {
  readonly speaking: ReadonlyMap<string, number>
  readonly stopped: ReadonlyMap<string, number>
}

/** How the lamp turns next, and when. */
interface TurnDue {
  readonly turn: Turn
  readonly atMs: number
}

/**
 * How the lamp of consecutive mode turns next by what is heard, and when; undefined while it stays as it is. Somebody speaks
 * while it is clear, then an interpreter, then nobody of them. Without an interpreter nothing is waited for.
 */
export function turnDue(call: Call, heard: HeardOnFloor): TurnDue | undefined {
  const { consecutive, desks = [] } = call
  if (consecutive === undefined) return undefined
  const { turn, sinceMs, unheard = false } = consecutive
  if (!desks.some(({ console }) => isOn(call, console)))
    return turn === 'clear' ? undefined : { turn: 'clear', atMs: sinceMs }
  const renders = (console: string): boolean => deskOf(call, console)?.output === 'floor'
  const spoken = (passes: (console: string) => boolean): number | undefined => {
    const times = [...heard.speaking].filter(([console]) => isOn(call, console) && passes(console)).map(([, ms]) => ms)
    return times.length === 0 ? undefined : Math.max(sinceMs, Math.min(...times))
  }
  const rendering = spoken(renders)
  switch (turn) {
    case 'speaking':
      return heardSince(rendering, 'interpreting')
    case 'interpreting': {
      if (rendering !== undefined) return undefined
      const last = [...heard.stopped].filter(([console, ms]) => renders(console) && ms >= sinceMs).map(([, ms]) => ms)
      const clearAtMs = last.length === 0 ? sinceMs + BEGINS_WITHIN_MS : Math.max(...last) + SILENT_FOR_MS
      return { turn: 'clear', atMs: clearAtMs }
    }
    case 'clear': {
      const goesOn = unheard && rendering !== undefined && rendering < sinceMs + GOES_ON_WITHIN_MS
      return earlier(
        heardSince(goesOn ? rendering : undefined, 'interpreting'),
        heardSince(
          spoken((console) => deskOf(call, console) === undefined),
          'speaking',
        ),
      )
    }
  }
}

const heardSince = (ms: number | undefined, turn: Turn): TurnDue | undefined =>
  ms === undefined ? undefined : { turn, atMs: ms + SPOKEN_FOR_MS }

const earlier = (one: TurnDue | undefined, other: TurnDue | undefined): TurnDue | undefined =>
  one === undefined || (other !== undefined && other.atMs < one.atMs) ? other : one

const isOn = (call: Call, console: string): boolean => legOf(call, console)?.state === 'on'
