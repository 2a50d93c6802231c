import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Every file below the folder that holds these bytes as they are. */
export async function filesWith(pattern: Buffer, folder: string): Promise<string[]> {
  return await having(pattern, await filesBelow(folder))
}

/** Every file that a process has open, with or without a name, that holds these bytes as they are. */
export async function openFilesWith(pattern: Buffer, pid: number): Promise<string[]> {
  const descriptors = join('/proc', String(pid), 'fd')
  return await having(
    pattern,
    (await readdir(descriptors)).map((descriptor) => join(descriptors, descriptor)),
  )
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
}

async function having(pattern: Buffer, files: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const file of files) {
    // Sockets, pipes and devices hold nothing; what is gone by now was looked at when it was there, or will be.
    const isFile = (await stat(file).catch(() => undefined))?.isFile() === true
    const bytes = isFile ? await readFile(file).catch(() => undefined) : undefined
    if (bytes?.includes(pattern) === true) found.push(file)
  }
  return found
}
