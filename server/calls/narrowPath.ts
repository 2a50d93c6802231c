/**
 * Below this a path carries no picture beside the voices of two others, which take some 65 kbit/s each as they are. A path
 * is wide again well above it, so that one in between is not taken for the one and the other in turn.
 */
const NARROW_BELOW_KBPS = 130
const WIDE_ABOVE_KBPS = 220
/** So many pairs are looked at, newest last: one alone says little on a machine that is busy. */
export const PAIRS_LOOKED_AT = 5
const PAIRS_NEEDED = 3
/**
 * Three of four have to be narrow: a machine that is busy can keep two messages apart, on a wide path as well. For a wide one
 * more than half is enough.
 */
const NARROW_SHARE = 0.75
const WIDE_SHARE = 0.5
/** A path that loses so much of what little goes over it while it brings none of these back is full. */
const FULL_LOSS_PERCENT = 45

/** What a console has measured of its path to a line's media and back. */
export interface PathWidth {
  /**
   * In kbit/s, by how far apart two messages came back that were sent one right after the other: the narrower of both ways
   * (packet pairs: Keshav, 1991). Undefined: not both came back. Newest last.
   */
  readonly pairs: readonly (number | undefined)[]
  /** Of small messages, over the last ten seconds; absent until measured. */
  readonly lossPercent?: number
}

/**
 * Is this path too narrow for pictures? On one that is, voices alone are sent, and those slim.
 *
 * @param was what it was held to be before, which stands as long as too little is known.
 */
export function isNarrowPath({ pairs, lossPercent = 0 }: PathWidth, was: boolean): boolean {
  const looked = pairs.slice(-PAIRS_LOOKED_AT)
  const known = looked.flatMap((kbps) => kbps ?? []).sort((a, b) => a - b)
  if (known.length >= PAIRS_NEEDED) {
    const at = (share: number): number => known[Math.floor(known.length * share)] ?? 0
    return was ? at(WIDE_SHARE) < WIDE_ABOVE_KBPS : at(NARROW_SHARE) < NARROW_BELOW_KBPS
  }
  const newest = looked.slice(-PAIRS_NEEDED)
  const noneIsBack = newest.length === PAIRS_NEEDED && newest.every((kbps) => kbps === undefined)
  return was || (noneIsBack && lossPercent >= FULL_LOSS_PERCENT)
}
