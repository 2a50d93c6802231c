import type { LineCommand } from '../../server/calls/commands.ts'
import { decide } from '../../server/calls/decide.ts'
import type { AtConsole, Commander, Surroundings } from '../../server/calls/decision.ts'
import { emptyDirectory, findParty, type DirectoryState } from '../../server/calls/directory.ts'
import { emptyLine, evolve } from '../../server/calls/evolve.ts'
import { preparedOf } from '../../server/calls/prepared.ts'
import { placeOnLine } from '../../server/calls/roster.ts'
import { DEFAULT_TIMING } from '../../server/calls/timing.ts'
import type { Actor } from '../../server/protocol/actor.ts'
import type { LineFact } from '../../server/protocol/lineFacts.ts'
import type { Line } from '../../server/protocol/directory.ts'
import type { Call, LineState } from '../../server/protocol/lineState.ts'
import type { Refusal } from '../../server/protocol/refusal.ts'
import type { Precedence, Role } from '../../server/protocol/words.ts'
import { LEADERS, PARTIES } from './demonstrationLines.ts'

/** A UUID that is the same for the same number. */
export const id = (number: number): string => `00000000-0000-8000-8000-${String(number).padStart(12, '0')}`

/** Somebody of a party at a console of their own. */
export function at(party: string, role: Role, consoleNumber: number, tab = 0, line: Line = LEADERS): AtConsole {
  const place = placeOnLine({ party, roles: [role], suspended: false }, line)
  if (place === undefined) throw new Error(`A ${role} has no place on this line.`)
  const person = `${party}-${role}`
  return {
    console: { person, name: person, party, role: place.role, console: id(1000 + consoleNumber * 10 + tab) },
    standing: place.standing,
  }
}

/** A line in memory: decides and folds as the server does, and nothing else. */
export class Hotline {
  readonly line: Line
  state: LineState
  atMs = 1_000_000
  facts: LineFact[] = []
  signedIn: AtConsole[] = []
  directory: DirectoryState = { ...emptyDirectory, parties: PARTIES }
  /** What rings on other lines at whoever commands. */
  rungElsewhere: Precedence | undefined
  /** Of those who are signed in: the consoles that are not armed. */
  unarmed: AtConsole[] = []
  /** The consoles that give no sign of life. */
  silent: AtConsole[] = []
  roomReady = true
  #version = 0
  #calls = 0

  constructor(line: Line = LEADERS) {
    this.line = line
    this.state = emptyLine(line.line)
  }

  given(): Surroundings {
    return {
      atMs: this.atMs,
      line: this.line,
      timing: DEFAULT_TIMING,
      newCallId: id(this.#calls + 1),
      rungElsewhere: () => this.rungElsewhere,
      languageOf: (party) => findParty(this.directory, party)?.languages[0],
      roomReady: this.roomReady,
      prepared: (party) => preparedOf(this.directory, party).messages,
      signedIn: this.signedIn.map((who) => ({
        ...who.console,
        standing: who.standing,
        armed: !this.unarmed.includes(who),
        ...(this.silent.includes(who) && { silentSinceMs: this.atMs }),
      })),
    }
  }

  /** Takes a command and answers with the facts that it made, or with the refusal. */
  take(by: Commander, command: LineCommand): { facts: readonly LineFact[] } | { refusal: Refusal } {
    const decision = decide(this.state, command, by, this.given())
    if ('facts' in decision && decision.facts.length > 0) this.fold(decision.facts, actorOf(by))
    return decision
  }

  /** Takes a command that must be granted. */
  must(by: Commander, command: LineCommand): readonly LineFact[] {
    const decision = this.take(by, command)
    if ('refusal' in decision) throw new Error(`${command.name} was refused: ${decision.refusal.message}`)
    return decision.facts
  }

  fold(facts: readonly LineFact[], by: Actor): void {
    this.#version += 1
    if (facts.some((fact) => fact.type === 'call:placed')) this.#calls += 1
    const context = { version: this.#version, atMs: this.atMs, by, commandId: id(5000 + this.#version) }
    for (const fact of facts) this.state = evolve(this.state, fact, context)
    this.facts.push(...facts)
  }

  get call(): Call {
    const { call } = this.state
    if (call === undefined) throw new Error('There has been no call.')
    return call
  }

  ring(party: string) {
    const ring = this.call.rings.find((candidate) => candidate.party === party)
    if (ring === undefined) throw new Error(`${party} is not rung.`)
    return ring
  }
}

const actorOf = (by: Commander): Actor =>
  by === 'server'
    ? { kind: 'system', part: 'server' }
    : 'admin' in by
      ? { kind: 'person', person: by.admin.person, party: by.admin.party }
      : { kind: 'console', ...by.console }

export const krPrincipal = at('kr', 'principal', 1)
export const krWatch = at('kr', 'watch', 2)
export const krAdviser = at('kr', 'adviser', 3)
export const jpPrincipal = at('jp', 'principal', 4)
export const jpWatch = at('jp', 'watch', 5)
export const usPrincipal = at('us', 'principal', 6)
export const usWatch = at('us', 'watch', 7)
export const usListener = at('us', 'listener', 8)

export const PLACE = { name: 'call:place', precedence: 'routine', marking: 'real' } as const

/** A line with everybody signed in, and a call of Korea's principal that rings, being recorded. */
export function ringing(atMs?: number): Hotline {
  const hotline = new Hotline()
  if (atMs !== undefined) hotline.atMs = atMs
  hotline.signedIn = [krPrincipal, krWatch, krAdviser, jpPrincipal, jpWatch, usPrincipal, usWatch, usListener]
  hotline.must(krPrincipal, PLACE)
  hotline.must('server', { name: 'recording:start', callId: hotline.call.callId, keyNumber: 1 })
  return hotline
}

/** The same, answered by Japan's principal. */
export function up(atMs?: number): Hotline {
  const hotline = ringing(atMs)
  hotline.must(jpPrincipal, { name: 'call:answer', callId: hotline.call.callId })
  return hotline
}
