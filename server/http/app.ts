import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseCookie, stringifySetCookie } from 'cookie'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import { z } from 'zod'
import { Bucket, type Rate } from '../calls/bucket.ts'
import { ROUTE_NAMES, type RouteName } from '../calls/routeAuthority.ts'
import { refusal, RefusedError } from '../protocol/refusal.ts'
import { AskedBy } from './askedBy.ts'
import { Authentication, refuseOtherSites } from './authentication.ts'
import { ClientFiles } from './clientFiles.ts'
import { failureOf, PROBLEM_TYPE } from './problem.ts'
import type { HttpPorts } from './ports.ts'
import { createRoutes } from './routes.ts'
import type { AnyRoute, Asked, Reply } from './route.ts'
import type { SystemOptions } from './routes/system.ts'
import { securityHeaders } from './securityHeaders.ts'

/** Most requests are no larger than a change of password; a route that takes more says so itself. */
const BODY_LIMIT_BYTES = 4_096

/** Refusals that are logged: whoever floods the server must not flood its log. */
const TOLD: Rate = { burst: 100, perSecond: 2 }

export interface HttpOptions extends SystemOptions {
  /** Where the client was built to. */
  readonly clientFolder: string
}

/** The HTTP edge: every route of the table, then the client's files. It is a request listener; who listens owns it. */
export function createHttpApp(ports: HttpPorts, options: HttpOptions): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  app.set('query parser', 'simple')
  app.use((request: Request, response: Response, next: NextFunction) => {
    response.set(securityHeaders(request.get('host')))
    next()
  })
  const authentication = new Authentication(ports.sessions, ports.directory)
  const askedBy = new AskedBy(() => performance.now())
  const told = new Bucket(TOLD, performance.now())
  const routes = createRoutes(ports, options)
  for (const name of ROUTE_NAMES) mount(app, name, routes[name], authentication, askedBy)
  const clientFiles = new ClientFiles(options.clientFolder)
  app.use((request: Request, response: Response) => {
    if (request.method === 'GET' || request.method === 'HEAD') return clientFiles.handle(request, response)
    throw new RefusedError(refusal('unknown', 'There is nothing at this address that could be changed like this.'))
  })
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    answerFailure(ports, told, error, request, response)
  })
  return app
}

function mount(app: Express, name: RouteName, route: AnyRoute, authentication: Authentication, askedBy: AskedBy): void {
  const readJson = express.json({ limit: route.bodyLimitBytes ?? BODY_LIMIT_BYTES, strict: true })
  const [method, path] = splitName(name)
  const answer = async (request: Request, response: Response): Promise<void> => {
    const asked = askedOf(request)
    refuseOtherSites(asked)
    const caller = authentication.admit(name, asked, route.otherKey, request.params['callId']?.toString())
    const params = route.params.parse({ ...request.params })
    const query = route.query.parse({ ...request.query })
    const handled = async () => {
      // Not before it is known that this person may ask: reading what they send is work, too.
      const body = route.body?.parse(await bodyOf(request, response, readJson))
      return await route.handle({ params, query, body, asked }, caller)
    }
    const reply = caller === undefined ? await handled() : await askedBy.of(caller.person.person, name, handled)
    await send(reply, route, request, response)
  }
  const handle = (request: Request, response: Response): Promise<void> => answer(request, response)
  if (method === 'GET') app.get(path, handle)
  else if (method === 'POST') app.post(path, handle)
  else app.delete(path, handle)
}

function splitName(name: RouteName): ['GET' | 'POST' | 'DELETE', string] {
  const [method, path] = name.split(' ')
  return [z.enum(['GET', 'POST', 'DELETE']).parse(method), path ?? '']
}

function askedOf(request: Request): Asked {
  const cookies = parseCookie(request.get('cookie') ?? '')
  return {
    method: z.enum(['GET', 'HEAD', 'POST', 'DELETE']).parse(request.method),
    address: request.socket.remoteAddress ?? '',
    header: (name) => request.get(name),
    headerNames: Object.keys(request.headers),
    cookie: (name) => cookies[name],
  }
}

/** Read only when everything else about the request is right, so that strangers cannot make the server parse. */
async function bodyOf(request: Request, response: Response, readJson: express.RequestHandler): Promise<unknown> {
  if (request.is('application/json') === false) {
    throw new RefusedError(refusal('malformed', 'Send JSON, with the content type application/json.'))
  }
  await new Promise<void>((resolve, reject) => {
    readJson(request, response, (error: unknown) => (error === undefined ? resolve() : reject(asError(error))))
  })
  const body: unknown = request.body
  return body
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))

async function send(reply: Reply, route: AnyRoute, request: Request, response: Response): Promise<void> {
  const { content, headers = {}, cookies = [], status = 200 } = reply
  response.status(status).set({ 'cache-control': 'no-store', ...headers })
  for (const cookie of cookies) response.append('set-cookie', stringifySetCookie(cookie))
  switch (content.kind) {
    case 'nothing':
      response.end()
      return
    case 'json': {
      // What is not in the schema stays here.
      const value = typeof route.answer === 'string' ? content.value : route.answer.parse(content.value)
      response.type('application/json').send(JSON.stringify(value))
      return
    }
    case 'text':
      response.set('content-type', content.mimeType).send(content.text)
      return
    case 'bytes':
      response.set('content-type', content.mimeType)
      if (request.method === 'HEAD') return void response.end()
      await pipeline(Readable.from(content.stream(), { objectMode: false }), response)
  }
}

function answerFailure({ log }: HttpPorts, told: Bucket, error: unknown, request: Request, response: Response): void {
  const bindings = { method: request.method, path: request.path, err: error }
  if (response.headersSent) {
    // A browser that stops a video closes the connection: nothing is wrong then.
    const left = error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
    if (!left) log.error(bindings, 'An answer broke off.')
    response.destroy()
    return
  }
  const { problem, headers, unexpected } = failureOf(error)
  if (unexpected) log.error(bindings, 'A request could not be answered.')
  else if (told.take(performance.now()))
    log.info({ method: request.method, path: request.path, code: problem.code }, 'A request was refused.')
  response.status(problem.status).set(headers).set('cache-control', 'no-store')
  response.type(PROBLEM_TYPE).send(JSON.stringify(problem))
}
