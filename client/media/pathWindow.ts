/** A message that is not back by then is lost: it is of no use for speech either. */
const LOST_AFTER_MS = 2_000
/** What is told is of the last ten seconds. */
const WINDOW_MS = 10_000

interface Sent {
  readonly sentMs: number
  backMs?: number
}

export interface PathMeasured {
  /** The middle of those that came back; absent while none has. */
  readonly roundTripMs?: number
  readonly lossPercent?: number
}

/** What the probe's numbered messages tell of a path. Times are those of one monotonic clock. */
export class PathWindow {
  readonly #sent = new Map<number, Sent>()
  #lastBackMs: number | undefined

  sent(number: number, nowMs: number): void {
    this.#sent.set(number, { sentMs: nowMs })
    for (const [old, { sentMs }] of this.#sent) {
      if (nowMs - sentMs > WINDOW_MS) this.#sent.delete(old)
    }
  }

  back(number: number, nowMs: number): void {
    const message = this.#sent.get(number)
    if (message === undefined) return
    // What went out before the way back was open could not come back: it says nothing of the path.
    if (this.#lastBackMs === undefined)
      for (const earlier of this.#sent.keys()) if (earlier < number) this.#sent.delete(earlier)
    message.backMs ??= nowMs
    this.#lastBackMs = nowMs
  }

  /** How long nothing has come back; absent while nothing ever has. */
  silentMs(nowMs: number): number | undefined {
    return this.#lastBackMs === undefined ? undefined : nowMs - this.#lastBackMs
  }

  measured(nowMs: number): PathMeasured {
    const all = [...this.#sent.values()].filter(({ sentMs }) => nowMs - sentMs <= WINDOW_MS)
    const times = all
      .flatMap(({ sentMs, backMs }) => (backMs === undefined ? [] : [backMs - sentMs]))
      .sort((a, b) => a - b)
    const lost = all.filter(({ sentMs, backMs }) => (backMs ?? nowMs) - sentMs >= LOST_AFTER_MS).length
    const roundTripMs = times[Math.floor(times.length / 2)]
    // A message that is still on its way says nothing of loss yet.
    const settled = all.filter(({ sentMs, backMs }) => backMs !== undefined || nowMs - sentMs >= LOST_AFTER_MS).length
    return {
      ...(roundTripMs === undefined ? {} : { roundTripMs }),
      ...(settled === 0 ? {} : { lossPercent: (lost / settled) * 100 }),
    }
  }
}
