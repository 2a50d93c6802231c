/** Bytes that are in the WebM but not in the record: silence and black. */
export type Filler = Uint8Array

/**
 * Every block of a WebM in order, in columns: what it holds, when it shows or sounds, how long its bytes are. Made from
 * the frame table alone, so that any byte of the file can be found without making those before it.
 */
export interface BlockPlan {
  /** Milliseconds of call time, never falling. */
  readonly timesMs: Float64Array
  /** Row of the frame table; below zero, `-1 - index` of a filler. */
  readonly sources: Int32Array
  readonly keys: Uint8Array
  readonly fillers: readonly Filler[]
  /** When the last block is over. */
  readonly endMs: number
}
