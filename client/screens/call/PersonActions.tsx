import { useEffect, useRef, useState } from 'preact/hooks'
import { whenLeft } from '../../components/whenLeft.ts'
import type { Leg } from '../../../server/protocol/lineState.ts'
import { useSurface } from '../surface.ts'

/** What one may do to somebody in the call, behind one button beside their name: only what is possible now. */
export function PersonActions({ leg }: { leg: Leg }) {
  const { phone, t } = useSurface()
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLSpanElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  // What one does about one's own microphone stands in the note about it.
  const possible = leg.console === phone.call.own.value?.leg.console ? [] : phone.call.possible(leg)
  const leave = (): void => {
    setOpen(false)
    opener.current?.focus()
  }
  useEffect(() => (open ? whenLeft([box], () => setOpen(false)) : undefined), [open])
  if (possible.length === 0) return null
  return (
    <span ref={box} class="person-actions">
      <button
        ref={opener}
        type="button"
        class="button button-quiet person-open"
        aria-expanded={open}
        aria-label={t.delegation.actions(leg.name)}
        onClick={() => setOpen(!open)}
      >
        <span aria-hidden="true">⋯</span>
      </button>
      {open && (
        <span class="person-list">
          {possible.map(({ name, act }) => (
            <button
              key={name}
              type="button"
              class="button button-quiet"
              aria-label={t.delegation.long(name, leg.name)}
              onClick={() => {
                leave()
                void act()
              }}
            >
              {t.delegation.short[name]}
            </button>
          ))}
        </span>
      )}
    </span>
  )
}
