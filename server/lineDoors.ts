import { randomUUID } from 'node:crypto'
import type { LineCommand } from './calls/commands.ts'
import { isRoom, roomDefinition } from './calls/room.ts'
import { LineStreams, type LineAnswer, type LineStreamsOptions, type ServerPart } from './facts/lineStreams.ts'
import type { Line } from './protocol/directory.ts'
import type { LineEntry } from './protocol/lineFacts.ts'
import type { LineState } from './protocol/lineState.ts'

/**
 * The lines, and apart from them the test room of each, which is opened later. Media, recording and records take both alike through here; whoever
 * has to do with people is handed the lines alone, so that no console is welcomed to a room, is rung in one or can command
 * one.
 */
export class LineDoors {
  readonly lines: LineStreams
  readonly rooms: LineStreams

  static async open(options: LineStreamsOptions, definitions: readonly Line[]): Promise<LineDoors> {
    const lines = await LineStreams.open(options, definitions)
    // A room that is broken is told by its tests, and by nobody's welcome. Nobody is signed in there.
    const { onBroken: _onBroken, testParticipants: _participants, roomReady: _ready, ...rest } = options
    const rooms = await LineStreams.open({ ...rest, signedIn: () => [] }, [])
    return new LineDoors(lines, rooms)
  }

  private constructor(lines: LineStreams, rooms: LineStreams) {
    this.lines = lines
    this.rooms = rooms
  }

  /** Opens a line, or takes over the new definition, also for its room where that is open. */
  async define(definition: Line): Promise<void> {
    await this.lines.define(definition)
    const room = roomDefinition(definition)
    if (this.rooms.definition(room.line) !== undefined) await this.rooms.define(room)
  }

  /** Opens the room of a line, which may hold the tests of years. See `TestRooms`. */
  async openRoom(line: string): Promise<void> {
    for (let opened: Line | undefined; ;) {
      const definition = this.lines.definition(line)
      // Race: the line may be defined otherwise while its room is being opened.
      if (definition === undefined || definition === opened) return
      await this.rooms.define(roomDefinition(definition))
      opened = definition
    }
  }

  state(line: string): LineState | undefined {
    return this.#of(line).state(line)
  }

  async report(
    line: string,
    part: ServerPart,
    command: LineCommand,
    commandId: string = randomUUID(),
  ): Promise<LineAnswer> {
    return await this.#of(line).report(line, part, command, commandId)
  }

  entries(...[line, after, untilVersion]: Parameters<LineStreams['entries']>): ReturnType<LineStreams['entries']> {
    return this.#of(line).entries(line, after, untilVersion)
  }

  /** Every entry of a line or of a room from now on, with the state right after it. */
  onChange(listener: (line: string, entry: LineEntry, state: LineState) => void): () => void {
    const stop = [this.lines.onChange(listener), this.rooms.onChange(listener)]
    return () => stop.forEach((end) => end())
  }

  async close(): Promise<void> {
    await Promise.all([this.lines.close(), this.rooms.close()])
  }

  #of(line: string): LineStreams {
    return isRoom(line) ? this.rooms : this.lines
  }
}
