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
  readonly focused?: (element: HTMLButtonElement | null) => void
}

export function Button(props: ButtonProps) {
  const { children, action, look = 'plain', size = 'normal', icon, pressed, label, busy = false, focused } = props
  return (
    <button
      type="button"
      class={`button button-${look} button-${size}`}
      disabled={action === undefined}
      onClick={() => action?.()}
      {...(focused && { ref: focused })}
      {...(pressed !== undefined && { 'aria-pressed': pressed })}
      {...(label !== undefined && { 'aria-label': label })}
      {...(busy && { 'aria-busy': true })}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  )
}
