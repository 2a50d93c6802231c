// Keeps one process running: started again whenever it ends, at once the first time, later and later while it keeps
// ending quickly. It never gives up on a crash: a hotline that is down for good because of five bad minutes is worse
// than one that tries every few seconds.

import { spawn } from 'node:child_process'

/** Twice what Node has for files, names and passwords: a disk that stalls holds a few of them (`server/recording/disk.ts`). */
const threads = '8'

/** EX_CONFIG of sysexits.h: starting again would meet the same mistake. */
export const configurationExitCode = 78

/**
 * @typedef {object} Supervision
 * @property {string} command
 * @property {readonly string[]} args
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {(message: string) => void} [say] what a person should know
 * @property {number} [settledMs] a process that has lived so long has started well
 * @property {number} [firstDelayMs] before the second start in a row that did not settle; doubles from there
 * @property {number} [longestDelayMs]
 * @property {number} [closingMs] after that a process that was asked to end is ended; the server's own deadline is 10 s
 */

/**
 * @param {Supervision} supervision
 * @returns {{ stop: () => void, done: Promise<number> }} `stop` asks the process to end, and ends it when asked twice;
 *   `done` is the exit code for whoever started this
 */
export function supervise({
  command,
  args,
  cwd,
  env = process.env,
  say = () => {},
  settledMs = 10_000,
  firstDelayMs = 500,
  longestDelayMs = 10_000,
  closingMs = 15_000,
}) {
  let stopping = false
  let quickDeaths = 0
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  /** @type {PromiseWithResolvers<number>} */
  const done = promiseWithResolvers()

  function start() {
    const startedAt = performance.now()
    // A group of its own: Ctrl-C reaches the supervisor only, which then asks the server once and in order.
    const environment = { UV_THREADPOOL_SIZE: threads, ...env }
    child = spawn(command, args, { cwd, env: environment, stdio: ['ignore', 'inherit', 'inherit'], detached: true })
    child.once('error', (error) => ended(`could not be started (${error.message})`, undefined, startedAt))
    child.once('exit', (code, signal) =>
      ended(signal ? `ended by ${signal}` : `ended with code ${code}`, code ?? undefined, startedAt),
    )
  }

  /**
   * @param {string} how
   * @param {number | undefined} code
   * @param {number} startedAt
   */
  function ended(how, code, startedAt) {
    clearTimeout(timer)
    child = undefined
    if (stopping) return done.resolve(code ?? 1)
    if (code === configurationExitCode) return done.resolve(code)
    quickDeaths = performance.now() - startedAt < settledMs ? quickDeaths + 1 : 0
    const delayMs = quickDeaths < 2 ? 0 : Math.min(longestDelayMs, firstDelayMs * 2 ** (quickDeaths - 2))
    say(`The server ${how}; it is started again${delayMs ? ` in ${delayMs / 1000} s` : ''}.`)
    timer = setTimeout(start, delayMs)
  }

  function stop() {
    if (stopping) return void child?.kill('SIGKILL')
    stopping = true
    clearTimeout(timer)
    if (!child) return done.resolve(0)
    child.kill('SIGTERM')
    timer = setTimeout(() => child?.kill('SIGKILL'), closingMs)
  }

  start()
  return { stop, done: done.promise }
}

/** Node 20 has no Promise.withResolvers. @returns {PromiseWithResolvers<number>} */
function promiseWithResolvers() {
  /** @type {(value: number | PromiseLike<number>) => void} */
  let resolve = () => {}
  /** @type {(reason?: unknown) => void} */
  let reject = () => {}
  const promise = /** @type {Promise<number>} */ (
    new Promise((fulfil, refuse) => {
      resolve = fulfil
      reject = refuse
    })
  )
  return { promise, resolve, reject }
}
