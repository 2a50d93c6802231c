import type { LineCommand } from '../calls/commands.ts'
import type { Call } from '../protocol/lineState.ts'
import type { RecordingMark } from '../protocol/consoles.ts'
import { CallExceptions, type Recorded } from './callExceptions.ts'
import type { CallRecording, ClosedRecording } from './callRecording.ts'
import type { PendingTap } from './pendingTap.ts'
import type { RecordingReports } from './ports.ts'
import type { Recorder } from './recorder.ts'
import { RecordingError } from './recordingError.ts'
import type { TrackDescription } from './trackFile.ts'

export interface DirectionOptions {
  readonly recorder: Recorder
  readonly reports: RecordingReports
  /** Server time, milliseconds since 1970 UTC. */
  readonly clock: () => number
  readonly log: {
    info(bindings: object, message: string): void
    error(bindings: object, message: string): void
  }
}

/** How often consoles are told how safe the recording is, and how old what is not safe may be before it is an alarm. */
const MARK_EVERY_MS = 500
const ALARM_AFTER_MS = 2_000
/** How often the manifest's head becomes a fact. */
const CHECKPOINT_EVERY_MS = 10_000
/** A recorder that could not start or close is tried again after this. */
const RETRY_MS = 1_000

/** The recording of one call, from the first proof to the seal. */
export class CallDirection {
  readonly line: string
  readonly #callId: string
  readonly #options: DirectionOptions
  readonly #tracks = new Map<string, { readonly description: TrackDescription; readonly tap: PendingTap }>()
  readonly #exceptions: CallExceptions
  #recording: CallRecording | undefined
  #marks: NodeJS.Timeout | undefined
  #checkpoints: NodeJS.Timeout | undefined
  /** What is under way: one thing at a time, so that a call is never started twice or sealed while it starts. */
  #last: Promise<void> = Promise.resolve()
  #wants: 'nothing' | 'recording' | 'sealed' = 'nothing'
  #closed = false

  constructor(line: string, callId: string, options: DirectionOptions) {
    this.line = line
    this.#callId = callId
    this.#options = options
    this.#exceptions = new CallExceptions(callId, (command, commandId) => this.#reportUntilTaken(command, commandId))
  }

  get isUp(): boolean {
    return this.#recording !== undefined
  }

