import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { BrowserContext } from 'playwright-core'

/** What a path does to every packet, in each direction. */
export interface Weather {
  readonly lossPercent: number
  readonly delayMs: number
  /** Up to so much comes to the delay of each packet. */
  readonly jitterMs: number
  /** So much goes through in each direction, of all connections together; absent: everything. */
  readonly kbps?: number
}

/** What waits longer than this in front of a narrow path is dropped, as the queues of real ones do. */
const LONGEST_QUEUE_MS = 400
/** UDP over IPv4. */
const HEADER_BYTES = 28

/** One direction of a path: how long it is busy with what has been given to it, and what it has carried. */
class Way {
  bytes = 0
  packets = 0
  dropped = 0
  #freeAtMs = 0

  /** @returns when a packet is through, or undefined when there was no room for it. */
  take(packetBytes: number, nowMs: number, kbps: number | undefined): number | undefined {
    const bytes = packetBytes + HEADER_BYTES
    if (kbps !== undefined) {
      const freeAtMs = Math.max(nowMs, this.#freeAtMs)
      if (freeAtMs - nowMs > LONGEST_QUEUE_MS) {
        this.dropped += 1
        return undefined
      }
      this.#freeAtMs = freeAtMs + (bytes * 8) / kbps
    }
    this.bytes += bytes
    this.packets += 1
    return kbps === undefined ? nowMs : this.#freeAtMs
  }
}

declare global {
  interface Window {
    lossyPathTo(port: number): Promise<number>
  }
}

export const FAIR_WEATHER: Weather = { lossPercent: 0, delayMs: 0, jitterMs: 0 }

/**
 * A network between browsers and the media ports, in user space: each packet is lost, or comes late, as the weather and a
 * seeded generator say. Packets stay in their order, as they do in the queues that make real ones late.
 */
export class LossyPath {
  /** To the server, and from it. */
  readonly up = new Way()
  readonly down = new Way()
  readonly #random: () => number
  readonly #doors = new Map<number, Promise<Socket>>()
  readonly #sockets = new Set<Socket>()
  readonly #timers = new Set<NodeJS.Timeout>()
  #weather = FAIR_WEATHER
  #closed = false

  constructor(seed: number) {
    this.#random = seededRandom(seed)
  }

  set weather(weather: Weather) {
    this.#weather = weather
  }

  /** Everything that pages of this context send to the server as media takes this path, and what comes back too. */
  async lead(context: BrowserContext): Promise<void> {
    await context.exposeFunction('lossyPathTo', async (port: number) => await this.#portTo(port))
    await context.addInitScript(() => {
      const candidate = /^a=candidate:\S+ \d+ (udp|tcp) \d+ \S+ (\d+) .*\r?\n?/gim
      window.RTCPeerConnection = class extends RTCPeerConnection {
        override async setRemoteDescription(given: RTCSessionDescriptionInit): Promise<void> {
          let sdp = given.sdp ?? ''
          for (const [line, protocol, port] of [...sdp.matchAll(candidate)]) {
            const led =
              protocol === 'udp' ? line.replace(` ${port} `, ` ${await window.lossyPathTo(Number(port))} `) : ''
            sdp = sdp.replace(line, led)
          }
          await super.setRemoteDescription({ type: given.type, sdp })
        }
      }
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const timer of this.#timers) clearTimeout(timer)
    await Promise.all(this.#doors.values())
    for (const socket of this.#sockets) socket.close()
  }

  async #portTo(port: number): Promise<number> {
    const known = this.#doors.get(port)
    const door = known ?? this.#openDoor(port)
    this.#doors.set(port, door)
    return (await door).address().port
  }

  async #openDoor(port: number): Promise<Socket> {
    const door = await this.#bind()
    const ways = new Map<string, { readonly out: Promise<Socket>; readonly up: Queue; readonly down: Queue }>()
    door.on('message', (packet, { address, port: from }) => {
      const key = `${address} ${from}`
      let way = ways.get(key)
      if (way === undefined) {
        const down = this.#queue(this.down, (back) => door.send(back, from, address))
        const out = this.#bind()
        void out.then((socket) => socket.on('message', down))
        way = {
          out,
          down,
          up: this.#queue(this.up, (there) => void out.then((socket) => socket.send(there, port, '127.0.0.1'))),
        }
        ways.set(key, way)
      }
      way.up(packet)
    })
    return door
  }

  async #bind(): Promise<Socket> {
    const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 20, sendBufferSize: 1 << 20 })
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
    this.#sockets.add(socket)
    return socket
  }

  #queue(way: Way, deliver: (packet: Buffer) => void): Queue {
    let lastDueMs = 0
    return (packet) => {
      const { lossPercent, delayMs, jitterMs, kbps } = this.#weather
      if (this.#closed || this.#random() * 100 < lossPercent) return
      const nowMs = performance.now()
      const throughMs = way.take(packet.length, nowMs, kbps)
      if (throughMs === undefined) return
      lastDueMs = Math.max(lastDueMs, throughMs + delayMs + this.#random() * jitterMs)
      if (lastDueMs - nowMs < 1) {
        deliver(packet)
        return
      }
      const timer = setTimeout(() => {
        this.#timers.delete(timer)
        if (!this.#closed) deliver(packet)
      }, lastDueMs - nowMs)
      this.#timers.add(timer)
    }
  }
}

type Queue = (packet: Buffer) => void

/** Mulberry32: the same numbers, from 0 to 1, for the same seed. */
function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
