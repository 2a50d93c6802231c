import { inflateRawSync } from 'node:zlib'

const CENTRAL_SIGNATURE = 0x02014b50
const END_SIGNATURE = 0x06054b50
const DEFLATED = 8

/** Reads one file out of a ZIP (APPNOTE 4.3) by its own list of what is in it. @throws when it is not there. */
export function fileInZip(zip: Buffer, name: string): string {
  const end = zip.lastIndexOf(Buffer.from(new Uint32Array([END_SIGNATURE]).buffer))
  let at = zip.readUInt32LE(end + 16)
  while (zip.readUInt32LE(at) === CENTRAL_SIGNATURE) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset))
    const found = zip.toString('utf8', at + 46, at + 46 + (nameLength ?? 0))
    if (found === name) {
      const header = zip.readUInt32LE(at + 42)
      const from = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28)
      const packed = zip.subarray(from, from + zip.readUInt32LE(at + 20))
      return (zip.readUInt16LE(at + 10) === DEFLATED ? inflateRawSync(packed) : packed).toString('utf8')
    }
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0)
  }
  throw new Error(`There is no ${name} in this file.`)
}

/** The text of a part of a DOCX, paragraph by paragraph, as who opens it reads it. */
export function paragraphsOf(xml: string): string[] {
  return xml
    .split('</w:p>')
    .map((paragraph) => [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(''))
    .map((text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'))
}
