import { askedBytes, namesTag } from './byteRange.ts'
import type { TrackFile } from './ports.ts'
import type { Asked, Reply } from './route.ts'

/** A track, or the part of it that is asked for (RFC 9110, 13 and 14). */
export function trackReply(file: TrackFile, asked: Asked, attached: boolean): Reply {
  const { byteLength, etag, mimeType, fileName, lastModifiedMs } = file
  const headers = {
    etag,
    'accept-ranges': 'bytes',
    'last-modified': new Date(lastModifiedMs).toUTCString(),
    ...(attached ? { 'content-disposition': `attachment; filename="${fileName}"` } : {}),
  }
  if (namesTag(asked.header('if-none-match'), etag)) return { status: 304, headers, content: { kind: 'nothing' } }
  // A HEAD is answered like a GET without a range (14.2).
  const range = asked.method === 'HEAD' ? undefined : asked.header('range')
  const part = askedBytes(file, range, asked.header('if-range'))
  if (part.kind === 'outside') {
    return {
      status: 416,
      headers: { ...headers, 'content-range': `bytes */${byteLength}` },
      content: { kind: 'nothing' },
    }
  }
  const { start, endInclusive } = part.kind === 'part' ? part : { start: 0, endInclusive: byteLength - 1 }
  return {
    status: part.kind === 'part' ? 206 : 200,
    headers: {
      ...headers,
      'content-length': String(endInclusive - start + 1),
      ...(part.kind === 'part' ? { 'content-range': `bytes ${start}-${endInclusive}/${byteLength}` } : {}),
    },
    content: { kind: 'bytes', mimeType, stream: () => file.stream(start, endInclusive) },
  }
}
