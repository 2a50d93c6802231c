// Answers where the media worker's binary is, for everything that starts one: the server, the tests, the benches.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { cacheFolder, projectFolder } from '../folders.mjs'
import { recipe } from './recipe.mjs'

export const includeFolder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'include')

export const mediasoupFolder = path.join(projectFolder, 'node_modules', 'mediasoup')

export function mediasoupVersion() {
  /** @type {unknown} */
  const manifest = JSON.parse(fs.readFileSync(path.join(mediasoupFolder, 'package.json'), 'utf8'))
  if (
    typeof manifest === 'object' &&
    manifest !== null &&
    'version' in manifest &&
    typeof manifest.version === 'string'
  ) {
    return manifest.version
  }
  throw new Error('mediasoup/package.json names no version')
}

/**
 * One hash over all that decides what is built: the recipe's data and the headers it brings.
 *
 * @param {{ recipe?: unknown, includeFolder?: string }} [of]
 */
export function recipeHash({ recipe: data = recipe, includeFolder: folder = includeFolder } = {}) {
  const hash = createHash('sha256').update(JSON.stringify(data))
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  for (const name of names.filter((each) => fs.statSync(path.join(folder, each)).isFile())) {
    hash.update(`\0${name}\0`).update(fs.readFileSync(path.join(folder, name)))
  }
  return hash.digest('hex').slice(0, 16)
}

/**
 * The folder of one worker in the cache.
 *
 * @param {{ version: string, recipe: string, platform?: string, arch?: string }} of
 */
export function cacheKey({ version, recipe, platform = os.platform(), arch = os.arch() }) {
  return `${version}-${platform}-${arch}-${recipe}`
}

/** Where this installation's worker is, or will be once set-up has run. An operator's own `MEDIASOUP_WORKER_BIN` wins. */
export function workerBinary(env = process.env) {
  const own = env['MEDIASOUP_WORKER_BIN']
  if (own) return path.resolve(own)
  return cachedWorkerBinary(env)
}

/** Where set-up keeps the worker that it has made. */
function cachedWorkerBinary(env = process.env) {
  const key = cacheKey({ version: mediasoupVersion(), recipe: recipeHash() })
  return path.join(cacheFolder(env), 'media-worker', key, 'mediasoup-worker')
}

/**
 * Starts a worker once. Without its version in the environment it says so and exits with 41: enough to prove that it is
 * a worker and that this machine has what it links to.
 *
 * @param {string} binary
 * @returns {string} empty when it runs, else why not
 */
export function whyWorkerDoesNotRun(binary) {
  if (!fs.existsSync(binary)) return `${binary} is not there`
  const { status, signal, error, stderr } = spawnSync(binary, [], { env: {}, encoding: 'utf8', timeout: 10_000 })
  if (status === 41) return ''
  return (error?.message ?? stderr.trim()) || `it ended with ${signal ?? `code ${status}`}`
}
