/** The frame can be decoded from nothing: a VP8 key frame, any Opus packet. */
export const KEY = 1
/** Something sent just before this frame is missing: it can only be decoded when it is a key frame. */
export const AFTER_LOSS = 2

/** No audio level came with the packet. RFC 6464 ends at 127. */
export const NO_LEVEL = 255

export interface FrameRow {
  readonly stream: number
  /** RTP timestamp in ticks, unwrapped. */
  readonly ticks: number
  /** When the first of its packets came, server time. */
  readonly arrivalMs: number
  readonly flags: number
  /** Bytes of the depacketised frame. */
  readonly bytes: number
  /** -dBov, or `NO_LEVEL`. */
  readonly level: number
  /** Opus: how long it sounds. 0 for pictures. */
  readonly durationMs: number
  /** Size of a key frame; 0 otherwise. */
  readonly width: number
  readonly height: number
  /** Ordinals of its packets in the track, in the order of their sequence numbers. */
  readonly parts: readonly number[]
}

/** Columns of a table of frames, as stored in the cache. `partsFrom` has one more row than the others. */
export interface FrameColumns {
  readonly stream: Uint16Array
  readonly ticks: Float64Array
  readonly arrivalMs: Float64Array
  readonly flags: Uint8Array
  readonly bytes: Uint32Array
  readonly level: Uint8Array
  readonly durationMs: Float32Array
  readonly width: Uint16Array
  readonly height: Uint16Array
  readonly partsFrom: Uint32Array
  readonly parts: Uint32Array
}

/**
 * All whole frames of a track, in columns: an hour of three layers is 300,000 frames, which as objects would be a
 * hundred megabytes and here is ten.
 */
export class FrameTableBuilder {
  readonly #stream = new Column(Uint16Array)
  readonly #ticks = new Column(Float64Array)
  readonly #arrivalMs = new Column(Float64Array)
  readonly #flags = new Column(Uint8Array)
  readonly #bytes = new Column(Uint32Array)
  readonly #level = new Column(Uint8Array)
  readonly #durationMs = new Column(Float32Array)
  readonly #width = new Column(Uint16Array)
  readonly #height = new Column(Uint16Array)
  readonly #partsFrom = new Column(Uint32Array)
  readonly #parts = new Column(Uint32Array)

  add(row: FrameRow): void {
    this.#stream.push(row.stream)
    this.#ticks.push(row.ticks)
    this.#arrivalMs.push(row.arrivalMs)
    this.#flags.push(row.flags)
    this.#bytes.push(row.bytes)
    this.#level.push(row.level)
    this.#durationMs.push(row.durationMs)
    this.#width.push(row.width)
    this.#height.push(row.height)
    this.#partsFrom.push(this.#parts.length)
    for (const part of row.parts) this.#parts.push(part)
  }

  finish(): FrameColumns {
    this.#partsFrom.push(this.#parts.length)
    return {
      stream: this.#stream.finish(),
      ticks: this.#ticks.finish(),
      arrivalMs: this.#arrivalMs.finish(),
      flags: this.#flags.finish(),
      bytes: this.#bytes.finish(),
      level: this.#level.finish(),
      durationMs: this.#durationMs.finish(),
      width: this.#width.finish(),
      height: this.#height.finish(),
      partsFrom: this.#partsFrom.finish(),
      parts: this.#parts.finish(),
    }
  }
}

interface NumberArray<A> {
  readonly length: number
  [index: number]: number
  set(from: A): void
  slice(start: number, end: number): A
}

/** A typed array that grows. */
export class Column<A extends NumberArray<A>> {
  readonly #make: new (length: number) => A
  #values: A
  length = 0

  constructor(make: new (length: number) => A) {
    this.#make = make
    this.#values = new make(1024)
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const grown = new this.#make(this.length * 2)
      grown.set(this.#values)
      this.#values = grown
    }
    this.#values[this.length++] = value
  }

  finish(): A {
    return this.#values.slice(0, this.length)
  }
}
