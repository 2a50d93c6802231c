import type { RefObject } from 'preact'

/** Tells of Escape, and of a press outside all of these: what was opened for a moment is in the way then. */
export function whenLeft(parts: readonly RefObject<HTMLElement | null>[], leave: () => void): () => void {
  const pressed = ({ target }: PointerEvent): void => {
    if (target instanceof Node && !parts.some(({ current }) => current?.contains(target) === true)) leave()
  }
  const typed = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape') leave()
  }
  document.addEventListener('pointerdown', pressed)
  document.addEventListener('keydown', typed)
  return () => {
    document.removeEventListener('pointerdown', pressed)
    document.removeEventListener('keydown', typed)
  }
}
