import type { Devices } from './devices.ts'

/** A ring that was silenced is being answered, or was not for this console: by then it is known which. */
const KEPT_AFTER_RING_MS = 5_000
/**
 * Who comes into a call is heard at once and seen a moment later: a camera and its three encoders start in the very
 * moment in which the others' phones are to ring, or their pictures are to be decoded here.
 */
const AFTER_MS = 300

/** When the camera runs: in a call in which it is wanted, a moment after coming into it, and while it rings. */
export class CallCamera {
  readonly #devices: Pick<Devices, 'open' | 'rest' | 'track'>
  readonly #isInCall: () => boolean
  /** The path of the call carries no pictures. */
  readonly #isNarrow: () => boolean
  /** Its moment in the call has come. */
  readonly #onDue: () => void
  #wanted = true
  /** Its person looks at what it sees, outside a call. */
  #previewed = false
  #restTimer: ReturnType<typeof setTimeout> | undefined
  /** Runs while it waits for its moment. */
  #dueTimer: ReturnType<typeof setTimeout> | undefined

  constructor(
    devices: Pick<Devices, 'open' | 'rest' | 'track'>,
    isInCall: () => boolean,
    isNarrow: () => boolean,
    onDue: () => void,
  ) {
    this.#devices = devices
    this.#isInCall = isInCall
    this.#isNarrow = isNarrow
    this.#onDue = onDue
  }

  get wanted(): boolean {
    return this.#wanted
  }

  get waits(): boolean {
    return this.#dueTimer !== undefined
  }

  /** Is it on the air, or about to be? */
  get on(): boolean {
    return this.#isInCall() && this.#isSent && !this.waits && this.#devices.track('camera') !== undefined
  }

  enter(): void {
    clearTimeout(this.#restTimer)
    this.#dueTimer = setTimeout(() => {
      this.#dueTimer = undefined
      if (this.#isSent) void this.#devices.open('camera')
      this.#onDue()
    }, AFTER_MS)
  }

  leave(): void {
    clearTimeout(this.#dueTimer)
    this.#dueTimer = undefined
    this.#wanted = true
    this.rest()
  }

  async set(on: boolean): Promise<void> {
    this.#wanted = on
    if (this.#isSent) await this.#devices.open('camera')
    else this.#devices.rest('camera')
  }

  /** Outside a call it is off, and its lamp out. */
  rest(): void {
    const isSeen = this.#isInCall() ? this.#isSent : this.#previewed
    if (!isSeen) this.#devices.rest('camera')
  }

  /** The path of the call carries pictures again, or no more. */
  async followPath(): Promise<void> {
    if (this.#isInCall() && this.#isSent && !this.waits) await this.#devices.open('camera')
    else this.rest()
  }

  get #isSent(): boolean {
    return this.#wanted && !this.#isNarrow()
  }

  /** Its person looks at what it sees, or no longer. In a call it runs as the call wants it. */
  preview(on: boolean): void {
    this.#previewed = on
    if (on && !this.#isInCall()) void this.#devices.open('camera')
    else this.rest()
  }

  /** It rings: what has been taken up for an earlier ring stays. */
  keep(): void {
    clearTimeout(this.#restTimer)
  }

  /** Who may answer in a moment should not wait for a camera to start then. */
  prepare(): void {
    if (this.#wanted) void this.#devices.open('camera')
  }

  restSoon(): void {
    clearTimeout(this.#restTimer)
    this.#restTimer = setTimeout(() => this.rest(), KEPT_AFTER_RING_MS)
  }

  close(): void {
    clearTimeout(this.#restTimer)
    clearTimeout(this.#dueTimer)
  }
}
