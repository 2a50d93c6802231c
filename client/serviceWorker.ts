import { offlineSentences } from './languages/offline.ts'
import type { Asked, ServiceWorkerWorld } from './browser/serviceWorkerWorld.ts'

/**
 * What makes the softphone an app of the system: it shows notices that outlive a hidden page, and says in plain words
 * when there is no connection to the server. It keeps nothing: every page and file comes from the server, so that nobody
 * ever sits at a console of yesterday.
 */

declare const self: ServiceWorkerWorld

/**
 * It needs nothing from the network to be shown, and tries again by itself: without the place in the address, because going
 * to the same address with a place in it would load nothing.
 */
function offlinePage(): string {
  const { language, title, heading, says } = offlineSentences(self.navigator.languages)
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark light">
<meta http-equiv="refresh" content="3; url=./">
<title>${title}</title>
<style>
body { display: grid; place-content: center; min-height: 90vh; margin: 0 auto; max-width: 34rem; padding: 1.5rem;
  font: 1.0625rem/1.5 system-ui, sans-serif; background: light-dark(#e8ecef, #0e1216); color: light-dark(#10161c, #eef2f6) }
h1 { font-size: 1.375rem; margin: 0 0 .5rem }
p { margin: 0 0 .5rem; color: light-dark(#38434e, #b8c3ce) }
</style>
<h1>${heading}</h1>
${says.map((sentence) => `<p>${sentence}</p>`).join('\n')}
</html>`
}
const OFFLINE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'cache-control': 'no-store',
}

async function pageFromServer(event: Asked): Promise<Response> {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request))
  } catch {
    return new Response(offlinePage(), { status: 503, headers: OFFLINE_HEADERS })
  }
}

/** The console that is open is the one that rings; where none is any more, one is opened. */
async function showConsole(): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const page = pages.find(({ visibilityState }) => visibilityState === 'visible') ?? pages[0]
  if (page === undefined) await self.clients.openWindow('./')
  else await page.focus()
}

// There is nothing that an older one would still be needed for.
self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()))

self.addEventListener('activate', (event) => {
  // The page is asked for while this worker starts, and not after.
  event.waitUntil(Promise.all([self.clients.claim(), self.registration.navigationPreload.enable()]))
})

self.addEventListener('fetch', (event) => {
  const { mode, method, url } = event.request
  // A download of a record is a navigation as well; it is the server's to answer or not.
  if (mode !== 'navigate' || method !== 'GET' || new URL(url).pathname.startsWith('/api/')) return
  event.respondWith(pageFromServer(event))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(showConsole())
})
