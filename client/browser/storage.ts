import type { StoragePort } from '../models/deskPorts.ts'

/** `localStorage`, which may be switched off or full: then nothing is kept, and it says so. */
export const browserStorage: StoragePort = {
  read(name) {
    try {
      return JSON.parse(localStorage.getItem(name) ?? 'null') as unknown
    } catch {
      return undefined
    }
  },
  write(name, value) {
    try {
      localStorage.setItem(name, JSON.stringify(value))
      return true
    } catch {
      return false
    }
  },
  forget(name) {
    try {
      localStorage.removeItem(name)
    } catch {
      // Nothing was kept.
    }
  },
  names() {
    try {
      return Object.keys(localStorage)
    } catch {
      return []
    }
  },
}
