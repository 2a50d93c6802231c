// Builds the media worker from its npm package and puts it into the cache.

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { runCommand } from '../setUp/step.mjs'
import { includeFolder, mediasoupFolder } from './binary.mjs'
import { takeIntoCache, withScratchFolder } from './cache.mjs'
import { mesonOptions, prepareSources } from './recipe.mjs'

/**
 * @param {import('../setUp/step.mjs').Step} step
 * @param {string} binary where the worker belongs
 */
export async function buildWorker(step, binary) {
  await withScratchFolder(binary, async (scratch) => {
    const sources = path.join(scratch, 'worker')
    const build = path.join(scratch, 'build')
    fs.cpSync(path.join(mediasoupFolder, 'worker'), sources, { recursive: true })
    prepareSources(sources, includeFolder)
    await runCommand(step, 'meson', ['setup', ...mesonOptions, build], { cwd: sources })
    await runCommand(step, 'ninja', ['-C', build, '-j', String(os.availableParallelism()), 'mediasoup-worker'], {
      onLine: (line) => {
        const done = /^\[(\d+\/\d+)\]/.exec(line)?.[1]
        if (done) step.progress(`${done} files`)
      },
    })
    takeIntoCache(path.join(build, 'mediasoup-worker'), binary)
  })
}
