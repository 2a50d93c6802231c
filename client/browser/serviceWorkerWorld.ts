/** The part of a service worker's world that ours uses; the DOM's types are those of pages. */
interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void
}
export interface Asked extends Extendable {
  readonly request: Request
  readonly preloadResponse: Promise<Response | undefined>
  respondWith(answer: Promise<Response>): void
}
interface Clicked extends Extendable {
  readonly notification: Notification
}
interface PageClient {
  readonly url: string
  readonly visibilityState: DocumentVisibilityState
  focus(): Promise<unknown>
}
export interface ServiceWorkerWorld {
  readonly registration: ServiceWorkerRegistration
  readonly navigator: { readonly languages: readonly string[] }
  readonly clients: {
    claim(): Promise<void>
    matchAll(which: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly PageClient[]>
    openWindow(address: string): Promise<unknown>
  }
  skipWaiting(): Promise<void>
  addEventListener(name: 'install' | 'activate', listener: (event: Extendable) => void): void
  addEventListener(name: 'fetch', listener: (event: Asked) => void): void
  addEventListener(name: 'notificationclick', listener: (event: Clicked) => void): void
}
