/** Identifiers of the elements that are written (RFC 8794 EBML, RFC 9559 Matroska), as they stand in the file. */
export const ELEMENT = {
  EBML: 0x1a45dfa3,
  EBMLVersion: 0x4286,
  EBMLReadVersion: 0x42f7,
  EBMLMaxIDLength: 0x42f2,
  EBMLMaxSizeLength: 0x42f3,
  DocType: 0x4282,
  DocTypeVersion: 0x4287,
  DocTypeReadVersion: 0x4285,
  Segment: 0x18538067,
  Info: 0x1549a966,
  TimestampScale: 0x2ad7b1,
  Duration: 0x4489,
  DateUTC: 0x4461,
  Title: 0x7ba9,
  MuxingApp: 0x4d80,
  WritingApp: 0x5741,
  Tracks: 0x1654ae6b,
  TrackEntry: 0xae,
  TrackNumber: 0xd7,
  TrackUID: 0x73c5,
  TrackType: 0x83,
  FlagLacing: 0x9c,
  CodecID: 0x86,
  CodecPrivate: 0x63a2,
  SeekPreRoll: 0x56bb,
  Audio: 0xe1,
  SamplingFrequency: 0xb5,
  Channels: 0x9f,
  Video: 0xe0,
  PixelWidth: 0xb0,
  PixelHeight: 0xba,
  Colour: 0x55b0,
  MatrixCoefficients: 0x55b1,
  Range: 0x55b9,
  TransferCharacteristics: 0x55ba,
  Primaries: 0x55bb,
  Cues: 0x1c53bb6b,
  CuePoint: 0xbb,
  CueTime: 0xb3,
  CueTrackPositions: 0xb7,
  CueTrack: 0xf7,
  CueClusterPosition: 0xf1,
  Cluster: 0x1f43b675,
  Timestamp: 0xe7,
  SimpleBlock: 0xa3,
} as const

/** Bytes that an element identifier takes: they carry their own length. */
export function idBytes(id: number): number[] {
  const bytes = [(id >>> 24) & 0xff, (id >>> 16) & 0xff, (id >>> 8) & 0xff, id & 0xff]
  return bytes.slice(bytes.findIndex((byte) => byte !== 0))
}

/** Width of the shortest data size (RFC 8794 section 6) that can say `size`. */
export function sizeWidth(size: number): number {
  let width = 1
  while (size >= 2 ** (7 * width) - 1) width++
  return width
}

/** A data size of a given width, in bytes; 1 to 8. */
export function sizeBytes(size: number, width = sizeWidth(size)): number[] {
  const bytes = uintBytes(size, width)
  bytes[0] = (bytes[0] ?? 0) | (0x80 >> (width - 1))
  return bytes
}

/** An unsigned integer, big-endian, in so many bytes. */
export function uintBytes(value: number, width: number): number[] {
  const bytes: number[] = []
  for (let i = width - 1; i >= 0; i--) bytes.push(Math.floor(value / 2 ** (8 * i)) % 256)
  return bytes
}

type Content = Uint8Array | string | number | readonly Uint8Array[]

/** One element: numbers as unsigned integers of the shortest width, text as UTF-8, lists as what they contain. */
export function element(id: number, content: Content): Uint8Array {
  const data =
    typeof content === 'number'
      ? Uint8Array.from(uintBytes(content, shortestWidth(content)))
      : typeof content === 'string'
        ? Buffer.from(content, 'utf8')
        : content instanceof Uint8Array
          ? content
          : Buffer.concat(content)
  return Buffer.concat([Uint8Array.from([...idBytes(id), ...sizeBytes(data.length)]), data])
}

/** A floating-point element of eight bytes. */
export function floatElement(id: number, value: number): Uint8Array {
  const data = Buffer.alloc(8)
  data.writeDoubleBE(value)
  return element(id, data)
}

function shortestWidth(value: number): number {
  let width = 1
  while (value >= 2 ** (8 * width)) width++
  return width
}
