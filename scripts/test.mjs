// `npm test`: sets everything up, then the gate, then every test; those in browsers last, for they take longest.
// `npm test -- test/calls/decide.test.ts` runs only what is named, without the gate.

import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { checkAll } from './check.mjs'
import { productNode, projectFolder } from './folders.mjs'
import { reportAndExit } from './reportAndExit.mjs'
import { setUp } from './setUp/setUp.mjs'

const browserTests = path.join('test', 'browser')

await reportAndExit(async () => {
  const { workerBinary } = await setUp({ forTests: true })
  const named = process.argv.slice(2)
  if (named.length > 0) return mocha(named, workerBinary)
  if (!(await checkAll())) return 1
  const withoutBrowser = await mocha(['test/**/*.test.ts', '--ignore', `${browserTests}/**`], workerBinary)
  if (withoutBrowser !== 0 || !hasTests(path.join(projectFolder, browserTests))) return withoutBrowser
  return mocha([`${browserTests}/**/*.test.ts`], workerBinary)
})

/** @param {string} folder */
function hasTests(folder) {
  return (
    fs.existsSync(folder) &&
    fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((name) => name.endsWith('.test.ts'))
  )
}

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
