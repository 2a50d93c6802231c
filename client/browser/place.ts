import type { PlacePort } from '../models/deskPorts.ts'

/** The address after `#`, so that the server needs to know no screens. */
export const browserPlace: PlacePort = {
  current: () => location.hash.slice(1),
  go: (place) => {
    location.hash = place
  },
  onChange(listener) {
    const changed = (): void => listener(location.hash.slice(1))
    addEventListener('hashchange', changed)
    return () => removeEventListener('hashchange', changed)
  },
}
