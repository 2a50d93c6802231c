import { access, open, statfs, unlink } from 'node:fs/promises'
import { join } from 'node:path'

/** Below this much free disk a call of some hours might not be kept: a call of three makes about 25 MB a minute. */
const LEAST_FREE_BYTES = 2 * 1024 ** 3

/** How long the outcome of a probe is good for. */
const PROBE_KEPT_MS = 1_000

/** A disk that has not answered by then is as good as none; whoever asks has seldom the patience for more. */
const PROBE_DEADLINE_MS = 2_000

export interface HealthOptions {
  readonly folder: string
  /** Where the recorder writes: it may be another disk, or a place that others may not write to. */
  readonly recordsFolder: string
  /** Of these parties records are sealed to those whose keys are there. */
  readonly parties: () => readonly string[]
  readonly partyKeys: { missing(parties: readonly string[]): Promise<readonly string[]> }
  readonly signingKeyFile: string
  /** The names of the lines whose log is damaged. */
  readonly brokenLines: () => readonly string[]
  /** The names of the lines on which a call is up whose recorder has failed. */
  readonly unrecordedLines: () => readonly string[]
  readonly media: { stats(): { readonly workers: readonly { readonly up: boolean }[] } }
}

/** What keeps the server from its work at this moment, found out by trying. */
export function createHealth(options: HealthOptions) {
  const { folder, media, brokenLines, unrecordedLines } = options
  const signIn = new SharedProbe('The data folder does not answer.', () =>
    obstaclesToWriting(folder, 'The data folder cannot be written: sessions and facts have nowhere to go'),
  )
  const recording = new SharedProbe('The folder of the records does not answer.', () => obstaclesToRecording(options))
  return {
    obstaclesToSignIn: () => signIn.result(),
    async obstaclesToCalls(): Promise<string[]> {
      const obstacles = (await Promise.all([signIn.result(), recording.result()])).flat()
      if (media.stats().workers.some((worker) => !worker.up)) obstacles.push('A media worker is down.')
      for (const line of brokenLines()) obstacles.push(`The line ${line} is broken: its log is damaged.`)
      for (const line of unrecordedLines()) obstacles.push(`The call on the line ${line} is not being recorded.`)
      return obstacles
    },
  }
}

async function obstaclesToRecording(options: HealthOptions): Promise<string[]> {
  const { recordsFolder, parties, partyKeys, signingKeyFile } = options
  const obstacles = await obstaclesToWriting(recordsFolder, 'Records cannot be written')
  // Where it cannot be asked how much is free, it cannot be written either, which has been said.
  const space = await statfs(recordsFolder).catch(() => undefined)
  if (space && space.bavail * space.bsize < LEAST_FREE_BYTES) obstacles.push('The disk of the records is nearly full.')
  for (const party of await partyKeys.missing(parties()))
    obstacles.push(`The key of the party ${party} is missing: records cannot be sealed to it, or not be opened later.`)
  const isSigned = await access(signingKeyFile).then(
    () => true,
    () => false,
  )
  if (!isSigned) obstacles.push('The key that signs the records is missing.')
  return obstacles
}

/**
 * One probe for all who ask within a second: anybody may ask, and each probe is a sync of the recorder's disk. On a disk
 * that hangs one probe hangs, and no second one is begun.
 */
class SharedProbe {
  readonly #hanging: string
  readonly #probe: () => Promise<string[]>
  #last: Promise<string[]> | undefined

  /** @param hanging what is said when the probe does not come back. */
  constructor(hanging: string, probe: () => Promise<string[]>) {
    this.#hanging = hanging
    this.#probe = probe
  }

  async result(): Promise<string[]> {
    if (this.#last === undefined) {
      this.#last = this.#probe()
      void this.#last.finally(() => setTimeout(() => (this.#last = undefined), PROBE_KEPT_MS).unref())
    }
    const { promise: late, resolve } = Promise.withResolvers<string[]>()
    const deadline = setTimeout(() => resolve([this.#hanging]), PROBE_DEADLINE_MS)
    try {
      return [...(await Promise.race([this.#last, late]))]
    } finally {
      clearTimeout(deadline)
    }
  }
}

/** A file is made, written, synced and removed: less would not notice a disk that is full. */
async function obstaclesToWriting(folder: string, sentence: string): Promise<string[]> {
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
    return []
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    return [`${sentence}${code}.`]
  }
}
