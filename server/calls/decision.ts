import type { ConsolePerson } from '../protocol/actor.ts'
import type { Line } from '../protocol/directory.ts'
import type { LineFact } from '../protocol/lineFacts.ts'
import type { TestParticipant } from '../protocol/lineTests.ts'
import type { LineState } from '../protocol/lineState.ts'
import type { PreparedMessage } from '../protocol/prepared.ts'
import { refusal, type Refusal } from '../protocol/refusal.ts'
import type { Precedence } from '../protocol/words.ts'
import type { ConsoleCommand, ReportCommand } from './commands.ts'
import type { OnLine } from './ladder.ts'
import type { CallTiming } from './timing.ts'

/** What a decision may look at beside the state and the command: handed in, so that deciding has no clock and no chance. */
export interface Surroundings {
  /** Server time, milliseconds since 1970 UTC. */
  readonly atMs: number
  readonly line: Line
  readonly timing: CallTiming
  /** The identifier that a call placed by this command gets. */
  readonly newCallId: string
  /** The consoles signed in on the line at this moment, of which a ring is sent to those whom it is for. */
  readonly signedIn: readonly SignedInConsole[]
  /** The highest precedence of what rings at a console on the other lines at this moment: what a leg is held for. */
  readonly rungElsewhere: (consoleId: string) => Precedence | undefined
  /** With which consoles the line would be tested at this moment, at least one of each party. */
  readonly testParticipants?: () => readonly TestParticipant[]
  /** Whether the room in which the line is tested is open: after a start of the server it takes a while. */
  readonly roomReady: boolean
  /** What the people of a party speak by default; undefined of one that the directory does not know. */
  readonly languageOf: (party: string) => string | undefined
  /** The messages that a party has ready for the text line, at this moment. */
  readonly prepared: (party: string) => readonly PreparedMessage[]
}

export interface SignedInConsole extends OnLine {
  readonly console: string
  readonly party: string
  readonly armed: boolean
  /** Since when it gives no sign of life. */
  readonly silentSinceMs?: number
}

export type Decision = { readonly facts: readonly LineFact[] } | { readonly refusal: Refusal }

/** Who commands: somebody at a console with their standing, or a part of the server. */
export interface AtConsole {
  readonly console: ConsolePerson
  readonly standing: OnLine['standing']
}
export type Commander = AtConsole | Admin | 'server'

/** An admin of a party of the line, who has no standing on it. */
export interface Admin {
  readonly admin: { readonly person: string; readonly name: string; readonly party: string }
}

/** Who commands, as the rules of whom a ring is for know them. */
export const onLine = ({ console: { person, role }, standing }: AtConsole): OnLine => ({ person, role, standing })

export const facts = (...happened: LineFact[]): Decision => ({ facts: happened })
export const refuse = (...why: Parameters<typeof refusal>): Decision => ({ refusal: refusal(...why) })

export type ConsoleRule<C extends ConsoleCommand> = (
  state: LineState,
  command: C,
  by: AtConsole,
  given: Surroundings,
) => Decision
export type ReportRule<C extends ReportCommand> = (
  state: LineState,
  command: C,
  by: undefined,
  given: Surroundings,
) => Decision
