/** A machine that is held up loses some of the context's time for good: what was seen before that is not believed longer. */
const BELIEVED_FOR_MS = 2_000

/**
 * What the server's clock says of the moments of an audio context. The context's time goes in steps of what its device
 * takes at once, and what the page reads is up to a step behind: the furthest ahead that it was lately seen is the truth.
 */
export class SoundClock {
  readonly #context: Pick<AudioContext, 'currentTime'>
  readonly #serverNowMs: () => number
  #looks: { readonly atMs: number; readonly aheadMs: number }[] = []
  #aheadMs = 0

  constructor(context: Pick<AudioContext, 'currentTime'>, serverNowMs: () => number) {
    this.#context = context
    this.#serverNowMs = serverNowMs
    this.look()
  }

  /** To be called several times in a second: each look may come closer. */
  look(): void {
    const atMs = this.#serverNowMs()
    const lately = this.#looks.filter((look) => Math.abs(atMs - look.atMs) < BELIEVED_FOR_MS)
    this.#looks = [...lately, { atMs, aheadMs: this.#context.currentTime * 1_000 - atMs }]
    this.#aheadMs = Math.max(...this.#looks.map(({ aheadMs }) => aheadMs))
  }

  serverMsOf(contextS: number): number {
    return contextS * 1_000 - this.#aheadMs
  }

  contextSOf(serverMs: number): number {
    return (serverMs + this.#aheadMs) / 1_000
  }
}
