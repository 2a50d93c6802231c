import { isRoom } from '../calls/room.ts'
import { liveCall } from '../calls/roster.ts'
import type { LineEntry } from '../protocol/lineFacts.ts'
import { PRECEDENCES, type Precedence } from '../protocol/words.ts'
import type { BusyElsewhere } from './consoles.ts'
import type { LinesPort } from './ports.ts'

/**
 * The highest precedence of the calls on other lines that a console is in, be it that it is held there. A test of a line
 * keeps nobody from anything.
 */
export const busyElsewhere =
  (lines: Pick<LinesPort, 'names' | 'state'>): BusyElsewhere =>
  (console, line) => {
    const precedences = lines.names.flatMap((name): Precedence[] => {
      const state = lines.state(name)
      const call = name === line || isRoom(name) || state === undefined ? undefined : liveCall(state)
      const isIn = call?.legs.some((leg) => leg.console === console && leg.state !== 'left' && leg.state !== 'away')
      return call && isIn ? [call.precedence] : []
    })
    return PRECEDENCES.findLast((precedence) => precedences.includes(precedence))
  }

/** Whether an entry may have changed who is in the call of its line. */
export const changesLegs = ({ facts }: LineEntry): boolean =>
  facts.some(({ type }) => type.startsWith('leg:') || type === 'call:ended')
