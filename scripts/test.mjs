// `npm test`: sets everything up, then the gate, then every test; those that need the whole machine last, one by one, and
// before them, by twos, those that need half of it.
// `npm test -- test/calls/decide.test.ts` runs only what is named, without the gate.

import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { checkAll } from './check.mjs'
import { productNode, projectFolder } from './folders.mjs'
import { reportAndExit } from './reportAndExit.mjs'
import { setUp } from './setUp/setUp.mjs'

const browserTests = path.join('test', 'browser')
/** @param {readonly string[]} names */
const inBrowsers = (...names) => names.map((name) => path.join(browserTests, `${name}.test.ts`))
/** Tests in browsers that play nothing whose time matters: they run beside those without a browser. */
const besideOthers = inBrowsers('everyScreen', 'languages', 'missingDevices', 'rollCalls', 'screens', 'textLine')
/** Tests at few consoles with few pictures that hold no bound of time: two of them have the machine to themselves. */
const byTwos = inBrowsers('inClear', 'board', 'ladder')
/** Begun first, so that at the end nobody waits for the last of one that takes long. */
const takeLong = [
  ...besideOthers,
  ...['product', 'recording', 'memorandum', 'signaling/textDelivery', 'scripts'].map((begin) =>
    path.join('test', begin),
  ),
]
/** Most tests wait more than they compute. */
const atOnce = 3

await reportAndExit(async () => {
  const { workerBinary } = await setUp({ forTests: true })
  const named = process.argv.slice(2)
  if (named.length > 0) return mocha(named, workerBinary)
  if (!(await checkAll())) return 1
  const tests = fs
    .readdirSync(path.join(projectFolder, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => path.join('test', name))
    .sort()
  const alone = tests.filter((file) => file.startsWith(browserTests) && ![...besideOthers, ...byTwos].includes(file))
  const others = tests.filter((file) => ![...alone, ...byTwos].includes(file))
  const place = (/** @type {string} */ file) => {
    const found = takeLong.findIndex((long) => file.startsWith(long))
    return found === -1 ? takeLong.length : found
  }
  const runs = [
    ['--parallel', '--jobs', String(atOnce), ...others.toSorted((a, b) => place(a) - place(b))],
    ['--parallel', '--jobs', '2', ...byTwos],
    alone,
  ]
  for (const run of runs) {
    const exitCode = await mocha(run, workerBinary)
    if (exitCode !== 0) return exitCode
  }
  return 0
})

/**
 * @param {readonly string[]} args
 * @param {string} workerBinary
 * @returns {Promise<number>} the exit code
 */
async function mocha(args, workerBinary) {
  const env = {
    ...process.env,
    PATH: `${path.dirname(productNode)}:${process.env['PATH']}`,
    MEDIASOUP_WORKER_BIN: workerBinary,
  }
  const program = path.join('node_modules', 'mocha', 'bin', 'mocha.js')
  const child = spawn(productNode, [program, ...args], { cwd: projectFolder, env, stdio: 'inherit' })
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT'])) process.once(signal, () => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
