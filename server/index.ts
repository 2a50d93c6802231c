import { pino } from 'pino'
import { App } from './app.ts'
import { ConfigError, readConfig } from './config.ts'

/** EX_CONFIG of sysexits.h: starting again would meet the same mistake, so the supervisor does not. */
const EXIT_CONFIG = 78
/** A server that cannot close in this time is ended; what it holds is as after a `kill -9`, which loses nothing acknowledged. */
const CLOSING_DEADLINE_MS = 10_000

const log = pino()

process.on('uncaughtException', (error) => giveUp('Something happened that nobody expected.', error))
process.on('unhandledRejection', (error) => giveUp('Something happened that nobody expected.', error))

try {
  const config = readConfig()
  log.level = config.logLevel
  const app = await App.start(config, log)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(app, signal))
  process.stdout.write(`Ringdown serves ${app.url}\n`)
} catch (error) {
  if (error instanceof ConfigError) {
    process.stderr.write(`${error.message}\n`)
    process.exit(EXIT_CONFIG)
  }
  giveUp('The server could not start.', error)
}

async function end(app: App, signal: string): Promise<void> {
  log.info({ signal }, 'The server ends.')
  setTimeout(() => process.exit(1), CLOSING_DEADLINE_MS).unref()
  await app.close()
  process.exit(0)
}

/** A process in an unknown state is worth less than the next one, which finds every acknowledged fact. */
function giveUp(message: string, error: unknown): never {
  log.fatal({ err: error }, message)
  process.exit(1)
}
