import type { NotificationPort } from '../models/deskPorts.ts'
import type { Unsubscribe } from '../models/ports.ts'

/** One at a time, also of two consoles in one browser: it is the same ring. */
const TAG = 'ringdown'
const OPTIONS = { requireInteraction: true, tag: TAG, icon: './icon.svg' } as const

/**
 * What the system shows when the console is behind other windows: by the service worker where there is one, whose
 * notice can be pressed also when the page has been closed, and by the page itself otherwise.
 */
export function createNotifications(worker: () => ServiceWorkerRegistration | undefined): NotificationPort {
  const state: NotificationPort['state'] = () => {
    if (!('Notification' in globalThis)) return 'none'
    return Notification.permission === 'default' ? 'undecided' : Notification.permission
  }
  return {
    state,
    async ask() {
      if (state() === 'undecided') await Notification.requestPermission().catch(() => undefined)
    },
    show(title, body) {
      if (state() !== 'granted') return () => {}
      const shower = worker()
      return shower === undefined ? showByPage(title, body) : showByWorker(shower, title, body)
    },
  }
}

function showByWorker(worker: ServiceWorkerRegistration, title: string, body: string): Unsubscribe {
  const shown = worker.showNotification(title, { ...OPTIONS, body }).catch(() => undefined)
  return () => {
    void shown.then(async () => {
      for (const one of await worker.getNotifications({ tag: TAG })) one.close()
    })
  }
}

function showByPage(title: string, body: string): Unsubscribe {
  try {
    const shown = new Notification(title, { ...OPTIONS, body })
    shown.addEventListener('click', () => {
      window.focus()
      shown.close()
    })
    return () => shown.close()
  } catch {
    // Some systems grant them and yet allow none from a page; the ring itself does not depend on it.
    return () => {}
  }
}
