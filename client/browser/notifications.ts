import type { NotificationPort } from '../models/deskPorts.ts'
import type { Unsubscribe } from '../models/ports.ts'

/** Two consoles in one browser show the same ring once: what is called the same is one notice. */
const optionsOf = (title: string, body: string) => ({
  ...{ requireInteraction: true, icon: './icon.svg', body },
  tag: `ringdown ${title}`,
})

/**
 * What the system shows when the console is behind other windows: by the service worker where there is one, whose
 * notice can be pressed also when the page has been closed, and by the page itself otherwise.
 */
export function createNotifications(worker: () => ServiceWorkerRegistration | undefined): NotificationPort {
  /** How often each notice was shown. */
  const shownTimes = new Map<string, number>()
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
      if (shower === undefined) return showByPage(title, body)
      const times = (shownTimes.get(title) ?? 0) + 1
      shownTimes.set(title, times)
      return showByWorker(shower, title, body, () => shownTimes.get(title) === times)
    },
  }
}

/** @param isLast it was not shown again since: that one is not to be taken away with the one before. */
function showByWorker(
  worker: ServiceWorkerRegistration,
  title: string,
  body: string,
  isLast: () => boolean,
): Unsubscribe {
  const options = optionsOf(title, body)
  const shown = worker.showNotification(title, options).catch(() => undefined)
  return () => {
    void shown.then(async () => {
      const found = await worker.getNotifications({ tag: options.tag })
      if (isLast()) for (const one of found) one.close()
    })
  }
}

function showByPage(title: string, body: string): Unsubscribe {
  try {
    const shown = new Notification(title, optionsOf(title, body))
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
