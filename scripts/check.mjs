// `npm run check`: the fast gate. Every tool reports on its own, and all run even when one has failed.

import { spawn } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { productNode, projectFolder } from './folders.mjs'

/** @param {string} name */
const tool = (name) => path.join(projectFolder, 'node_modules', '.bin', name)

/** The slowest first, so that two at a time end together. */
const checks = [
  { name: 'types', command: tool('tsc'), args: ['--noEmit', '-p', 'tsconfig.json'] },
  { name: 'lint', command: tool('oxlint'), args: ['--type-aware'] },
  { name: 'dead code', command: tool('knip'), args: ['--no-progress'] },
  { name: 'protocol names', command: productNode, args: [path.join('scripts', 'checkProtocolNames.mjs')] },
  { name: 'bundles', command: productNode, args: [path.join('scripts', 'checkBundles.mjs')] },
  { name: 'sentences', command: productNode, args: [path.join('scripts', 'checkSentences.mjs')] },
  { name: 'format', command: tool('oxfmt'), args: ['--check'] },
]

/**
 * @param {{ name: string, command: string, args: readonly string[] }} check
 * @returns {Promise<boolean>}
 */
async function runCheck({ name, command, args }) {
  const startedAt = performance.now()
  const env = { ...process.env, PATH: `${path.dirname(productNode)}:${process.env['PATH']}` }
  const child = spawn(command, args, { cwd: projectFolder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
  /** @type {boolean} */
  const good = await new Promise((resolve) => {
    child.once('error', (error) => {
      output += `${error.message}\n`
      resolve(false)
    })
    child.once('close', (code) => resolve(code === 0))
  })
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  process.stdout.write(`${good ? '' : output}${name}: ${good ? 'good' : 'FAILED'} (${seconds} s)\n`)
  return good
}

/** Runs all checks, as many at once as there are processors. @returns {Promise<boolean>} whether all are good */
export async function checkAll() {
  const waiting = [...checks]
  let allGood = true
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) allGood = (await runCheck(check)) && allGood
  }
  await Promise.all(Array.from({ length: os.availableParallelism() }, lane))
  return allGood
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = (await checkAll()) ? 0 : 1
