import type { TrackDescription } from '../trackFile.ts'

export interface ReadableCodec {
  readonly name: 'opus' | 'vp8'
  readonly clockRate: number
  readonly mimeType: 'audio/webm; codecs=opus' | 'video/webm; codecs=vp8'
  readonly channels: number
}

/** The record holds a codec that is kept as received but that this reader cannot turn into WebM. */
export class UnreadableCodecError extends Error {
  readonly code = 'unreadable_codec'
  readonly mimeType: string

  constructor(mimeType: string) {
    super(`A track of ${mimeType} is kept in the record but cannot be read as WebM: only audio/opus and video/VP8 can.`)
    this.name = 'UnreadableCodecError'
    this.mimeType = mimeType
  }
}

/** Opus (RFC 7587, always 48 kHz on the wire) and VP8 (RFC 7741, always 90 kHz); throws `UnreadableCodecError` for all else. */
export function readableCodec(codec: TrackDescription['codec']): ReadableCodec {
  switch (codec.mimeType.toLowerCase()) {
    case 'audio/opus':
      return { name: 'opus', clockRate: 48_000, mimeType: 'audio/webm; codecs=opus', channels: codec.channels ?? 2 }
    case 'video/vp8':
      return { name: 'vp8', clockRate: 90_000, mimeType: 'video/webm; codecs=vp8', channels: 0 }
    default:
      throw new UnreadableCodecError(codec.mimeType)
  }
}
