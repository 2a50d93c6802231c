import { keySays } from '../components/keyWords.ts'
import type { KeyActionName } from '../models/keyActions.ts'
import { useSurface } from './surface.ts'

/** The key of an action as it stands on the keyboard, where it has one. */
export function useKeyHints(): (action: KeyActionName) => string | undefined {
  const surface = useSurface()
  return (action) => {
    const binding = surface.phone.keys.keyOf(action)
    return binding === undefined ? undefined : keySays(surface, binding)
  }
}
