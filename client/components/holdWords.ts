import type { Call, Hold, Leg } from '../../server/protocol/lineState.ts'
import type { Sentences } from '../languages/en.ts'
import { clockTime } from './times.ts'

/** Why somebody is on hold, as far as the others may know: the precedence of the other call, and no more of it. */
export function heldSays(t: Sentences, hold: Leg['hold']): string {
  const precedence = hold?.precedence
  return precedence === undefined ? t.hold.onHold : t.hold.onHoldFor(precedence)
}

/** Who of the others is on hold, why and since when: one sentence for all who are so for the same since the same minute. */
export function othersOnHold(t: Sentences, { legs }: Call, ownConsole: string, zone: string | undefined): string[] {
  const alike = new Map<string, { hold: Hold; names: string[] }>()
  for (const { name, state, hold, console } of legs) {
    if (state !== 'held' || hold === undefined || console === ownConsole) continue
    const why = t.hold.why(hold, clockTime(hold.sinceMs, zone))
    const { names } = alike.get(why) ?? { names: [] }
    alike.set(why, { hold, names: [...names, name] })
  }
  return [...alike.values()].map(({ hold, names }) =>
    t.hold.others(t.times.list(names), hold, clockTime(hold.sinceMs, zone)),
  )
}
