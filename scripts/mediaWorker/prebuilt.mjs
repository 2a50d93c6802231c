// mediasoup's own release binary: the better one, where it can be had. Most installations of a hotline cannot reach it,
// so it is tried shortly and without a word.

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { runCommand } from '../setUp/step.mjs'
import { mediasoupFolder, mediasoupVersion } from './binary.mjs'
import { takeIntoCache, withScratchFolder } from './cache.mjs'

/** A closed network often swallows packets instead of refusing them. */
const answerDeadlineMs = 5_000
/** 10 MB on a slow line; building takes longer than this. */
const downloadDeadlineMs = 90_000

/**
 * The address of the release binary, named as mediasoup's own install script names it.
 *
 * @param {NodeJS.ProcessEnv} [env]
 */
export function prebuiltUrl(env = process.env) {
  const version = mediasoupVersion()
  const kernel = os.platform() === 'linux' ? `-kernel${os.release().split('.')[0]}` : ''
  const file = `mediasoup-worker-${version}-${os.platform()}-${os.arch()}${kernel}.tgz`
  const base = env['MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL'] ?? `${mediasoupRepository()}/releases/download`
  return `${base}/${version}/${file}`
}

function mediasoupRepository() {
  const manifest = /** @type {{ repository: { url: string } }} */ (
    JSON.parse(fs.readFileSync(path.join(mediasoupFolder, 'package.json'), 'utf8'))
  )
  return manifest.repository.url.replace(/^git\+/, '').replace(/\.git$/, '')
}

/**
 * Fetches the release binary into the cache.
 *
 * @param {import('../setUp/step.mjs').Step} step
 * @param {string} binary where the worker belongs
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<boolean>} whether it is there and runs; why not is in the log
 */
export async function fetchPrebuiltWorker(step, binary, env = process.env) {
  const url = prebuiltUrl(env)
  if (env['MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD']) {
    step.outcome('not wanted, so it is built')
    return false
  }
  const abort = new AbortController()
  let timer = setTimeout(() => abort.abort(new Error('no answer in time')), answerDeadlineMs)
  try {
    const response = await fetch(url, { signal: abort.signal })
    if (!response.ok || !response.body) throw new Error(`${response.status} ${response.statusText}`)
    clearTimeout(timer)
    timer = setTimeout(() => abort.abort(new Error('not here in time')), downloadDeadlineMs)
    // Two declarations of one thing: fetch's stream is Node's.
    const body = /** @type {import('node:stream/web').ReadableStream} */ (response.body)
    await withScratchFolder(binary, async (scratch) => {
      const archive = path.join(scratch, 'worker.tgz')
      await pipeline(Readable.fromWeb(body), fs.createWriteStream(archive))
      await runCommand(step, 'tar', ['-xzf', archive, '-C', scratch, 'mediasoup-worker'])
      takeIntoCache(path.join(scratch, 'mediasoup-worker'), binary)
    })
    return true
  } catch (error) {
    step.log(`${url}: ${error instanceof Error ? error.message : 'failed'}`)
    step.outcome('none can be had here, so it is built')
    return false
  } finally {
    clearTimeout(timer)
  }
}
