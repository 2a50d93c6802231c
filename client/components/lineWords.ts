import { isRoom, lineOfRoom } from '../../server/calls/room.ts'
import type { Sentences } from '../languages/en.ts'
import type { Lines } from '../models/lines.ts'

/** A line as the console's language calls it, where its party is on it; of the room in which one is tested it says so. */
export function lineSays(
  { lineName }: Pick<Lines, 'lineName'>,
  t: Pick<Sentences, 'markings'>,
  told: { readonly line: string; readonly lineName: string },
): string {
  const name = lineName(lineOfRoom(told.line))
  if (name === undefined) return told.lineName
  return isRoom(told.line) ? `${name} (${t.markings.test})` : name
}
