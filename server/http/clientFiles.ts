import { createReadStream, readdirSync, statSync, type Stats } from 'node:fs'
import { extname, join, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import { namesTag } from './byteRange.ts'
import { PROBLEM_TYPE, problemOf } from './problem.ts'

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/** By preference: what the client's build has compressed beside each file. */
const ENCODINGS = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const

const PAGE = '/index.html'

interface ClientFile {
  readonly path: string
  readonly mimeType: string
  readonly stats: Stats
  readonly encoded: readonly { readonly name: string; readonly path: string; readonly stats: Stats }[]
}

/**
 * The client's files, listed once at the start: only what was there then is ever opened, so no address can lead out of
 * the folder. Whatever else a browser asks for as a page is the page, which finds its own way.
 */
export class ClientFiles {
  readonly #files = new Map<string, ClientFile>()

  /** @param folder where the client was built to; when there is nothing, the page says so. */
  constructor(folder: string) {
    const found = new Map(listFiles(folder).map((path) => [`/${path.split(sep).join('/')}`, join(folder, path)]))
    for (const [address, path] of found) {
      const mimeType = MIME_TYPES[extname(address)]
      if (mimeType === undefined) continue
      const encoded = ENCODINGS.flatMap(({ name, ending }) => {
        const beside = found.get(`${address}${ending}`)
        return beside === undefined ? [] : [{ name, path: beside, stats: statSync(beside) }]
      })
      this.#files.set(address, { path, mimeType, stats: statSync(path), encoded })
    }
  }

  /** Answers a GET or HEAD that no route has taken. */
  readonly handle = async (request: Request, response: Response): Promise<void> => {
    const address = request.path === '/' ? PAGE : request.path
    const isPage =
      request.accepts(['html', '*/*']) === 'html' && !address.startsWith('/api/') && extname(address) === ''
    const file = this.#files.get(address) ?? (isPage ? this.#files.get(PAGE) : undefined)
    if (file) return await send(file, address, request, response)
    const detail = isPage ? 'The client is not built. Run "npm run build".' : 'There is nothing at this address.'
    const problem = problemOf(isPage ? 'unavailable' : 'unknown', detail)
    response.status(problem.status).type(PROBLEM_TYPE).send(JSON.stringify(problem))
  }
}

async function send(file: ClientFile, address: string, request: Request, response: Response): Promise<void> {
  const chosen = file.encoded.find(({ name }) => request.acceptsEncodings(name) === name)
  const { path, stats } = chosen ?? file
  const etag = `"${stats.size.toString(36)}-${Math.round(stats.mtimeMs).toString(36)}${chosen ? `-${chosen.name}` : ''}"`
  // A hash in the name changes with the content, so such a file is never asked for again.
  const hashed = address.startsWith('/assets/')
  response.set({
    'content-type': file.mimeType,
    'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'accept-encoding',
    etag,
    ...(chosen ? { 'content-encoding': chosen.name } : {}),
  })
  if (namesTag(request.get('if-none-match'), etag)) return void response.status(304).end()
  response.set('content-length', String(stats.size))
  if (request.method === 'HEAD') return void response.end()
  await pipeline(createReadStream(path), response)
}

function listFiles(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  } catch {
    return []
  }
}
