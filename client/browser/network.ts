import type { NetworkPort } from '../models/deskPorts.ts'

/** Network Information is not in every browser, nor in the types of the DOM. */
const connectionOf = (browser: Navigator & { readonly connection?: unknown }): EventTarget | undefined =>
  browser.connection instanceof EventTarget ? browser.connection : undefined

/** The network came back, or is another one: a cable was changed for radio, for example. */
export const browserNetwork: NetworkPort = {
  onChange(listener) {
    const connection = connectionOf(navigator)
    addEventListener('online', listener)
    connection?.addEventListener('change', listener)
    return () => {
      removeEventListener('online', listener)
      connection?.removeEventListener('change', listener)
    }
  },
}
