import type { NotificationPort } from '../models/deskPorts.ts'

/** What the system shows when the console is behind other windows. */
export const browserNotifications: NotificationPort = {
  state() {
    if (!('Notification' in globalThis)) return 'none'
    return Notification.permission === 'default' ? 'undecided' : Notification.permission
  },
  async ask() {
    if (this.state() === 'undecided') await Notification.requestPermission().catch(() => undefined)
  },
  show(title, body) {
    if (this.state() !== 'granted') return () => {}
    try {
      const shown = new Notification(title, { body, requireInteraction: true, tag: 'ringdown' })
      shown.addEventListener('click', () => {
        window.focus()
        shown.close()
      })
      return () => shown.close()
    } catch {
      // Some systems grant them and yet allow none from a page; the ring itself does not depend on it.
      return () => {}
    }
  },
}
