import { z } from 'zod'
import { DEFAULT_TIMING } from './calls/timing.ts'

/** A port to listen on; 0 means any that is free. */
const portSchema = z.coerce.number().int().min(0).max(65_535)

/** Addresses that mean every interface: a console cannot be told to send there. */
const WILDCARDS = new Set(['0.0.0.0', '::'])

const environmentSchema = z.object({
  PORT: portSchema.default(8443),
  /** The address of the web server. This machine alone unless it is set: never all interfaces by default. */
  HOST: z.string().min(1).default('127.0.0.1'),
  MEDIA_PORT: portSchema.default(44_400),
  /** The address of media, as consoles reach it. */
  MEDIA_ADDRESS: z
    .string()
    .min(1)
    .refine((address) => !WILDCARDS.has(address), {
      error: 'it must be one address of this machine that consoles can reach, not all interfaces',
    })
    .default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('data'),
  CERTS_DIR: z.string().min(1).default('certs'),
  TLS_CERT: z.string().min(1).optional(),
  TLS_KEY: z.string().min(1).optional(),
  /**
   * Whoever reads /metrics must show it, as `Authorization: Bearer`. Without it this machine alone may read them, and not
   * what a proxy passes on: set it where one stands before the server.
   */
  METRICS_TOKEN: z.string().min(16).optional(),
  /** How often every line is tested, in minutes from the full hour on; 0: only when somebody asks for it. */
  LINE_TEST_EVERY_MINUTES: z.coerce.number().int().min(0).max(1_440).default(60),
  /** How long after a test of a line people may ask for another one, in seconds. */
  LINE_TEST_AGAIN_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .max(3_600)
    .default(DEFAULT_TIMING.testAgainAfterMs / 1_000),
  /** For how many days the sound and pictures of tests are kept; their results are kept for ever. */
  TEST_MEDIA_DAYS: z.coerce.number().int().min(0).max(3_650).default(7),
  NODE_ENV: z.string().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

export interface Config {
  readonly port: number
  readonly host: string
  readonly mediaPort: number
  readonly mediaAddress: string
  readonly dataDir: string
  readonly certificate: {
    readonly certFile: string
    readonly keyFile: string
    readonly authorityFile: string | undefined
  }
  readonly metricsToken: string | undefined
  readonly lineTestEveryMinutes: number
  readonly lineTestAgainSeconds: number
  readonly testMediaDays: number
  readonly demonstration: boolean
  readonly logLevel: string
}

/** The configuration is wrong: the process ends with exit code 78 (EX_CONFIG) and is not started again. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** The only reader of the environment. @throws ConfigError that names the variable and says what it should be. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const parsed = environmentSchema.safeParse(environment)
  if (!parsed.success) {
    const sentences = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new ConfigError(`The configuration is wrong. ${sentences.join('. ')}.`)
  }
  const {
    METRICS_TOKEN,
    PORT,
    HOST,
    MEDIA_PORT,
    MEDIA_ADDRESS,
    DATA_DIR,
    CERTS_DIR,
    TLS_CERT,
    TLS_KEY,
    LINE_TEST_EVERY_MINUTES,
    LINE_TEST_AGAIN_SECONDS,
    TEST_MEDIA_DAYS,
    NODE_ENV,
    LOG_LEVEL,
  } = parsed.data
  if ((TLS_CERT === undefined) !== (TLS_KEY === undefined))
    throw new ConfigError(
      'TLS_CERT and TLS_KEY belong together: set both, or neither to use the certificate of CERTS_DIR.',
    )
  return {
    port: PORT,
    host: HOST,
    mediaPort: MEDIA_PORT,
    mediaAddress: MEDIA_ADDRESS,
    dataDir: DATA_DIR,
    certificate:
      TLS_CERT !== undefined && TLS_KEY !== undefined
        ? { certFile: TLS_CERT, keyFile: TLS_KEY, authorityFile: undefined }
        : {
            certFile: `${CERTS_DIR}/server.crt`,
            keyFile: `${CERTS_DIR}/server.key`,
            authorityFile: `${CERTS_DIR}/authority.crt`,
          },
    metricsToken: METRICS_TOKEN,
    lineTestEveryMinutes: LINE_TEST_EVERY_MINUTES,
    lineTestAgainSeconds: LINE_TEST_AGAIN_SECONDS,
    testMediaDays: TEST_MEDIA_DAYS,
    demonstration: NODE_ENV !== 'production',
    logLevel: LOG_LEVEL,
  }
}
