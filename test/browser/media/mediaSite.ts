import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { Server } from 'socket.io'
import { build } from 'vite'
import type { ConsolePerson } from '../../../server/protocol/actor.ts'
import { mediaRequestSchemas } from '../../../server/protocol/media.ts'
import { RefusedError } from '../../../server/protocol/refusal.ts'
import { setStage, somebody, type Stage } from '../../media/stage.ts'

/** A server that carries media and nothing else: no session, no log. The state of the call is set by the test. */
export interface MediaSite {
  readonly address: string
  readonly stage: Stage
  /** The console of a name, as soon as its page has connected. */
  readonly people: Map<string, ConsolePerson>
  /** Cuts the sockets of one console, as a lost network would. */
  cut(name: string): void
  close(): Promise<void>
}

export async function openMediaSite(): Promise<MediaSite> {
  const script = await bundlePage()
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? script : '<!doctype html><title>Media</title><body><script src="/page.js"></script>')
  })
  const sockets = new Server(server, { serveClient: false })
  const people = new Map<string, ConsolePerson>()
  const told = { to: (room: string) => sockets.to(room) }
  const stage = await setStage({
    notify: (to, name, notice) => void told.to(to).emit(name, notice),
  })
  sockets.on('connection', (socket) => {
    const name = String(socket.handshake.auth['name'])
    const who = people.get(name) ?? somebody(name)
    people.set(name, who)
    void socket.join(who.console)
    socket.on('disconnect', () => stage.media.consoleGone(who.console))
    socket.on('test:answer', ({ line }: { line: string }, acknowledge: (body: object) => void) => {
      const call = stage.calls.get(line)
      if (call === undefined) throw new Error('There is a call to answer.')
      const rung = call.rung.filter((console) => console !== who.console)
      stage.calls.set(line, { ...call, consoles: [...call.consoles, who.console], rung })
      stage.media.stateChanged(line)
      acknowledge({})
    })
    for (const [event, { request }] of Object.entries(mediaRequestSchemas)) {
      socket.on(event, (payload: unknown, acknowledge: (answer: object) => void) => {
        const handle = stage.media.handlers[event as keyof typeof mediaRequestSchemas] as (
          who: ConsolePerson,
          payload: unknown,
        ) => Promise<object>
        const parsed = request.safeParse(payload)
        if (!parsed.success) {
          acknowledge({ ok: false, refusal: { code: 'malformed', message: parsed.error.message } })
          return
        }
        handle(who, parsed.data).then(
          (body) => acknowledge({ ok: true, body }),
          (error: unknown) =>
            acknowledge({
              ok: false,
              refusal: error instanceof RefusedError ? error.refusal : { code: 'unavailable', message: String(error) },
            }),
        )
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('It listens on a port.')
  return {
    address: `http://127.0.0.1:${address.port}`,
    stage,
    people,
    cut: (name) => {
      const room = sockets.sockets.adapter.rooms.get(people.get(name)?.console ?? '') ?? []
      // Below socket.io: a console that is told to go does not come back, one that is cut off does.
      for (const id of [...room]) sockets.sockets.sockets.get(id)?.conn.close()
    },
    close: async () => {
      await sockets.close()
      await stage.media.close()
    },
  }
}

async function bundlePage(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      lib: { entry: fileURLToPath(new URL('page.ts', import.meta.url)), formats: ['iife'], name: 'page' },
    },
  })
  const output = Array.isArray(built) ? built.flatMap((one) => one.output) : 'output' in built ? built.output : []
  const [chunk] = output
  if (chunk === undefined || chunk.type !== 'chunk') throw new Error('The page was bundled.')
  return chunk.code
}
