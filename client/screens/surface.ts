import { createContext, type ComponentType } from 'preact'
import { useContext } from 'preact/hooks'
import type { Sentences } from '../languages/en.ts'
import type { Softphone } from '../models/softphone.ts'

/** What every screen needs: the models, and the sentences of the language. */
export interface Surface {
  readonly phone: Softphone
  readonly t: Sentences
  /** Screens that are loaded when they are first opened. */
  readonly later: {
    readonly records: () => Promise<ComponentType>
    readonly administration: () => Promise<ComponentType>
    readonly tests: () => Promise<ComponentType>
    readonly settings: () => Promise<ComponentType>
  }
}

export const SurfaceContext = createContext<Surface | undefined>(undefined)

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext)
  if (surface === undefined) throw new Error('A screen is shown outside of the softphone.')
  return surface
}
