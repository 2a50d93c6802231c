// Debian's packages: which are missing, and getting them.

import { spawnSync } from 'node:child_process'
import { StepFailed, runCommand, runStep } from './step.mjs'

const title = 'Installing Debian packages'

/**
 * @param {readonly string[]} wanted
 * @param {string} dpkgOutput lines of `package status`, as `dpkg-query` answers to {@link askDpkg}
 * @returns {string[]} those that are not installed, in the order asked for, each once
 */
export function missingPackages(wanted, dpkgOutput) {
  const installed = new Set()
  for (const line of dpkgOutput.split('\n')) {
    const [name, status] = line.trim().split(/\s+/)
    if (status === 'installed') installed.add(name)
  }
  return [...new Set(wanted)].filter((name) => !installed.has(name))
}

/** @param {readonly string[]} names */
function askDpkg(names) {
  return spawnSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\\n', ...names], { encoding: 'utf8' })
}

/**
 * The one line that a person can copy.
 *
 * @param {readonly string[]} packages
 */
export function installCommand(packages) {
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`
}

/**
 * Installs what is missing as root, and otherwise fails naming the command. Where there is no dpkg nothing is done: the
 * step that misses a program then says so itself.
 *
 * @param {readonly string[]} wanted
 */
export async function ensureDebianPackages(wanted) {
  if (wanted.length === 0) return
  const answer = askDpkg(wanted)
  if (answer.error) return
  const missing = missingPackages(wanted, answer.stdout)
  if (missing.length === 0) return
  if (process.getuid?.() !== 0) {
    throw new StepFailed(title, `run this once, then start again:\n\n    ${installCommand(missing)}\n`, {
      cause: `${missing.join(', ')} missing, and this is not root`,
    })
  }
  await runStep(
    {
      name: 'debian-packages',
      title: `${title} (${missing.join(' ')})`,
      advice: 'see that this machine reaches its Debian mirror, then start again',
    },
    (step) => install(step, missing),
  )
}

/**
 * @param {import('./step.mjs').Step} step
 * @param {readonly string[]} packages
 */
async function install(step, packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' }
  const patience = ['-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=3']
  await runCommand(step, 'apt-get', [...patience, 'update'], { env })
  let total = 0
  let fetched = 0
  let setUp = 0
  const show = () =>
    total > 0 && step.progress(`${fetched + setUp}/${2 * total} (fetched ${fetched}, set up ${setUp} of ${total})`)
  await runCommand(step, 'apt-get', [...patience, 'install', '-y', '--no-install-recommends', ...packages], {
    env,
    onLine: (line) => {
      const newly = /(\d+) upgraded, (\d+) newly installed/.exec(line)
      if (newly) total = Number(newly[1]) + Number(newly[2])
      else if (line.startsWith('Get:')) fetched = Math.min(total, fetched + 1)
      else if (line.startsWith('Setting up ')) setUp = Math.min(total, setUp + 1)
      else return
      show()
    },
  })
}
