// What comes from npm: installed as the lock file says, and only when what is there is something else.

import fs from 'node:fs'
import path from 'node:path'
import { projectFolder } from '../folders.mjs'
import { runCommand, runStep } from './step.mjs'

/** @typedef {{ version?: string, integrity?: string, dev?: boolean, optional?: boolean, devOptional?: boolean }} Locked */
/** @typedef {Record<string, Locked>} Packages */

/**
 * @param {Packages} wanted of package-lock.json
 * @param {Packages} installed of the list that npm keeps in node_modules
 * @param {{ withDev: boolean }} options whether what only development and tests need must be there
 */
export function installedAsLocked(wanted, installed, { withDev }) {
  return Object.entries(wanted).every(([place, { version, integrity, dev, optional, devOptional }]) => {
    if (place === '') return true
    const there = installed[place]
    // npm leaves out optional packages that are made for other machines.
    if (!there) return optional === true || devOptional === true || (dev === true && !withDev)
    return there.version === version && there.integrity === integrity
  })
}

/**
 * @param {string} file
 * @returns {Packages | undefined}
 */
function readPackages(file) {
  try {
    return /** @type {{ packages: Packages }} */ (JSON.parse(fs.readFileSync(file, 'utf8'))).packages
  } catch {
    return undefined
  }
}

/** @param {{ withDev: boolean }} options */
export async function ensureDependencies({ withDev }) {
  const modules = path.join(projectFolder, 'node_modules')
  const wanted = readPackages(path.join(projectFolder, 'package-lock.json')) ?? {}
  const installed = readPackages(path.join(modules, '.package-lock.json'))
  if (installed && installedAsLocked(wanted, installed, { withDev })) return
  const total = Object.values(wanted).filter(({ optional }) => !optional).length
  await runStep(
    {
      name: 'npm',
      title: 'Installing npm packages',
      advice: 'see that this machine reaches its npm registry, then start again',
    },
    async (step) => {
      const timer = setInterval(
        () => step.progress(`${Math.min(total, countPackages(modules))}/${total} packages`),
        1_000,
      )
      try {
        // mediasoup's install script builds from the internet. An npm that does not know allowScripts would run it; with
        // this variable set it does nothing.
        await runCommand(step, 'npm', ['ci', '--no-audit', '--no-fund', ...(withDev ? ['--include=dev'] : [])], {
          cwd: projectFolder,
          env: { ...process.env, MEDIASOUP_WORKER_BIN: process.execPath },
        })
      } finally {
        clearInterval(timer)
      }
    },
  )
}

/** @param {string} modules */
function countPackages(modules) {
  /** @param {string} folder */
  const list = (folder) => (fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => !name.startsWith('.')) : [])
  return list(modules).reduce(
    (count, name) => count + (name.startsWith('@') ? list(path.join(modules, name)).length : 1),
    0,
  )
}
