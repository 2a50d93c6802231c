import { setTimeout as sleep } from 'node:timers/promises'
import { refusal, RefusedError } from '../protocol/refusal.ts'
import type { Credentials } from './credentials.ts'
import type { Devices } from './devices.ts'
import type { Directory } from './directory.ts'
import type { Guessing } from './guessing.ts'
import { HashingBusy, type PasswordHashing } from './passwordHashing.ts'
import type { IdentityLog } from './ports.ts'
import type { Sessions, StartedSession } from './sessions.ts'
import { SlowDown } from './slowDown.ts'

/** One sentence for a wrong name, a wrong password and somebody suspended: a stranger learns nothing from it. */
const WRONG = 'This username and password do not belong together.'

/** With so many waiting, their passwords are checked within about this time. */
const BUSY_RETRY_MS = 3_000

/** More at a time nobody signs in at their devices; somebody who did would keep all others waiting. */
const MOST_AHEAD = 2

export interface SignInRequest {
  readonly username: string
  readonly password: string
  /** The network address that it came from. */
  readonly address: string
  /** What the device showed of earlier sign-ins. */
  readonly deviceToken: string | undefined
}

export interface SignedIn extends StartedSession {
  readonly deviceToken: string
}

interface SignInParts {
  readonly directory: Directory
  readonly credentials: Credentials
  readonly hashing: PasswordHashing
  readonly guessing: Guessing
  readonly devices: Devices
  readonly sessions: Sessions
  readonly clock: () => number
  readonly log: IdentityLog
}

/** Turns a name and a password into a session. */
export class SignIn {
  readonly #parts: SignInParts
  /** By account: of known devices, which go ahead of others, so many passwords are being checked. */
  readonly #ahead = new Map<string, number>()

  constructor(parts: SignInParts) {
    this.#parts = parts
  }

  /** @throws RefusedError: `signed-out` when they do not belong together, SlowDown when it is too early to try. */
  async signIn({ username, password, address, deviceToken }: SignInRequest): Promise<SignedIn> {
    const { devices, sessions, directory, clock, log } = this.#parts
    const knownDevice = devices.known(username, deviceToken, clock())
    const passwordId = directory.passwordOf(username)
    const right = await this.#check({ account: username, address, knownDevice }, passwordId, password)
    if (!right || passwordId === undefined) {
      // Only a name that exists is written down: what was typed may be a password in the wrong field.
      const person = directory.person(username)?.person
      log.warn({ ...(person && { person }), address, known: knownDevice !== undefined }, 'A sign-in was refused.')
      throw new RefusedError(refusal('signed-out', WRONG))
    }
    const session = sessions.start(username, passwordId)
    log.info({ person: username, session: session.sessionId, address }, 'A session began.')
    return { ...session, deviceToken: devices.remember(username, deviceToken, clock()) }
  }

  /**
   * Changes one's own password. Guessing the present one in a stolen session is slowed like signing in.
   *
   * @throws RefusedError `not-allowed` when the present one is not right, SlowDown, and `too-late` when an operator has
   * given a new password or a suspension, or the session has ended, while this was computed: theirs stands.
   */
  async changePassword(session: { sessionId: string; person: string }, present: string, next: string): Promise<void> {
    const { directory, sessions, log } = this.#parts
    const person = directory.person(session.person)
    if (person === undefined) throw new RefusedError(refusal('signed-out', 'Sign in again.'))
    const attempt = { account: session.person, address: '', knownDevice: `session ${session.sessionId}` }
    const passwordId = directory.passwordOf(session.person)
    if (!(await this.#check(attempt, passwordId, present)) || passwordId === undefined) {
      throw new RefusedError(refusal('not-allowed', 'The present password is not right.'))
    }
    const by = { kind: 'person', person: person.person, party: person.party } as const
    const { sessionId } = session
    const own = { session: sessionId, passwordId, isLive: () => sessions.isLive(sessionId) }
    await this.#busyIsSlowDown(() => directory.setPassword(by, person.person, next, own))
    sessions.sweep()
    log.info({ person: person.person, session: session.sessionId }, 'A password was changed.')
  }

  async #check(
    attempt: { account: string; address: string; knownDevice: string | undefined },
    passwordId: string | undefined,
    password: string,
  ): Promise<boolean> {
    const { credentials, guessing, hashing } = this.#parts
    const allowance = guessing.begin(attempt)
    if (!allowance.allowed) throw new SlowDown(allowance.retryAfterMs)
    if (allowance.waitMs > 0) await sleep(allowance.waitMs)
    const hash = passwordId === undefined ? undefined : credentials.hashOf(attempt.account, passwordId)
    const ahead = attempt.knownDevice !== undefined
    const beside = this.#ahead.get(attempt.account) ?? 0
    if (ahead && beside >= MOST_AHEAD) {
      allowance.withdrawn()
      throw new SlowDown(BUSY_RETRY_MS)
    }
    if (ahead) this.#ahead.set(attempt.account, beside + 1)
    try {
      const right = await hashing.verify(hash, password, ahead)
      // A right password that opens nothing is a failure too, or it could be told from a wrong one by what is forgotten.
      if (!right || !this.#counts(attempt.account, passwordId)) return false
      allowance.succeeded()
      if (passwordId !== undefined && hash !== undefined && hashing.isOutdated(hash)) {
        credentials.strengthen(attempt.account, passwordId, await hashing.hash(password))
      }
      return true
    } catch (error) {
      if (!(error instanceof HashingBusy)) throw error
      allowance.withdrawn()
      throw new SlowDown(BUSY_RETRY_MS)
    } finally {
      if (ahead) this.#release(attempt.account)
    }
  }

  #release(account: string): void {
    const left = (this.#ahead.get(account) ?? 1) - 1
    if (left > 0) this.#ahead.set(account, left)
    else this.#ahead.delete(account)
  }

  /** After the waiting: the password or the person may have been changed meanwhile. */
  #counts(person: string, passwordId: string | undefined): boolean {
    const { directory } = this.#parts
    return directory.person(person)?.suspended === false && directory.passwordOf(person) === passwordId
  }

  async #busyIsSlowDown(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (error instanceof HashingBusy) throw new SlowDown(BUSY_RETRY_MS)
      throw error
    }
  }
}
