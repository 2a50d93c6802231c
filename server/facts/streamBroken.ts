/**
 * A stream was damaged, or holds an entry that this program cannot fold. Nothing is decided or appended on it any more;
 * only a copy of the log, or a newer program, mends it. What was found is the `cause`.
 */
export class StreamBroken extends Error {
  override readonly name = 'StreamBroken'
  readonly code = 'stream-broken'

  static of(stream: string, cause: unknown): StreamBroken {
    return cause instanceof StreamBroken ? cause : new StreamBroken(stream, cause)
  }

  private constructor(stream: string, cause: unknown) {
    const found = cause instanceof Error ? cause.message : String(cause)
    super(`The stream ${stream} is broken. ${found}`, { cause })
  }
}
