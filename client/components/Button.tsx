import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './Icon.tsx'

interface ButtonProps {
  readonly children: ComponentChildren
  /** What it does now; undefined is not possible now, and disables it. */
  readonly action: (() => unknown) | undefined
  readonly look?: 'plain' | 'primary' | 'danger' | 'danger-sure' | 'answer' | 'quiet'
  readonly size?: 'normal' | 'large'
  readonly icon?: IconName
  /** For a switch: whether it is on. */
  readonly pressed?: boolean
  readonly label?: string
  readonly busy?: boolean
  /** The key that does the same, as it stands on the keyboard. */
  readonly keyHint?: string | undefined
  readonly focused?: (element: HTMLButtonElement | null) => void
}

export function Button(props: ButtonProps) {
  const {
    children,
    action,
    look = 'plain',
    size = 'normal',
    icon,
    pressed,
    label,
    busy = false,
    keyHint,
    focused,
  } = props
  return (
    <button
      type="button"
      class={`button button-${look} button-${size}`}
      disabled={action === undefined}
      onClick={() => action?.()}
      {...(focused && { ref: focused })}
      {...(pressed !== undefined && { 'aria-pressed': pressed })}
      {...(label !== undefined && { 'aria-label': label })}
      {...(keyHint !== undefined && { title: keyHint })}
      {...(busy && { 'aria-busy': true })}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  )
}
