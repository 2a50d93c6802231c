// Where set-up reads and writes. Everything a user can do without lives in one cache folder.

import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const projectFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/**
 * The per-user cache, by the XDG base directory rules: `XDG_CACHE_HOME` where it is an absolute path, else `~/.cache`.
 *
 * @param {NodeJS.ProcessEnv} [env]
 */
export function cacheFolder(env = process.env) {
  const base = env['XDG_CACHE_HOME']
  return path.join(base && path.isAbsolute(base) ? base : path.join(os.homedir(), '.cache'), 'ringdown')
}

/** Logs of set-up's steps, one file per step, each overwritten by the next run. */
export function logFolder(env = process.env) {
  return path.join(cacheFolder(env), 'logs')
}

/** Node 24 from the npm package `node`: what the product runs on, whatever started set-up. */
export const productNode = path.join(projectFolder, 'node_modules', 'node', 'bin', 'node')
