import { deserialize, serialize } from 'node:v8'
import { z } from 'zod'
import { trackMarkSchema } from '../trackFile.ts'
import type { TrackScan } from './trackScan.ts'

/**
 * Where reading keeps what it found out about a track, so that the next one who opens it need not wait for a pass over
 * all of it. What is in it is no media, but sizes, levels and times of every packet, which tell a good deal of what was
 * said: keep it in memory or sealed, never in clear on a disk. It may forget anything at any time.
 */
export interface ReadingCache {
  get(key: string): Promise<Uint8Array | undefined>
  put(key: string, value: Uint8Array): Promise<void>
}

/** Keeps the newest entries in memory, up to so many bytes in all. An hour of audio is 8 MB, of video some 20 MB. */
export class MemoryReadingCache implements ReadingCache {
  readonly #mostBytes: number
  readonly #entries = new Map<string, Uint8Array>()
  #bytes = 0

  constructor(mostBytes = 256 * 1024 * 1024) {
    this.#mostBytes = mostBytes
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    const value = this.#entries.get(key)
    if (value !== undefined) {
      this.#entries.delete(key)
      this.#entries.set(key, value)
    }
    return value
  }

  async put(key: string, value: Uint8Array): Promise<void> {
    this.#bytes += value.length - (this.#entries.get(key)?.length ?? 0)
    this.#entries.delete(key)
    this.#entries.set(key, value)
    for (const [oldest, bytes] of this.#entries) {
      if (this.#bytes <= this.#mostBytes) break
      this.#entries.delete(oldest)
      this.#bytes -= bytes.length
    }
  }
}

/** Raise it with every change to what a scan holds or how it is made. */
export const SCAN_VERSION = 2

const scanSchema = z.object({
  version: z.literal(SCAN_VERSION),
  streams: z.array(z.object({ ssrc: z.number(), generation: z.number() })),
  frames: z.object({
    stream: z.instanceof(Uint16Array),
    ticks: z.instanceof(Float64Array),
    arrivalMs: z.instanceof(Float64Array),
    flags: z.instanceof(Uint8Array),
    bytes: z.instanceof(Uint32Array),
    level: z.instanceof(Uint8Array),
    durationMs: z.instanceof(Float32Array),
    width: z.instanceof(Uint16Array),
    height: z.instanceof(Uint16Array),
    partsFrom: z.instanceof(Uint32Array),
    parts: z.instanceof(Uint32Array),
  }),
  losses: z.array(z.object({ frame: z.number(), packets: z.number() })),
  reports: z.array(z.object({ arrivalMs: z.number(), ssrc: z.number(), ntpMs: z.number(), rtpTimestamp: z.number() })),
  marks: z.array(trackMarkSchema),
})

export function encodeScan(scan: TrackScan): Uint8Array {
  return serialize({ version: SCAN_VERSION, ...scan })
}

/** Gives `undefined` for what is no scan of this version: it is then made again. */
export function decodeScan(bytes: Uint8Array): TrackScan | undefined {
  try {
    const parsed = scanSchema.safeParse(deserialize(bytes))
    if (!parsed.success) return undefined
    const { version: _version, ...scan } = parsed.data
    return scan
  } catch {
    return undefined
  }
}
