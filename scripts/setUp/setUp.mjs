// Everything between a fresh clone and a server that can start. Each step looks first and does nothing when there is
// nothing to do, so that a second start is quick.

import { buildWorker } from '../mediaWorker/build.mjs'
import { workerBinary, whyWorkerDoesNotRun } from '../mediaWorker/binary.mjs'
import { fetchPrebuiltWorker } from '../mediaWorker/prebuilt.mjs'
import { buildPackages, runtimePackages } from '../mediaWorker/recipe.mjs'
import { ensureCertificates } from '../certificates/ensure.mjs'
import { ensureClient } from './clientBuild.mjs'
import { ensureDebianPackages } from './debianPackages.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { StepFailed, runStep } from './step.mjs'

const oldestNode = 20

const workerAbout = {
  name: 'media-worker',
  advice: 'read the end of the log; an own worker can be named in MEDIASOUP_WORKER_BIN',
}

/**
 * Sets everything up.
 *
 * @param {{ forTests: boolean }} options
 * @returns {Promise<{ workerBinary: string }>}
 */
export async function setUp({ forTests }) {
  const major = Number(process.versions.node.split('.')[0])
  if (major < oldestNode) {
    throw new StepFailed('Checking Node', `install Node ${oldestNode} or newer`, {
      cause: `this is ${process.version}`,
    })
  }
  await ensureDependencies({ withDev: forTests })
  const binary = workerBinary()
  const worker = await lookForWorker(binary)
  const packages = [
    'openssl',
    ...worker.packages,
    ...(forTests ? ['chromium', 'ffmpeg', 'libnss3-tools', 'poppler-utils'] : []),
  ]
  await ensureDebianPackages(packages)
  if (worker.state !== 'runs') await makeWorkerRun(binary, worker.state)
  await ensureCertificates(process.env)
  await ensureClient()
  return { workerBinary: binary }
}

/**
 * Finds out what the worker still takes, so that all Debian packages can be named at once.
 *
 * @param {string} binary
 * @returns {Promise<{ state: 'runs' | 'lacks libraries' | 'missing', packages: readonly string[] }>}
 */
async function lookForWorker(binary) {
  const whyNot = whyWorkerDoesNotRun(binary)
  if (!whyNot) return { state: 'runs', packages: [] }
  if (process.env['MEDIASOUP_WORKER_BIN']) {
    throw new StepFailed('Starting the media worker', 'correct MEDIASOUP_WORKER_BIN, or unset it and one is made', {
      cause: whyNot,
    })
  }
  // A cache that is kept while machines come and go: its worker was linked to libraries that this machine lacks as yet.
  if (/shared librar/.test(whyNot)) return { state: 'lacks libraries', packages: runtimePackages }
  const fetched = await runStep({ ...workerAbout, title: 'Looking for a prebuilt media worker' }, (step) =>
    fetchPrebuiltWorker(step, binary),
  )
  return fetched ? { state: 'runs', packages: [] } : { state: 'missing', packages: buildPackages }
}

/**
 * @param {string} binary
 * @param {'lacks libraries' | 'missing'} state
 */
async function makeWorkerRun(binary, state) {
  if (state === 'lacks libraries') {
    if (!whyWorkerDoesNotRun(binary)) return
    // Made for another release of Debian: its libraries are not those of this one.
    await ensureDebianPackages(buildPackages)
  }
  await runStep({ ...workerAbout, title: 'Building the media worker (some minutes, once)' }, (step) =>
    buildWorker(step, binary),
  )
}
