import type { Line, Person } from '../protocol/directory.ts'
import { refusal, type Refusal } from '../protocol/refusal.ts'
import type { Role } from '../protocol/words.ts'
import { placeOnLine } from './roster.ts'

/** Who of a party reads its notes at a console: who has a place on the line in one of these roles. */
const READ: readonly Role[] = ['principal', 'adviser', 'notetaker']

type Who = Pick<Person, 'person' | 'party' | 'roles' | 'suspended'>
type OnLine = Pick<Line, 'line' | 'parties' | 'standings'>

/** What of a call says who may write notes about it. */
interface NotedCall {
  readonly endedAtMs?: number | undefined
  /** Everybody who was in it. */
  readonly people: readonly { readonly person: string }[]
}

/** Whether somebody may read what their own party notes on a line; nobody ever reads that of another one. */
export function readsNotes(who: Who, line: Line): boolean {
  if (who.suspended || !line.parties.includes(who.party)) return false
  if (who.roles.includes('records')) return true
  return placeOnLine(who, line) !== undefined && who.roles.some((role) => READ.includes(role))
}

/** Whether somebody takes notes on a line at all. */
const takesNotes = (who: Who, line: OnLine): boolean =>
  !who.suspended &&
  line.parties.includes(who.party) &&
  who.roles.includes('notetaker') &&
  line.standings.notetaker !== undefined

/** Refuses whoever may not write notes about a call: note-takers who are or were in it may, and after it all of the party. */
export function refuseNoting(who: Who, line: OnLine, call: NotedCall): Refusal | undefined {
  if (!takesNotes(who, line)) return refusal('not-allowed', 'Notes are written by the note-takers of your party.')
  const wasThere = call.people.some(({ person }) => person === who.person)
  if (call.endedAtMs !== undefined || wasThere) return undefined
  return refusal('not-now', 'Join the call to take notes of it.')
}
