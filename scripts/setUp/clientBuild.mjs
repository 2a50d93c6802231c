// The client's files, built when a source is newer than the last build that ended well.

import fs from 'node:fs'
import path from 'node:path'
import { productNode, projectFolder } from '../folders.mjs'
import { runCommand, runStep } from './step.mjs'

const dist = path.join(projectFolder, 'client', 'dist')
/** Vite empties the folder first, so that a build cut short leaves no stamp. */
const stamp = path.join(dist, '.built')
const sources = ['client', 'server/protocol', 'server/calls', 'vite.config.ts', 'package-lock.json']

/**
 * The newest change under a path, in milliseconds since 1970. Folders count: they change when a file is deleted.
 *
 * @param {string} place
 * @param {string} [except]
 * @returns {number}
 */
export function newestChange(place, except) {
  if (place === except || !fs.existsSync(place)) return 0
  const { mtimeMs } = fs.statSync(place)
  if (!fs.statSync(place).isDirectory()) return mtimeMs
  return Math.max(mtimeMs, ...fs.readdirSync(place).map((name) => newestChange(path.join(place, name), except)))
}

export async function ensureClient() {
  if (!fs.existsSync(path.join(projectFolder, 'client', 'main.tsx'))) return
  const builtAtMs = fs.existsSync(stamp) ? fs.statSync(stamp).mtimeMs : 0
  const newest = () => Math.max(...sources.map((source) => newestChange(path.join(projectFolder, source), dist)))
  if (builtAtMs > newest()) return
  await runStep(
    { name: 'client', title: 'Building the client', advice: 'the log names the file; a fresh clone builds' },
    async (step) => {
      await runCommand(step, productNode, [path.join('node_modules', 'vite', 'bin', 'vite.js'), 'build'], {
        cwd: projectFolder,
        onLine: (line) => {
          const count = /(\d+) modules transformed/.exec(line)?.[1]
          if (count) step.progress(`${count} modules`)
        },
      })
      // Making `dist` has changed the folder it is in; the stamp is newer than that.
      fs.writeFileSync(stamp, '')
    },
  )
}
