import { fdatasync, writev } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'

/** Opens a file that nobody else has written to. @throws what the system throws, `EEXIST` for one that has something in it. */
export async function openNew(path: string, mode: number): Promise<FileHandle> {
  try {
    return await open(path, 'wx', mode)
  } catch (error) {
    // An attempt before may have made the file and failed after. An empty one was written by nobody else.
    const left = await open(path, 'r+').catch(() => undefined)
    if (left === undefined) throw error
    if ((await left.stat()).size === 0) return left
    await left.close()
    throw error
  }
}

/*
 * The callback forms, because a FileHandle's promises cost several times as much and this is done a hundred times in a
 * second for each call.
 */

/** @returns how many bytes the system took, which may be fewer than all. */
export const writeAt = (fd: number, list: readonly Buffer[], position: number): Promise<number> =>
  new Promise((resolve, reject) => {
    writev(fd, list, position, (error, bytesWritten) => (error ? reject(error) : resolve(bytesWritten)))
  })

export const syncData = (fd: number): Promise<void> =>
  new Promise((resolve, reject) => {
    fdatasync(fd, (error) => (error ? reject(error) : resolve()))
  })

/** What is left of a list of buffers after so many bytes. */
export function without(list: readonly Buffer[], bytes: number): Buffer[] {
  let left = bytes
  const rest: Buffer[] = []
  for (const buffer of list) {
    if (left < buffer.length) rest.push(left === 0 ? buffer : buffer.subarray(left))
    left = Math.max(0, left - buffer.length)
  }
  return rest
}

/** Makes names in a folder survive a power cut: a file's own sync does not. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