  /** The call is up: it is to be recorded from now on. */
  keep(call: Call): void {
    if (this.#wants !== 'nothing') return
    this.#wants = 'recording'
    this.#exceptions.begin(call)
    this.#marks = setInterval(() => this.#publish(), MARK_EVERY_MS)
    this.#checkpoints = setInterval(() => this.#inTurn(() => this.#checkpoint()), CHECKPOINT_EVERY_MS)
    this.#inTurn(() => this.#start(call))
  }

  /** The call has ended: its recording is to be closed. @param call is absent when the line has a newer one. */
  seal(call: Call | undefined): void {
    if (this.#wants === 'sealed') return
    this.#wants = 'sealed'
    if (call) this.#exceptions.begin(call)
    this.#stopTimers()
    this.#inTurn(() => this.#seal())
  }

  /**
   * The disk does not do what it must at this moment. It is told now: by the next mark it may be over, and a second that
   * was not safe would have been no alarm and no exception.
   */
  troubled(): void {
    if (this.#wants === 'recording' && !this.#closed) this.#publish()
  }

  addTrack(description: TrackDescription, tap: PendingTap): void {
    this.#tracks.set(description.trackId, { description, tap })
    if (this.#recording) this.#connect(this.#recording, description, tap)
  }

  /** A track that cannot be opened stays unsafe, which is an alarm; the others and the call are recorded all the same. */
  #connect(recording: CallRecording, description: TrackDescription, tap: PendingTap): void {
    try {
      tap.connect(recording.openTrack(description))
    } catch (error) {
      this.#options.log.error({ callId: this.#callId, err: error }, 'A track cannot be recorded.')
    }
  }

  close(): void {
    this.#closed = true
    this.#stopTimers()
  }

  /** Puts what there is on the disk and lets go, without closing the recording. */
  async suspend(): Promise<void> {
    this.close()
    await this.#last
    if (this.#recording === undefined) return
    await this.#recording.suspend()
    this.#exceptions.end(this.#recorded, this.#recording.failing, this.#options.clock())
    await this.#exceptions.told
  }

  #stopTimers(): void {
    clearInterval(this.#marks)
    clearInterval(this.#checkpoints)
  }

  #inTurn(step: () => Promise<void>): void {
    this.#last = this.#last.then(step).catch((error: unknown) => {
      this.#options.log.error({ callId: this.#callId, err: error }, 'Recording met what nobody expected.')
    })
  }

  async #start(call: Call): Promise<void> {
    const recording = await this.#startUntilUp(call)
    if (recording === undefined) return
    this.#recording = recording
    for (const { description, tap } of this.#tracks.values()) this.#connect(recording, description, tap)
    this.#publish()
    this.#exceptions.found(recording.interruptions, recording.interruptions.length > 0, this.#options.clock())
    const { keyNumber } = recording
    this.#options.log.info({ callId: call.callId, keyNumber }, 'A call is being recorded.')
    await this.#reportUntilTaken({ name: 'recording:start', callId: call.callId, keyNumber })
  }

  async #startUntilUp({ callId, line, parties, placedAtMs }: Call): Promise<CallRecording | undefined> {
    while (!this.#closed && this.#wants === 'recording') {
      try {
        return await this.#options.recorder.start({ callId, line, parties, placedAtMs })
      } catch (error) {
        this.#options.log.error({ callId, err: error }, 'The recorder did not start.')
        if (await this.#reportedDamage(error)) return undefined
        const cause = causeOf(error)
        this.#exceptions.startFailed(cause)
        await this.#options.reports.report(this.line, { name: 'recording:fail', callId, cause })
        await this.#wait(RETRY_MS)
      }
    }
    return undefined
  }

  async #checkpoint(): Promise<void> {
    if (this.#closed || this.#wants !== 'recording' || this.#recording === undefined) return
    const head = await this.#recording.checkpoint()
    await this.#options.reports.report(this.line, { name: 'recording:checkpoint', callId: this.#callId, head })
  }

  async #seal(): Promise<void> {
    for (;;) {
      if (this.#closed) return
      try {
        const { head, tracks, bytes } = await this.#closeRecord()
        // The line takes exceptions of a call for as long as its recording is to be closed.
        await this.#exceptions.told
        await this.#reportUntilTaken({ name: 'recording:close', callId: this.#callId, head, tracks, bytes })
        return
      } catch (error) {
        this.#options.log.error({ callId: this.#callId, err: error }, 'A recording could not be closed yet.')
        if (await this.#reportedDamage(error)) return
        await this.#wait(RETRY_MS)
      }
    }
  }

  async #closeRecord(): Promise<ClosedRecording> {
    if (this.#recording) {
      const closed = await this.#recording.close()
      this.#exceptions.end(this.#recorded, false)
      this.#recording = undefined
      return closed
    }
    // Without a recording in hand the call ended while no server was there to see it, or before it was started.
    const closed = await this.#options.recorder.closeAbandoned(this.#callId)
    this.#exceptions.found(closed.interruptions, closed.wasRecorded)
    return closed
  }

  /**
   * What is on the disk is not what was written there. That mends itself no more, so it is told and left as it is; a
   * server that starts again looks again.
   *
   * @returns whether it was that.
   */
  async #reportedDamage(error: unknown): Promise<boolean> {
    if (!(error instanceof RecordingError) || error.code !== 'damaged') return false
    const fault = error.fault ?? { message: error.message }
    // The line takes exceptions of a call for as long as its recording is to be closed.
    await this.#exceptions.told
    await this.#reportUntilTaken({ name: 'recording:damage', callId: this.#callId, fault })
    return true
  }

  /** The truth about what is on the disk, by the disk; the log has no part in it, for both may fail in one moment. */
  #publish(): void {
    const { clock, reports } = this.#options
    const atMs = clock()
    const tracks = [...this.#tracks.values()].flatMap(
      ({ description: { trackId }, tap }) => tap.waitingSinceMs ?? this.#recording?.safeUpTo(trackId) ?? [],
    )
    const safeUpToMs = Math.min(atMs, ...tracks)
    const failing = safeUpToMs < atMs - ALARM_AFTER_MS || this.#recording?.failing === true
    const state: RecordingMark['state'] = this.#recording === undefined ? 'off' : failing ? 'failing' : 'on'
    reports.publish({ line: this.line, callId: this.#callId, atMs, state, safeUpToMs, tracks: tracks.length })
    const said = reports.state(this.line)?.call
    const isSaidToFail = said?.callId === this.#callId && said.recording.state === 'failed'
    this.#exceptions.look({ atMs, safeUpToMs, state }, this.#recorded, isSaidToFail)
  }

  get #recorded(): Recorded {
    return { recording: this.#recording, taps: [...this.#tracks.values()].map(({ tap }) => tap) }
  }

  /** What is told, or waits, when this is closed gets one more try: whoever closes it waits for that and no longer. */
  async #reportUntilTaken(command: LineCommand, commandId?: string): Promise<void> {
    let wasClosed = false
    const stillSo = (): boolean => {
      const may = !wasClosed
      wasClosed = this.#closed
      return may
    }
    await this.#options.reports.untilTaken(this.line, command, stillSo, commandId)
  }

  async #wait(ms: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, ms))
  }
}

const causeOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 200)
