import { supervise } from '../../../scripts/supervise.mjs'

/** The server under the supervisor of `npm start`, without its set-up: a process of its own, as tests kill what is in it. */
const server = supervise({
  command: process.execPath,
  args: ['server/index.ts'],
  cwd: new URL('../../..', import.meta.url).pathname,
  say: (message) => process.stderr.write(`${message}\n`),
})
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, server.stop)
process.exitCode = await server.done
