// How a worker gets into the per-user cache: made beside its place, started once, renamed.

import fs from 'node:fs'
import path from 'node:path'
import { whyWorkerDoesNotRun } from './binary.mjs'

/**
 * Moves a worker that runs into the cache. The rename is atomic, so that whoever looks finds a whole worker or none, and
 * two set-ups at once do no harm.
 *
 * @param {string} made
 * @param {string} binary
 */
export function takeIntoCache(made, binary) {
  fs.chmodSync(made, 0o755)
  const whyNot = whyWorkerDoesNotRun(made)
  if (whyNot) throw new Error(`the worker does not run: ${whyNot}`)
  fs.renameSync(made, binary)
}

/**
 * A folder beside the worker's place, on the same file system so that the rename is one step.
 *
 * @param {string} binary
 * @param {(scratch: string) => Promise<void>} work
 */
export async function withScratchFolder(binary, work) {
  fs.mkdirSync(path.dirname(binary), { recursive: true })
  const scratch = fs.mkdtempSync(path.join(path.dirname(binary), 'making-'))
  try {
    await work(scratch)
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true })
  }
}
