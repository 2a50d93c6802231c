import { PICTURE_EVERY_MS, SOUND_EVERY_MS, type SyntheticPackets } from './syntheticPackets.ts'

/** Often enough that no packet is late by more than half of what it holds. */
const LOOK_EVERY_MS = 10
/** After the event loop was held up for longer than this, what is late is left out: nobody could hear it in its time. */
const LATEST_MS = 1_000
/** What fits into a datagram on every path, with the head and the encryption around it. */
const MOST_PAYLOAD_BYTES = 1_150
/** RFC 7741: a descriptor with a picture identifier of 15 bits. */
const VP8_DESCRIPTOR_BYTES = 4

const SOUND = { payloadType: 100, clockRate: 48_000, everyMs: SOUND_EVERY_MS }
const PICTURE = { payloadType: 101, clockRate: 90_000, everyMs: PICTURE_EVERY_MS }

export interface SyntheticSenderOptions {
  readonly packets: SyntheticPackets
  readonly pitchHz: number
  /** The server's clock: the bursts begin where all participants expect them. */
  readonly nowMs: () => number
  readonly soundSsrc: number
  readonly pictureSsrc: number
  readonly sendSound: (rtp: Buffer) => void
  readonly sendPicture: (rtp: Buffer) => void
}

/** How much has been sent. */
export interface SentCount {
  /** Packets of sound. */
  sound: number
  pictures: number
}

/** Makes RTP of the synthetic packets, each in its time by the server's clock. */
export class SyntheticSender {
  readonly sent: SentCount = { sound: 0, pictures: 0 }
  #picturePackets = 0
  readonly #options: SyntheticSenderOptions
  readonly #timer: NodeJS.Timeout
  #nextSoundMs: number
  #nextPictureMs: number

  constructor(options: SyntheticSenderOptions) {
    this.#options = options
    const nowMs = options.nowMs()
    this.#nextSoundMs = nextMultiple(nowMs, SOUND.everyMs)
    this.#nextPictureMs = nextMultiple(nowMs, PICTURE.everyMs)
    this.#timer = setInterval(() => this.#sendDue(), LOOK_EVERY_MS)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #sendDue(): void {
    const nowMs = this.#options.nowMs()
    this.#nextSoundMs = Math.max(this.#nextSoundMs, nextMultiple(nowMs - LATEST_MS, SOUND.everyMs))
    this.#nextPictureMs = Math.max(this.#nextPictureMs, nextMultiple(nowMs - LATEST_MS, PICTURE.everyMs))
    for (; this.#nextSoundMs <= nowMs; this.#nextSoundMs += SOUND.everyMs) this.#sound(this.#nextSoundMs)
    for (; this.#nextPictureMs <= nowMs; this.#nextPictureMs += PICTURE.everyMs) this.#picture(this.#nextPictureMs)
  }

  #sound(atMs: number): void {
    const { packets, pitchHz, soundSsrc, sendSound } = this.#options
    const payload = packets.soundAt(pitchHz, atMs)
    const head = { ...SOUND, ssrc: soundSsrc, number: this.sent.sound, atMs, marker: false }
    sendSound(rtp(head, payload))
    this.sent.sound += 1
  }

  #picture(atMs: number): void {
    const { packets, pictureSsrc, sendPicture } = this.#options
    const frame = packets.pictureAt(atMs)
    const most = MOST_PAYLOAD_BYTES - VP8_DESCRIPTOR_BYTES
    for (let from = 0; from < frame.length; from += most) {
      const marker = from + most >= frame.length
      const head = { ...PICTURE, ssrc: pictureSsrc, number: this.#picturePackets, atMs, marker }
      const descriptor = vp8Descriptor(from === 0, Math.floor(atMs / PICTURE.everyMs))
      sendPicture(rtp(head, Buffer.concat([descriptor, frame.subarray(from, from + most)])))
      this.#picturePackets += 1
    }
    this.sent.pictures += 1
  }
}

const nextMultiple = (atMs: number, everyMs: number): number => Math.ceil(atMs / everyMs) * everyMs

interface RtpHead {
  readonly payloadType: number
  readonly clockRate: number
  readonly ssrc: number
  readonly number: number
  readonly atMs: number
  readonly marker: boolean
}

/** RFC 3550, 5.1. */
function rtp({ payloadType, clockRate, ssrc, number, atMs, marker }: RtpHead, payload: Uint8Array): Buffer {
  const head = Buffer.alloc(12)
  head.writeUInt8(0x80, 0)
  head.writeUInt8((marker ? 0x80 : 0) | payloadType, 1)
  head.writeUInt16BE(number & 0xffff, 2)
  // 2^32 divides what is cut off: times that follow each other stay as far apart as they are.
  head.writeUInt32BE(Math.floor((atMs * clockRate) / 1_000) % 2 ** 32, 4)
  head.writeUInt32BE(ssrc, 8)
  return Buffer.concat([head, payload])
}

const vp8Descriptor = (first: boolean, picture: number): Buffer =>
  Buffer.from([first ? 0x90 : 0x80, 0x80, 0x80 | ((picture >> 8) & 0x7f), picture & 0xff])

/** What mediasoup is told of the two tracks. */
export const soundParameters = (ssrc: number) => ({
  codecs: [
    {
      mimeType: 'audio/opus',
      payloadType: SOUND.payloadType,
      clockRate: SOUND.clockRate,
      channels: 2,
      parameters: { useinbandfec: 1 },
    },
  ],
  encodings: [{ ssrc }],
  rtcp: { cname: 'synthetic' },
})

export const pictureParameters = (ssrc: number) => ({
  codecs: [{ mimeType: 'video/VP8', payloadType: PICTURE.payloadType, clockRate: PICTURE.clockRate, parameters: {} }],
  encodings: [{ ssrc }],
  rtcp: { cname: 'synthetic' },
})
