import type { SenderReport, TrackMark } from './trackFile.ts'

/** Where the packets of a track go once its recording is up. */
export interface TapSink {
  packet(rtp: Uint8Array, arrivalMs: number): void
  senderReport(report: SenderReport): void
  mark(mark: TrackMark): void
  close(): void
}

/**
 * A camera and two layers more for ten seconds: the recorder is up within a fraction of one, and a recorder that is not
 * is an alarm already. What does not fit is counted and named as a gap.
 */
const LARGEST_PENDING_BYTES = 8 * 1024 * 1024

type Pending =
  | { readonly rtp: Uint8Array; readonly arrivalMs: number }
  | { readonly report: SenderReport }
  | { readonly mark: TrackMark }

/**
 * The recorder's end of a track. *Place* puts the caller on the air at once, before the recorder has proved itself, so
 * what comes first waits here, in order, and follows when there is a sink.
 */
export class PendingTap implements TapSink {
  readonly #now: () => number
  #sink: TapSink | undefined
  #pending: Pending[] = []
  #bytes = 0
  #dropped = { packets: 0, fromMs: 0 }
  #closed = false

  constructor(now: () => number) {
    this.#now = now
  }

  /** The arrival of the oldest packet that waits, if one does. */
  get waitingSinceMs(): number | undefined {
    const first = this.#pending.find((pending) => 'rtp' in pending)
    return first !== undefined && 'rtp' in first ? first.arrivalMs : undefined
  }

  /** Whether something could wait no longer and was given up. */
  get hasDropped(): boolean {
    return this.#dropped.packets > 0
  }

  /** Hands over what has waited, and from now on everything at once. */
  connect(sink: TapSink): void {
    this.#sink = sink
    for (const pending of this.#pending) {
      if ('rtp' in pending) sink.packet(pending.rtp, pending.arrivalMs)
      else if ('report' in pending) sink.senderReport(pending.report)
      else sink.mark(pending.mark)
    }
    const { packets, fromMs } = this.#dropped
    const untilMs = this.#now()
    if (packets > 0) sink.mark({ type: 'gap', atMs: untilMs, fromMs, untilMs, packets })
    this.#pending = []
    if (this.#closed) sink.close()
  }

  packet(rtp: Uint8Array, arrivalMs: number): void {
    if (this.#closed) return
    if (this.#sink) {
      this.#sink.packet(rtp, arrivalMs)
      return
    }
    this.#bytes += rtp.byteLength
    if (this.#bytes <= LARGEST_PENDING_BYTES) this.#pending.push({ rtp, arrivalMs })
    else this.#dropped = { packets: this.#dropped.packets + 1, fromMs: this.#dropped.fromMs || arrivalMs }
  }

  senderReport(report: SenderReport): void {
    if (this.#closed) return
    if (this.#sink) this.#sink.senderReport(report)
    else this.#pending.push({ report })
  }

  mark(mark: TrackMark): void {
    if (this.#closed) return
    if (this.#sink) this.#sink.mark(mark)
    else this.#pending.push({ mark })
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#sink?.close()
  }
}
