import { z } from 'zod'

/**
 * So much of what one console sends is read in a second: far more than any does, and little enough that to parse the
 * largest messages of all consoles of one person is no matter.
 */
const BYTES_PER_SECOND = 512 * 1024
/**
 * What a message costs however short it is: it is parsed, counted and answered. Without that, eighty thousand a second of six
 * characters each would be at the pace.
 */
const BYTES_OF_ANY = 512
/** So far ahead of that pace it may be: all that a console says when it comes back, and more than anybody writes. */
const AHEAD_MS = 1_000

interface Pausable {
  pause(): void
  resume(): void
  terminate(): void
  on(event: 'ping' | 'pong', listener: () => void): unknown
}

const isPausable = (value: unknown): value is Pausable =>
  typeof value === 'object' && value !== null && ['pause', 'resume', 'terminate', 'on'].every((name) => name in value)

/** engine.io keeps the WebSocket with the request that it came of, and does not say so in its types. */
const ofWebSocketSchema = z.object({ websocket: z.custom<Pausable>(isPausable) })

/** What is asked of a socket: engine.io tells of each message before it is parsed. */
interface Sender {
  readonly conn: {
    readonly request: unknown
    on(event: 'packet', listener: (packet: { readonly data?: string | { readonly length: number } }) => void): unknown
    once(event: 'close', listener: () => void): unknown
  }
}

/**
 * Reads a console that sends too much no faster than at this pace: what it is asked to wait with waits in the network and at
 * its end, and the others are answered meanwhile. To refuse what it says would not help, for it has been parsed by then. It begins
 * with the connection: who is not signed in yet is read no faster.
 */
export function readAtPace({ conn }: Sender, nowMs: () => number = () => performance.now()): void {
  const { websocket } = ofWebSocketSchema.parse(conn.request)
  let readUpToMs = nowMs()
  let again: NodeJS.Timeout | undefined
  // No browser sends a ping of the WebSocket itself, and each is answered below all that is counted here: whoever sends them and
  // does not read has the answers pile up in the server's memory.
  websocket.on('ping', () => websocket.terminate())
  const read = (length: number): void => {
    const now = nowMs()
    readUpToMs = Math.max(readUpToMs, now) + ((length + BYTES_OF_ANY) / BYTES_PER_SECOND) * 1000
    const waitMs = readUpToMs - now - AHEAD_MS
    if (waitMs <= 0 || again !== undefined) return
    websocket.pause()
    again = setTimeout(() => {
      again = undefined
      websocket.resume()
    }, waitMs)
  }
  websocket.on('pong', () => read(0))
  conn.on('packet', ({ data }) => read(data?.length ?? 0))
  conn.once('close', () => {
    if (again === undefined) return
    clearTimeout(again)
    // It would never read that its other end closes as well, and stay for half a minute.
    websocket.terminate()
  })
}
