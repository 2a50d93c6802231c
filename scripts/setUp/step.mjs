// One step of set-up: says what it does and how far it is, keeps a log, and when it fails says what to do.

import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { logFolder } from '../folders.mjs'

/** A step that failed, told to a person: what was being done, where its log is, and what can be done about it. */
export class StepFailed extends Error {
  /**
   * @param {string} title what the step was doing
   * @param {string} advice what the reader can do
   * @param {{ cause?: Error | string, logFile?: string }} [details]
   */
  constructor(title, advice, { cause, logFile } = {}) {
    const reason = cause instanceof Error ? cause.message : cause
    const lines = [`${title}: failed${reason ? `: ${reason}` : ''}`]
    if (logFile) lines.push(`  log: ${logFile}`)
    super([...lines, `  what to do: ${advice}`].join('\n'), { cause })
    this.name = 'StepFailed'
  }
}

/**
 * @typedef {object} Step
 * @property {string} logFile
 * @property {(how: string) => void} progress says how far the step is, on the step's own line
 * @property {(line: string) => void} log writes a line to the step's log only
 * @property {(how: string) => void} outcome says how it ended, where "done" would say too much
 */

/**
 * Runs one step. Only steps with something to do should come here, since each prints a line.
 *
 * @template Result
 * @param {{ name: string, title: string, advice: string }} about `name` is that of the log file
 * @param {(step: Step) => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function runStep({ name, title, advice }, work) {
  const logFile = path.join(logFolder(), `${name}.log`)
  fs.mkdirSync(path.dirname(logFile), { recursive: true })
  fs.writeFileSync(logFile, '')
  const line = progressLine(title)
  const startedAt = performance.now()
  let outcome = ''
  try {
    const result = await work({
      logFile,
      progress: (how) => line.show(how),
      log: (text) => fs.appendFileSync(logFile, `${text}\n`),
      outcome: (how) => (outcome = how),
    })
    line.end(outcome || `done in ${Math.max(1, Math.round((performance.now() - startedAt) / 1000))} s`)
    return result
  } catch (error) {
    line.end('failed')
    if (error instanceof StepFailed) throw error
    throw new StepFailed(title, advice, { cause: error instanceof Error ? error : String(error), logFile })
  }
}

/**
 * On a terminal one line is rewritten; in a file or a CI log a line is added at every tenth of the way.
 *
 * @param {string} title
 */
function progressLine(title) {
  const live = process.stdout.isTTY
  let lastTenth = -1
  process.stdout.write(live ? `${title} …` : `${title} …\n`)
  return {
    /** @param {string} how */
    show(how) {
      if (live) {
        process.stdout.write(`\r\x1b[K${title} … ${how}`)
        return
      }
      const share = /^(\d+)\/(\d+)/.exec(how)
      const tenth = share ? Math.floor((10 * Number(share[1])) / Number(share[2])) : -1
      if (share && tenth === lastTenth) return
      lastTenth = tenth
      process.stdout.write(`${title} … ${how}\n`)
    },
    /** @param {string} how */
    end(how) {
      process.stdout.write(`${live ? '\r\x1b[K' : ''}${title}: ${how}\n`)
    },
  }
}

/**
 * Runs a command with its output in the step's log, and resolves when it has ended well.
 *
 * @param {Step} step
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void }} [options]
 * @returns {Promise<void>}
 */
export async function runCommand(step, command, args, { cwd, env, onLine } = {}) {
  step.log(`$ ${[command, ...args].join(' ')}`)
  const child = spawn(command, args, { cwd, env: env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of [child.stdout, child.stderr]) readLines(stream, (line) => (step.log(line), onLine?.(line)))
  await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (code === 0) resolve(undefined)
      else reject(new Error(`${path.basename(command)} ended with ${signal ?? `code ${code}`}`))
    })
  })
}

/**
 * @param {NodeJS.ReadableStream} stream
 * @param {(line: string) => void} take
 */
function readLines(stream, take) {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (/** @type {string} */ chunk) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) take(line)
  })
  stream.on('end', () => rest && take(rest))
}
