import { open, statfs, unlink } from 'node:fs/promises'
import { join } from 'node:path'

/** Below this much free disk a call of some hours might not be kept: three parties' cameras make about 40 MB a minute. */
const LEAST_FREE_BYTES = 2 * 1024 ** 3

/** How long the outcome of a probe is good for. */
const PROBE_KEPT_MS = 1_000

export interface HealthOptions {
  readonly folder: string
  /** The names of the lines whose log is damaged. */
  readonly brokenLines: () => readonly string[]
  readonly media: { stats(): { readonly workers: readonly { readonly up: boolean }[] } }
}

/** What keeps the server from its work at this moment, found out by trying. */
export function createHealth({ folder, media, brokenLines }: HealthOptions) {
  const writable = new SharedProbe(() => canWrite(folder))
  const obstaclesToSignIn = async (): Promise<string[]> =>
    (await writable.result()) ? [] : ['The data folder cannot be written: sessions and facts have nowhere to go.']
  return {
    obstaclesToSignIn,
    async obstaclesToCalls(): Promise<string[]> {
      const obstacles = await obstaclesToSignIn()
      const { bavail, bsize } = await statfs(folder)
      if (bavail * bsize < LEAST_FREE_BYTES) obstacles.push('The disk of the data folder is nearly full.')
      if (media.stats().workers.some((worker) => !worker.up)) obstacles.push('A media worker is down.')
      for (const line of brokenLines()) obstacles.push(`The line ${line} is broken: its log is damaged.`)
      return obstacles
    },
  }
}

/** One probe for all who ask within a second: anybody may ask, and each probe is a sync of the recorder's disk. */
class SharedProbe {
  readonly #probe: () => Promise<boolean>
  #last: Promise<boolean> | undefined

  constructor(probe: () => Promise<boolean>) {
    this.#probe = probe
  }

  result(): Promise<boolean> {
    if (this.#last === undefined) {
      this.#last = this.#probe()
      void this.#last.finally(() => setTimeout(() => (this.#last = undefined), PROBE_KEPT_MS).unref())
    }
    return this.#last
  }
}

/** A file is made, written, synced and removed: less would not notice a disk that is full. */
async function canWrite(folder: string): Promise<boolean> {
  const probe = join(folder, `.probe-${process.pid}`)
  try {
    const file = await open(probe, 'w', 0o600)
    try {
      await file.write('probe')
      await file.sync()
    } finally {
      await file.close()
      await unlink(probe)
    }
    return true
  } catch {
    return false
  }
}
