import type { Unsafe } from './exceptionWatch.ts'

/** What the recorder tells at once when the disk does not do what it must, and when it does again. */
export type RecordingTrouble =
  | { readonly type: 'failing'; readonly callId: string; readonly file: string; readonly error: unknown }
  /** Nothing has been refused, but something has waited for the disk for too long. */
  | { readonly type: 'stalled'; readonly callId: string; readonly waitedMs: number }
  /** Memory is full of what the disk does not take: packets are lost from now on. */
  | { readonly type: 'losing'; readonly callId: string; readonly trackId: string }
  | { readonly type: 'mended'; readonly callId: string }

const codeOf = (error: unknown): string =>
  error instanceof Error
    ? 'code' in error && typeof error.code === 'string'
      ? error.code
      : error.message
    : String(error)

/** The files of one record that the disk refuses at the moment. */
export class Troubles {
  readonly #callId: string
  readonly #tell: (trouble: RecordingTrouble) => void
  readonly #failing = new Map<string, unknown>()
  #stalled = false
  #losses = 0

  constructor(callId: string, tell: (trouble: RecordingTrouble) => void) {
    this.#callId = callId
    this.#tell = tell
  }

  get any(): boolean {
    return this.now !== undefined
  }

  /** What the disk does at this moment that it must not. */
  get now(): Unsafe | undefined {
    const [refusal] = this.#failing.values()
    if (this.#failing.size > 0) return { cause: 'disk-refused', detail: codeOf(refusal) }
    return this.#stalled ? { cause: 'disk-stalled' } : undefined
  }

  /** How often something began to be given up. */
  get losses(): number {
    return this.#losses
  }

  failing(file: string, error: unknown): void {
    this.#failing.set(file, error)
    this.#tell({ type: 'failing', callId: this.#callId, file, error })
  }

  mended(file: string): void {
    if (this.#failing.delete(file)) this.#tellIfMended()
  }

  /** To be called again and again with how long the oldest of what waits has waited. */
  waited(waitedMs: number, alarmAfterMs: number): void {
    const stalled = waitedMs > alarmAfterMs
    if (stalled === this.#stalled) return
    this.#stalled = stalled
    if (stalled) this.#tell({ type: 'stalled', callId: this.#callId, waitedMs })
    else this.#tellIfMended()
  }

  losing(trackId: string): void {
    this.#losses++
    this.#tell({ type: 'losing', callId: this.#callId, trackId })
  }

  #tellIfMended(): void {
    if (!this.any) this.#tell({ type: 'mended', callId: this.#callId })
  }
}
