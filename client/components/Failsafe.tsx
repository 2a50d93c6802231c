import { Component, type ComponentChildren } from 'preact'

interface FailsafeProps {
  /** What stands there instead, in words. */
  readonly says: string
  readonly children: ComponentChildren
}

/** So long what has failed stays away: what it could not show may be over by then. */
const AGAIN_MS = 3_000

/**
 * A part of the page that fails by itself: the rest of the console goes on without it, a ring above all, and it is tried again
 * every few seconds.
 */
export class Failsafe extends Component<FailsafeProps, { readonly failed: boolean }> {
  override state = { failed: false }
  #again: ReturnType<typeof setTimeout> | undefined

  override componentDidCatch(error: unknown): void {
    reportError(error)
    this.setState({ failed: true })
    clearTimeout(this.#again)
    this.#again = setTimeout(() => this.setState({ failed: false }), AGAIN_MS)
  }

  override componentWillUnmount(): void {
    clearTimeout(this.#again)
  }

  render({ says, children }: FailsafeProps, { failed }: { readonly failed: boolean }) {
    if (!failed) return <>{children}</>
    return (
      <p class="note note-danger" role="alert">
        {says}
      </p>
    )
  }
}
