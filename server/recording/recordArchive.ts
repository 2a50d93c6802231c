import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { pack } from 'tar-stream'
import { CLOSING_FACTS_FILE, FILE_MODE, recordFile } from './recordFiles.ts'

/** One file of an archive, whose size must be known before it is sent. */
export interface ArchivedFile {
  readonly name: string
  readonly byteLength: number
  readonly stream: () => AsyncIterable<Uint8Array>
}

/** The sealed files of a record as they lie on the disk, at the size that they have now. */
export async function sealedFiles(folder: string): Promise<ArchivedFile[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const kept = names.filter((name) => recordFile(name).kind !== 'other' && name !== CLOSING_FACTS_FILE).sort()
  return await Promise.all(
    kept.map(async (name) => {
      const path = join(folder, name)
      const { size } = await stat(path)
      // Of a call that still runs a file grows while it is sent; what is promised is what it has now.
      return {
        name,
        byteLength: size,
        stream: () => (size === 0 ? nothing() : createReadStream(path, { end: size - 1 })),
      }
    }),
  )
}

export const bytesFile = (name: string, bytes: Uint8Array): ArchivedFile => ({
  name,
  byteLength: bytes.byteLength,
  stream: async function* () {
    yield bytes
  },
})

/** The files as one tar (POSIX.1-2001), made while it is sent: nothing of it is on the disk or whole in memory. */
export async function* archive(files: readonly ArchivedFile[], madeAtMs: number): AsyncGenerator<Uint8Array> {
  const tar = pack()
  const feeding = feed(tar, files, madeAtMs).catch((error: unknown) => {
    tar.destroy(error instanceof Error ? error : new Error(String(error)))
  })
  try {
    yield* tar as AsyncIterable<Uint8Array>
  } finally {
    // Whoever reads may stop before the end.
    tar.destroy()
    await feeding
  }
}

async function feed(tar: ReturnType<typeof pack>, files: readonly ArchivedFile[], madeAtMs: number): Promise<void> {
  for (const { name, byteLength, stream } of files) {
    const entry = tar.entry({ name, size: byteLength, mode: FILE_MODE, mtime: new Date(madeAtMs) })
    await pipeline(Readable.from(stream(), { objectMode: false }), entry)
  }
  tar.finalize()
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
