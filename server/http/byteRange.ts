/** Which bytes of a file are asked for. */
export type Asked =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly start: number; readonly endInclusive: number }
  | { readonly kind: 'outside' }

/**
 * Reads a `Range` header (RFC 9110, 14.2). What is no byte range, or several at once, is answered with the whole file,
 * which the standard allows; a range that begins behind the end is `outside` (416).
 *
 * @param ifRange the `If-Range` header: unless it is the file's own strong tag, the whole file is sent (13.1.5).
 */
export function askedBytes(
  file: { readonly byteLength: number; readonly etag: string },
  range: string | undefined,
  ifRange: string | undefined,
): Asked {
  if (range === undefined || (ifRange !== undefined && ifRange !== file.etag)) return { kind: 'whole' }
  const found = /^bytes=(\d*)-(\d*)$/i.exec(range.trim())
  const [first = '', last = ''] = found?.slice(1) ?? []
  if (first === '' && last === '') return { kind: 'whole' }
  const end = file.byteLength - 1
  if (first === '') {
    const length = Math.min(Number(last), file.byteLength)
    return length === 0 ? { kind: 'outside' } : { kind: 'part', start: file.byteLength - length, endInclusive: end }
  }
  const start = Number(first)
  if (last !== '' && Number(last) < start) return { kind: 'whole' }
  if (start > end) return { kind: 'outside' }
  return { kind: 'part', start, endInclusive: last === '' ? end : Math.min(Number(last), end) }
}

/** Whether an `If-None-Match` header names this tag (RFC 9110, 13.1.2, by weak comparison). */
export function namesTag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  return ifNoneMatch.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')))
}
