import { z } from 'zod'

/**
 * So much of what one console sends is read in a second: far more than any does, and little enough that to parse the
 * largest messages of all consoles of one person is no matter.
 */
const BYTES_PER_SECOND = 512 * 1024
/** So far ahead of that pace it may be: all that a console says when it comes back, and more than anybody writes. */
const AHEAD_MS = 1_000

interface Pausable {
  pause(): void
  resume(): void
}

const isPausable = (value: unknown): value is Pausable =>
  typeof value === 'object' && value !== null && 'pause' in value && 'resume' in value

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
 * its end, and the others are answered meanwhile. To refuse what it says would not help, for it has been parsed by then.
 */
export function readAtPace({ conn }: Sender, nowMs: () => number = () => performance.now()): void {
  const { websocket } = ofWebSocketSchema.parse(conn.request)
  let readUpToMs = nowMs()
  let again: NodeJS.Timeout | undefined
  conn.on('packet', ({ data }) => {
    const now = nowMs()
    readUpToMs = Math.max(readUpToMs, now) + ((data?.length ?? 0) / BYTES_PER_SECOND) * 1000
    const waitMs = readUpToMs - now - AHEAD_MS
    if (waitMs <= 0 || again !== undefined) return
    websocket.pause()
    again = setTimeout(() => {
      again = undefined
      websocket.resume()
    }, waitMs)
  })
  conn.once('close', () => clearTimeout(again))
}
