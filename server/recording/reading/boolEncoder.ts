/** Where an encoder stands between two bools. */
export interface BoolEncoderState {
  readonly bytes: readonly number[]
  readonly range: number
  readonly bottom: number
  readonly bits: number
}

/** The boolean entropy encoder of VP8 (RFC 6386 section 7.3). */
export class BoolEncoder {
  #bytes: number[] = []
  #range = 255
  #bottom = 0
  #bits = 24

  static continuing(state: BoolEncoderState): BoolEncoder {
    const encoder = new BoolEncoder()
    encoder.#bytes = [...state.bytes]
    encoder.#range = state.range
    encoder.#bottom = state.bottom
    encoder.#bits = state.bits
    return encoder
  }

  /** Codes one bool; `probability` is that of `false`, in 256ths. */
  bool(probability: number, value: boolean): void {
    const split = 1 + (((this.#range - 1) * probability) >> 8)
    if (value) {
      this.#bottom += split
      this.#range -= split
    } else this.#range = split
    for (; this.#range < 128; this.#range *= 2) this.#shift()
  }

  bools(coded: readonly (readonly [probability: number, value: boolean])[]): void {
    for (const [probability, value] of coded) this.bool(probability, value)
  }

  finish(): Uint8Array {
    for (let i = 0; i < 32; i++) this.#shift()
    return Uint8Array.from(this.#bytes)
  }

  #shift(): void {
    if (this.#bottom >= 2 ** 31) this.#carry()
    this.#bottom = (this.#bottom * 2) % 2 ** 32
    if (--this.#bits > 0) return
    this.#bytes.push(Math.floor(this.#bottom / 2 ** 24))
    this.#bottom %= 2 ** 24
    this.#bits = 8
  }

  #carry(): void {
    let at = this.#bytes.length - 1
    while (at >= 0 && this.#bytes[at] === 255) this.#bytes[at--] = 0
    if (at >= 0) this.#bytes[at] = (this.#bytes[at] ?? 0) + 1
  }
}
