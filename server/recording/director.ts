import { legOf, liveCall } from '../calls/roster.ts'
import type { LineState } from '../protocol/lineState.ts'
import { CallDirection, type DirectionOptions } from './callDirection.ts'
import { PendingTap, type TapSink } from './pendingTap.ts'
import type { TrackDescription } from './trackFile.ts'
import type { RecordingTrouble } from './trouble.ts'

/** What media tells of a track that goes on the air. */
export interface TapRequest extends Omit<TrackDescription, 'party' | 'startedAtMs' | 'codec' | 'encodings'> {
  readonly line: string
  readonly codec: Omit<TrackDescription['codec'], 'audioLevelId'>
  readonly encodings: readonly { readonly ssrc: number; readonly rid?: string }[]
  readonly headerExtensions: readonly { readonly uri: string; readonly id: number }[]
}

/** RFC 6464. */
const AUDIO_LEVEL_URI = 'urn:ietf:params:rtp-hdrext:ssrc-audio-level'

/**
 * Sees to it that what the lines' facts want recorded is recorded: a call that is up has a recorder that is up, and one
 * that has ended gets its recording closed. It compares with every new state, and again every second until both agree.
 */
export class RecordingDirector {
  readonly #options: DirectionOptions
  readonly #directions = new Map<string, CallDirection>()
  #closed = false

  static create(options: DirectionOptions): RecordingDirector {
    return new RecordingDirector(options)
  }

  private constructor(options: DirectionOptions) {
    this.#options = options
  }

  /** To be called with every new state of a line, and once with each state found at the start. */
  stateChanged(state: LineState): void {
    if (this.#closed) return
    const call = liveCall(state)
    if (call !== undefined) this.#direct(state.line, call.callId).keep(call)
    for (const callId of state.unsealed) {
      this.#direct(state.line, callId).seal(state.call?.callId === callId ? state.call : undefined)
    }
    for (const [callId, direction] of this.#directions) {
      const over = direction.line === state.line && callId !== call?.callId && !state.unsealed.includes(callId)
      if (!over) continue
      direction.close()
      this.#directions.delete(callId)
    }
  }

  /** A track's way into the recorder: there whenever the track's call is, whether the recorder is up yet or not. */
  open(request: TapRequest): TapSink | undefined {
    const { line, callId, trackId, kind, channel, person, console, encodings, headerExtensions } = request
    const state = this.#options.reports.state(line)
    const call = state && liveCall(state)
    const leg = call && legOf(call, console)
    if (call?.callId !== callId || leg === undefined || this.#closed) return undefined
    const { mimeType, clockRate, channels, payloadType } = request.codec
    const audioLevel = headerExtensions.find(({ uri }) => uri === AUDIO_LEVEL_URI)
    const codec = {
      mimeType,
      clockRate,
      payloadType,
      ...(channels !== undefined && { channels }),
      ...(audioLevel && { audioLevelId: audioLevel.id }),
    }
    const startedAtMs = this.#options.clock()
    const into = channel !== undefined && { channel }
    const tap = new PendingTap(this.#options.clock)
    this.#direct(line, callId).addTrack(
      {
        ...{ trackId, callId, kind, ...into, person, party: leg.party, console },
        startedAtMs,
        codec,
        encodings: [...encodings],
      },
      tap,
    )
    return tap
  }

  /** To be called with every trouble of the recorder. */
  troubled({ type, callId }: RecordingTrouble): void {
    if (type !== 'mended') this.#directions.get(callId)?.troubled()
  }

  /** How many calls are being recorded at this moment: for metrics. */
  get recording(): number {
    return [...this.#directions.values()].filter((direction) => direction.isUp).length
  }

  /** The server ends; calls go on with the next one, which finds their recordings as they are now. */
  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#directions.values()].map((direction) => direction.suspend()))
  }

  #direct(line: string, callId: string): CallDirection {
    const known = this.#directions.get(callId)
    if (known) return known
    const direction = new CallDirection(line, callId, this.#options)
    this.#directions.set(callId, direction)
    return direction
  }
}
