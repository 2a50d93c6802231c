import { AFTER_LOSS, KEY, NO_LEVEL, type FrameRow } from './frameTable.ts'
import { opusDurationMs } from './opusPacket.ts'
import { parseVp8Payload, type Vp8Payload } from './vp8Payload.ts'

/** One packet of one stream, in order. */
export interface OrderedPacket {
  readonly ticks: number
  readonly arrivalMs: number
  readonly marker: boolean
  /** Which packet of the track this is. */
  readonly ordinal: number
  readonly payload: Uint8Array
  readonly audioLevel: number | undefined
}

export interface FrameAssembly {
  packet(packet: OrderedPacket): void
  /** Packets are missing here. */
  missing(): void
  end(): void
}

type OnFrame = (frame: Omit<FrameRow, 'stream'>) => void

/** Opus: one packet is one frame, and each can be decoded by itself (RFC 7587 section 4.2). */
export class OpusAssembly implements FrameAssembly {
  readonly #onFrame: OnFrame
  #afterLoss = false

  constructor(onFrame: OnFrame) {
    this.#onFrame = onFrame
  }

  packet(packet: OrderedPacket): void {
    const durationMs = opusDurationMs(packet.payload)
    if (durationMs === 0) return
    this.#onFrame({
      ticks: packet.ticks,
      arrivalMs: packet.arrivalMs,
      flags: KEY | (this.#afterLoss ? AFTER_LOSS : 0),
      bytes: packet.payload.length,
      level: packet.audioLevel ?? NO_LEVEL,
      durationMs,
      width: 0,
      height: 0,
      parts: [packet.ordinal],
    })
    this.#afterLoss = false
  }

  missing(): void {
    this.#afterLoss = true
  }

  end(): void {}
}

interface Picture {
  readonly ticks: number
  readonly head: Vp8Payload
  arrivalMs: number
  bytes: number
  readonly parts: number[]
}

/**
 * VP8: a frame is the packets of one timestamp, from the one that starts it to the one with the marker bit (RFC 7741
 * sections 4.1 and 4.2). A frame that lacks a packet is left out, and the next one is marked `AFTER_LOSS`; so is one
 * whose picture identifier does not follow the one before it, since a frame between them never reached the recorder.
 */
export class Vp8Assembly implements FrameAssembly {
  readonly #onFrame: OnFrame
  #picture: Picture | undefined
  #afterLoss = false
  #lastPicture: { readonly id: number; readonly bits: 7 | 15 } | undefined

  constructor(onFrame: OnFrame) {
    this.#onFrame = onFrame
  }

  packet(packet: OrderedPacket): void {
    const vp8 = parseVp8Payload(packet.payload)
    // A packet without picture only fills up the sender's bandwidth (padding).
    if (vp8 === undefined) return
    if (this.#picture !== undefined && this.#picture.ticks !== packet.ticks) {
      // Nothing is missing and the next frame begins: its sender only forgot the marker bit.
      if (vp8.startsFrame) this.#whole(this.#picture)
      else this.#damaged()
    }
    if (this.#picture === undefined) {
      if (!vp8.startsFrame) {
        this.#afterLoss = true
        return
      }
      this.#picture = { ticks: packet.ticks, head: vp8, arrivalMs: packet.arrivalMs, bytes: 0, parts: [] }
    }
    this.#picture.arrivalMs = Math.min(this.#picture.arrivalMs, packet.arrivalMs)
    this.#picture.bytes += packet.payload.length - vp8.dataOffset
    this.#picture.parts.push(packet.ordinal)
    if (packet.marker) this.#whole(this.#picture)
  }

  missing(): void {
    this.#damaged()
  }

  end(): void {
    this.#picture = undefined
  }

  #damaged(): void {
    this.#picture = undefined
    this.#afterLoss = true
  }

  #whole(picture: Picture): void {
    const { pictureId, pictureIdBits, keyFrame } = picture.head
    const last = this.#lastPicture
    if (pictureId === undefined || pictureIdBits === undefined) this.#lastPicture = undefined
    else {
      const follows = last?.bits !== pictureIdBits || pictureId === (last.id + 1) % 2 ** pictureIdBits
      if (!follows) this.#afterLoss = true
      this.#lastPicture = { id: pictureId, bits: pictureIdBits }
    }
    this.#onFrame({
      ticks: picture.ticks,
      arrivalMs: picture.arrivalMs,
      flags: (keyFrame === undefined ? 0 : KEY) | (this.#afterLoss ? AFTER_LOSS : 0),
      bytes: picture.bytes,
      level: NO_LEVEL,
      durationMs: 0,
      width: keyFrame?.width ?? 0,
      height: keyFrame?.height ?? 0,
      parts: picture.parts,
    })
    this.#afterLoss = false
    this.#picture = undefined
  }
}
