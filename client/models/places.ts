import { signal, type ReadonlySignal } from '@preact/signals'
import type { PlacePort } from './deskPorts.ts'

export type Place =
  | { readonly at: 'console' }
  | { readonly at: 'records' }
  | { readonly at: 'record'; readonly callId: string }
  /** Of a day, as 2026-11-24; of today when none is named. */
  | { readonly at: 'exceptions'; readonly day?: string }
  /** Of a line, and opened at a day of it as 2026-11-24; the first line, or the newest day, when none is named. */
  | { readonly at: 'tests'; readonly line?: string; readonly day?: string }
  | { readonly at: 'administration' }
  | { readonly at: 'settings' }

const DAY = /^\d{4}-\d{2}-\d{2}$/
const LINE = /^[a-z][a-z0-9-]{0,47}$/
const CALL_ID = /^[0-9a-f-]{36}$/

/** Which screen an address names; one that names nothing is the console. */
export function placeOf(address: string): Place {
  const [first, second, third] = address.replace(/^\/+/, '').split('/')
  if (first === 'records' && second === 'exceptions') {
    return { at: 'exceptions', ...(third !== undefined && DAY.test(third) && { day: third }) }
  }
  if (first === 'records' && second !== undefined && CALL_ID.test(second)) return { at: 'record', callId: second }
  if (first === 'tests') {
    if (second === undefined || !LINE.test(second)) return { at: 'tests' }
    return { at: 'tests', line: second, ...(third !== undefined && DAY.test(third) && { day: third }) }
  }
  if (first === 'records' || first === 'administration' || first === 'settings') return { at: first }
  return { at: 'console' }
}

export function addressOf(place: Place): string {
  if (place.at === 'console') return '/'
  if (place.at === 'record') return `/records/${place.callId}`
  if (place.at === 'exceptions') return `/records/exceptions${place.day === undefined ? '' : `/${place.day}`}`
  if (place.at === 'tests') return ['/tests', place.line, place.line && place.day].filter(Boolean).join('/')
  return `/${place.at}`
}

export interface Places {
  readonly place: ReadonlySignal<Place>
  readonly go: (place: Place) => void
  readonly close: () => void
}

export function createPlaces(port: PlacePort): Places {
  const place = signal(placeOf(port.current()))
  const stop = port.onChange((address) => (place.value = placeOf(address)))
  return { place, go: (next) => port.go(addressOf(next)), close: stop }
}
