import { useState } from 'preact/hooks'
import type { OwnCall } from '../../models/ownCall.ts'
import { useSurface } from '../surface.ts'
import { SIDE_PANELS } from './places.ts'

const panelId = (name: string): string => `side-${name}`

/** The panels beside the pictures; their buttons are there where there is more than one. */
export function SideColumn({ own }: { own: OwnCall }) {
  const { t } = useSurface()
  const panels = SIDE_PANELS.filter(({ isFor }) => isFor(own))
  const [chosen, choose] = useState<string | undefined>(undefined)
  const open =
    panels.find(({ name }) => name === chosen) ?? panels.find(({ isFirst }) => isFirst?.(own) === true) ?? panels[0]
  return (
    <div class="call-side">
      {panels.length > 1 && (
        <div class="call-side-choice" role="group" aria-label={t.call.panels}>
          {panels.map(({ name, title }) => (
            <button
              key={name}
              type="button"
              class="call-side-button"
              aria-pressed={name === open?.name}
              aria-controls={panelId(name)}
              onClick={() => choose(name)}
            >
              {title(t)}
            </button>
          ))}
        </div>
      )}
      {panels.map(({ name, title, Panel }) => (
        <aside
          key={name}
          id={panelId(name)}
          class="call-panel"
          aria-label={title(t)}
          tabIndex={0}
          hidden={name !== open?.name}
        >
          <Panel own={own} />
        </aside>
      ))}
    </div>
  )
}
