import type { InstallationPort } from '../models/deskPorts.ts'

/** Chromium's question, kept until somebody wants to be asked; it is not in the types of the DOM. */
interface InstallQuestion extends Event {
  prompt(): Promise<unknown>
}
const isQuestion = (event: Event): event is InstallQuestion => 'prompt' in event

export interface BrowserInstallation extends InstallationPort {
  /** By which notices are shown; absent until it is ready, and where there is none. */
  worker(): ServiceWorkerRegistration | undefined
}

/** Registers the service worker, and follows what the browser makes of it. */
export function createInstallation(): BrowserInstallation {
  const listeners = new Set<() => void>()
  let state: ReturnType<InstallationPort['state']> = 'serviceWorker' in navigator ? 'starting' : 'none'
  let worker: ServiceWorkerRegistration | undefined
  let question: InstallQuestion | undefined
  const tell = (): void => listeners.forEach((listener) => listener())

  async function register(): Promise<void> {
    try {
      await navigator.serviceWorker.register('./serviceWorker.js', { updateViaCache: 'none' })
      worker = await navigator.serviceWorker.ready
      state = 'ready'
    } catch (error) {
      // Chromium says so, and Firefox, where the certificate is not trusted but was clicked away.
      state = error instanceof DOMException && error.name === 'SecurityError' ? 'untrusted' : 'none'
    }
    tell()
  }

  addEventListener('beforeinstallprompt', (event) => {
    if (!isQuestion(event)) return
    event.preventDefault()
    question = event
    tell()
  })
  addEventListener('appinstalled', () => {
    question = undefined
    tell()
  })
  if (state === 'starting') void register()

  return {
    worker: () => worker,
    state: () => state,
    isApp: () => matchMedia('(display-mode: standalone)').matches,
    offer() {
      const asked = question
      if (asked === undefined) return undefined
      return async () => {
        // A question can be asked once.
        question = undefined
        await asked.prompt()
        tell()
      }
    },
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
