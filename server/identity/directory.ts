import { randomUUID } from 'node:crypto'
import { findParty, findPerson, passwordIn, type DirectoryState } from '../calls/directory.ts'
import { changePrepared, preparedOf } from '../calls/prepared.ts'
import {
  addLine,
  addParty,
  addPerson,
  changeLine,
  changePerson,
  ownPasswordChanged,
  passwordChanged,
} from '../calls/directoryDecisions.ts'
import type { DirectoryDecision, PersonChange } from '../calls/directoryDecisions.ts'
import type { Actor } from '../protocol/actor.ts'
import type { Line, Party, Person } from '../protocol/directory.ts'
import type { PreparedChange, PreparedSet } from '../protocol/prepared.ts'
import { refusal, RefusedError } from '../protocol/refusal.ts'
import type { Credentials } from './credentials.ts'
import type { PasswordHashing } from './passwordHashing.ts'
import type { DirectoryStream } from './ports.ts'

/** Somebody's change of their own password, in a session. */
interface OwnChange {
  /** It goes on; all others of the person end. */
  readonly session: string
  /** The command that set the password which was checked. */
  readonly passwordId: string
  readonly isLive: () => boolean
}

/** Who there is on the hotline, and every way to change it. All changes throw RefusedError when they are refused. */
export class Directory {
  readonly #stream: DirectoryStream
  readonly #credentials: Credentials
  readonly #hashing: PasswordHashing

  constructor(stream: DirectoryStream, credentials: Credentials, hashing: PasswordHashing) {
    this.#stream = stream
    this.#credentials = credentials
    this.#hashing = hashing
  }

  get state(): DirectoryState {
    return this.#stream.state
  }

  isEmpty(): boolean {
    return isEmpty(this.state)
  }

  person(person: string): Person | undefined {
    return findPerson(this.state, person)
  }

  people(): readonly Person[] {
    return this.state.people
  }

  parties(): readonly Party[] {
    return this.state.parties
  }

  /** The first of its languages: what its people speak by default. */
  languageOf(party: string): string | undefined {
    return findParty(this.state, party)?.languages[0]
  }

  lines(): readonly Line[] {
    return this.state.lines
  }

  /** Calls back when people, parties or lines have changed, here or in another process. */
  onChange(listener: () => void): () => void {
    return this.#stream.onChange(() => listener())
  }

  /** The command that set the password which counts. */
  passwordOf(person: string): string | undefined {
    return passwordIn(this.state, person)
  }

  /** Without a password nobody can sign in as this person yet. */
  async add(by: Actor, person: Person, password?: string): Promise<void> {
    const commandId = randomUUID()
    if (password !== undefined) {
      this.#credentials.put(person.person, commandId, await this.#hashing.hash(password))
    }
    await this.#command(by, commandId, (state) => addPerson(state, person, password !== undefined))
  }

  async change(by: Actor, person: string, change: PersonChange): Promise<void> {
    await this.#command(by, randomUUID(), (state) => changePerson(state, person, change))
  }

  async addParty(by: Actor, party: Party): Promise<void> {
    await this.#command(by, randomUUID(), (state) => addParty(state, party))
  }

  /** The messages that a party has ready for the text lines. */
  prepared(party: string): PreparedSet {
    return preparedOf(this.state, party)
  }

  /** The same command is one change. */
  async changePrepared(by: Actor, party: string, { commandId, ...change }: PreparedChange): Promise<void> {
    await this.#command(by, commandId, (state) => changePrepared(state, party, change))
  }

  async addLine(by: Actor, line: Line): Promise<void> {
    await this.#command(by, randomUUID(), (state) => addLine(state, line))
  }

  async changeLine(by: Actor, line: Line): Promise<void> {
    await this.#command(by, randomUUID(), (state) => changeLine(state, line))
  }

  /** @param own when it is the person's own change; otherwise it is an operator's, and all their sessions end. */
  async setPassword(by: Actor, person: string, password: string, own?: OwnChange): Promise<void> {
    const commandId = randomUUID()
    this.#credentials.put(person, commandId, await this.#hashing.hash(password), own?.session)
    let former: string | undefined
    const decide = (state: DirectoryState): DirectoryDecision => {
      former = passwordIn(state, person)
      if (own === undefined) return passwordChanged(state, person)
      if (!own.isLive()) return { refusal: refusal('too-late', 'This session has ended. Sign in again.') }
      return ownPasswordChanged(state, person, own.passwordId)
    }
    try {
      await this.#command(by, commandId, decide)
    } catch (error) {
      if (error instanceof RefusedError) this.#credentials.forget(person, commandId)
      throw error
    }
    // Only the one before it: another process may have put one here whose command is still on its way.
    if (former !== undefined && former !== this.passwordOf(person)) this.#credentials.forget(person, former)
  }

  /** Puts everything into an empty directory by one command; `false` when it was not empty. */
  async fill(commandId: string, facts: Extract<DirectoryDecision, { facts: unknown }>['facts']): Promise<boolean> {
    let wasEmpty = false
    await this.#command({ kind: 'system', part: 'server' }, commandId, (state) => {
      wasEmpty = isEmpty(state)
      return { facts: wasEmpty ? facts : [] }
    })
    return wasEmpty
  }

  async #command(by: Actor, commandId: string, decide: (state: DirectoryState) => DirectoryDecision): Promise<void> {
    const answer = await this.#stream.handle({ commandId, by, decide })
    if (!answer.ok) throw new RefusedError(answer.refusal)
  }
}

const isEmpty = ({ parties, people, lines }: DirectoryState): boolean =>
  parties.length + people.length + lines.length === 0
