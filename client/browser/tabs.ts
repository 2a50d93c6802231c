import { z } from 'zod'
import type { TabsPort } from '../models/deskPorts.ts'

const NAME = 'ringdown.console'
const LOCK = 'ringdown-console/'
const AT = 'ringdown-at/'
/** The page before a reload lets go of its lock within milliseconds; a duplicated tab's original never does. */
const CLAIM_WITHIN_MS = 700

/** Holds a lock until something happens, or for as long as this page lives. False: another page has it. */
function claim(name: string, options: LockOptions, until: Promise<void> = new Promise(() => {})): Promise<boolean> {
  return new Promise((resolve) => {
    navigator.locks
      .request(name, options, (lock) => {
        resolve(lock !== null)
        return lock === null ? undefined : until
      })
      .catch(() => resolve(false))
  })
}

/**
 * This tab's console: the same after a reload, because `sessionStorage` is; a new one in a duplicated tab, although
 * that got a copy of it, because the first tab still holds the lock of that name.
 */
export async function claimConsole(): Promise<string> {
  const kept = z.uuid().safeParse(sessionStorage.getItem(NAME))
  if (kept.success && (await claim(LOCK + kept.data, { signal: AbortSignal.timeout(CLAIM_WITHIN_MS) })))
    return kept.data
  const made = crypto.randomUUID()
  sessionStorage.setItem(NAME, made)
  await claim(LOCK + made, {})
  return made
}

/** Which consoles other tabs of this browser are, by the locks that they hold. */
export function createTabs(): TabsPort {
  let own: string | undefined
  let letGo: () => void = () => {}
  return {
    announce(console) {
      if (own === console) return
      own = console
      letGo()
      if (console === undefined) return
      const { promise, resolve } = Promise.withResolvers<void>()
      letGo = resolve
      void claim(AT + console, {}, promise)
    },
    async siblings() {
      const { held = [] } = await navigator.locks.query()
      return held
        .flatMap(({ name }) => (name?.startsWith(AT) ? [name.slice(AT.length)] : []))
        .filter((at) => at !== own)
    },
  }
}
