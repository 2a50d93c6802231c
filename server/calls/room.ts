import type { Line } from '../protocol/directory.ts'

/** No line of a directory ends so: a dot is in no name that a line may have there. */
const ROOM_ENDING = '.test'

/** The room in which a line is tested: a line of its own that no console is welcomed to, and that nobody can command. */
export const roomOf = (line: string): string => `${line}${ROOM_ENDING}`

export const isRoom = (line: string): boolean => line.endsWith(ROOM_ENDING)

/** The line that is tested in a room; a line itself is its own. */
export const lineOfRoom = (line: string): string => (isRoom(line) ? line.slice(0, -ROOM_ENDING.length) : line)

/** A room has the parties of its line, so that each of them can open its records, and nobody has a standing in it. */
export const roomDefinition = ({ line, name, parties }: Line): Line => ({
  line: roomOf(line),
  name: `${name}, line test`,
  parties,
  standings: {},
})
