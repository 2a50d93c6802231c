import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buildHarness, type HarnessFile } from './build.ts'

export interface ServedHarness {
  readonly origin: string
  close(): void
}

/** The page of the harness, for a browser of this machine, and what else is to lie beside it. */
export async function serveHarness(more: Readonly<Record<string, HarnessFile>> = {}): Promise<ServedHarness> {
  const files = new Map([...(await buildHarness()), ...Object.entries(more)])
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1) || 'index.html'
    const file = files.get(name)
    // Kept by the browser, which then has its programs compiled once.
    const headers = file && { 'content-type': file.mimeType, 'cache-control': 'max-age=3600' }
    response.writeHead(file ? 200 : 204, headers).end(file?.content)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => void server.close(),
  }
}
