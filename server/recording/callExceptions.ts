import { derivedUuid } from '../chain/derivedUuid.ts'
import type { CommandOf } from '../calls/commands.ts'
import type { RecordingMark } from '../protocol/consoles.ts'
import type { Exception } from '../protocol/exceptions.ts'
import type { Call } from '../protocol/lineState.ts'
import type { CallRecording } from './callRecording.ts'
import { ExceptionWatch, serverLost, type Interruption, type Unsafe } from './exceptionWatch.ts'
import type { PendingTap } from './pendingTap.ts'

/** What of a call's recording there is at one moment. */
export interface Recorded {
  /** Absent while no recorder is up. */
  readonly recording: Pick<CallRecording, 'unsafe' | 'losses'> | undefined
  readonly taps: readonly PendingTap[]
}

type Tell = (command: CommandOf<'exception:note'>, commandId: string) => Promise<void>

/**
 * The exceptions of one call: every alarm, once it is over, and what a run of the server before this one has left. They
 * go into the log beside everything else; no alarm and no recording waits for one.
 */
export class CallExceptions {
  readonly #callId: string
  readonly #tell: Tell
  readonly #watch = new ExceptionWatch()
  #call: { readonly placedAtMs: number; readonly isResumed: boolean } | undefined
  #startFailure: string | undefined
  #telling: Promise<void> = Promise.resolve()

  /** @param tell resolves when the exception is a fact, or cannot become one any more. */
  constructor(callId: string, tell: Tell) {
    this.#callId = callId
    this.#tell = tell
  }

  /** Resolves when all that was noted so far is in the log. */
  get told(): Promise<void> {
    return this.#telling
  }

  /** The call as this run of the server found it first; one that was placed just now has nothing behind it. */
  begin({ placedAtMs, phase, recording }: Call): void {
    const isNew = phase !== 'ended' && recording.state === 'starting' && recording.sinceMs === placedAtMs
    this.#call ??= { placedAtMs, isResumed: !isNew }
  }

  startFailed(cause: string): void {
    this.#startFailure = cause
  }

  /**
   * To be called with every mark that consoles are told, right after: what was an alarm becomes an exception.
   *
   * @param isSaidToFail whether the facts say at this moment that the call is not recorded, which is an alarm, too.
   */
  look(
    { atMs, safeUpToMs, state }: Pick<RecordingMark, 'atMs' | 'safeUpToMs' | 'state'>,
    recorded: Recorded,
    isSaidToFail: boolean,
  ): void {
    // Before the recorder of a resumed call is up, nobody knows yet up to where the run before this one came.
    if (this.#call === undefined || (recorded.recording === undefined && this.#call.isResumed)) return
    const { isResumed, placedAtMs } = this.#call
    const wasLate = isSaidToFail && !isResumed
    const unsafe = wasLate ? this.#notStarted : state === 'on' ? undefined : this.#unsafe(recorded)
    const safeMs = recorded.recording && !wasLate ? safeUpToMs : placedAtMs
    this.#note(this.#watch.look({ atMs, safeUpToMs: safeMs, unsafe, losses: lossesOf(recorded) }))
  }

  /**
   * What the record itself says of the runs before this one. Told again, it is the same fact.
   *
   * @param upAtMs when the recorder came up in this run; absent when the call was over before.
   */
  found(interruptions: readonly Interruption[], wasRecorded: boolean, upAtMs?: number): void {
    for (const interruption of interruptions) this.#note(serverLost(interruption))
    if (wasRecorded || this.#call === undefined) return
    if (upAtMs !== undefined && !this.#call.isResumed) return
    const untilMs = upAtMs === undefined ? {} : { untilMs: Math.ceil(upAtMs) }
    this.#note({ ...this.#notStarted, fromMs: Math.floor(this.#call.placedAtMs), ...untilMs, outcome: 'lost' })
  }

  /**
   * A recorder that was up is closed.
   *
   * @param isLost whether something of what waited was given up with it.
   * @param untilMs when, if it was before the end of the call.
   */
  end(recorded: Recorded, isLost: boolean, untilMs?: number): void {
    this.#note(this.#watch.end(lossesOf(recorded), isLost || isWaiting(recorded), untilMs))
  }

  #unsafe(recorded: Recorded): Unsafe {
    if (recorded.recording === undefined || isWaiting(recorded)) return this.#notStarted
    return recorded.recording.unsafe ?? { cause: 'disk-stalled' }
  }

  get #notStarted(): Unsafe {
    return { cause: 'not-started', ...(this.#startFailure !== undefined && { detail: this.#startFailure }) }
  }

  #note(exception: Exception | undefined): void {
    if (exception === undefined) return
    const { cause, fromMs } = exception
    const commandId = derivedUuid(JSON.stringify(['exception', this.#callId, cause, fromMs]))
    const command = { name: 'exception:note', callId: this.#callId, exception } as const
    this.#telling = this.#telling.then(() => this.#tell(command, commandId))
  }
}

/** A track that no recorder has taken over. */
const isWaiting = ({ taps }: Recorded): boolean => taps.some((tap) => tap.waitingSinceMs !== undefined)

const lossesOf = ({ recording, taps }: Recorded): number =>
  (recording?.losses ?? 0) + taps.filter((tap) => tap.hasDropped).length
