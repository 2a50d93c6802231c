import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './Icon.tsx'

interface HoldButtonProps {
  readonly children: ComponentChildren
  /** Undefined is not possible now. */
  readonly hold: ((held: boolean) => void) | undefined
  readonly held: boolean
  readonly icon: IconName
  /** What it is for and that it is to be held, for who does not know it. */
  readonly title: string
}

/** A button that does something for as long as it is held, by a pointer or by a key. */
export function HoldButton({ children, hold, held, icon, title }: HoldButtonProps) {
  const release = (): void => hold?.(false)
  return (
    <button
      type="button"
      class="button button-plain button-normal button-hold"
      disabled={hold === undefined}
      aria-pressed={held}
      title={title}
      onPointerDown={(event) => {
        // It stays held when the finger slides off it.
        event.currentTarget.setPointerCapture(event.pointerId)
        hold?.(true)
      }}
      onPointerUp={release}
      onLostPointerCapture={release}
      onKeyDown={(event) => {
        if ((event.key === ' ' || event.key === 'Enter') && !event.repeat) hold?.(true)
      }}
      onKeyUp={release}
      onBlur={release}
      onContextMenu={(event) => event.preventDefault()}
    >
      <Icon name={icon} />
      <span>{children}</span>
    </button>
  )
}
