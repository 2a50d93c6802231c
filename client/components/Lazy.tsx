import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useSurface } from '../screens/surface.ts'

type Loaded = { readonly state: 'loading' | 'failed' } | { readonly state: 'there'; readonly Screen: ComponentType }

/** A screen that is fetched when it is first opened. */
export function Lazy({ load }: { load: () => Promise<ComponentType> }) {
  const { t } = useSurface()
  const [now, become] = useState<Loaded>({ state: 'loading' })
  useEffect(() => {
    let wanted = true
    const set = (next: Loaded): void => {
      if (wanted) become(next)
    }
    load().then(
      (Screen) => set({ state: 'there', Screen }),
      () => set({ state: 'failed' }),
    )
    return () => {
      wanted = false
    }
  }, [load])
  if (now.state === 'there') return <now.Screen />
  return (
    <main class="page" id="content">
      <p class="quiet-note" role={now.state === 'failed' ? 'alert' : undefined}>
        {now.state === 'failed' ? t.loadFailed : t.loading}
      </p>
    </main>
  )
}
