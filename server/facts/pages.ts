import { setImmediate } from 'node:timers/promises'
import { ChainBroken, headOf } from '../chain/entryChain.ts'
import type { Entry, Head, Log } from './log.ts'

/** Reading, checking and folding so many takes about 3 ms of a processor, and 20 ms the first time. */
const PAGE_ENTRIES = 32

/**
 * All entries after a head, oldest first, in pages between which the event loop runs: a line of years is tens of
 * thousands of them, and while they are read a call may be up. `untilVersion` is the last that is wanted.
 *
 * @throws what `Log.read` throws; what stands before the first fault of a chain is given first.
 */
export async function* readInPages(
  log: Pick<Log, 'read'>,
  stream: string,
  after: Head,
  untilVersion = Infinity,
): AsyncGenerator<Entry, void, undefined> {
  let head = after
  while (head.version < untilVersion) {
    const pageUntil = Math.min(untilVersion, head.version + PAGE_ENTRIES)
    const { entries, fault } = await readPage(log, stream, head, pageUntil)
    yield* entries
    if (fault) throw fault
    const last = entries.at(-1)
    if (last === undefined || last.version < pageUntil) return
    head = headOf(last)
    await setImmediate()
  }
}

interface Page {
  readonly entries: readonly Entry[]
  readonly fault?: ChainBroken
}

async function readPage(log: Pick<Log, 'read'>, stream: string, after: Head, untilVersion: number): Promise<Page> {
  try {
    return { entries: await log.read(stream, after, untilVersion) }
  } catch (fault) {
    if (!(fault instanceof ChainBroken)) throw fault
    const soundUntil = fault.fault.version - 1
    return { entries: soundUntil > after.version ? await log.read(stream, after, soundUntil) : [], fault }
  }
}
