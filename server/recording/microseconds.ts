/**
 * Times in a record are whole microseconds since 1970 UTC, so that two of them can be compared for equality. As
 * milliseconds with fractions, which is how the rest of the server has them, they come back the same until the year 2109.
 */
export const toMicroseconds = (ms: number): number => Math.max(0, Math.round(ms * 1000))

export const toMilliseconds = (us: number): number => us / 1000

/** The same moment, as a record gives it back. */
export const roundedMs = (ms: number): number => toMilliseconds(toMicroseconds(ms))

const HIGH = 0x1_0000_0000

/** Writes a whole number below 2^53 as 64 bits, big-endian. Plain numbers, because a BigInt per packet costs. */
export function writeUint53(buffer: Buffer, value: number, offset: number): void {
  buffer.writeUInt32BE(Math.floor(value / HIGH), offset)
  buffer.writeUInt32BE(value % HIGH, offset + 4)
}

/** Reads 64 bits, big-endian; a number that no writer of this format makes (2^53 and more) comes back rounded. */
export function readUint53(buffer: Buffer, offset: number): number {
  return buffer.readUInt32BE(offset) * HIGH + buffer.readUInt32BE(offset + 4)
}
