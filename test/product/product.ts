import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino, type Logger } from 'pino'
import { z } from 'zod'
import { ensureCertificates } from '../../scripts/certificates/ensure.mjs'
import { App, type AppOptions } from '../../server/app.ts'
import { readConfig, type Config } from '../../server/config.ts'
import { TestConsole } from './console.ts'

const firstRunSchema = z.array(
  z.object({ username: z.string(), password: z.string(), party: z.string(), roles: z.array(z.string()) }),
)

export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: Buffer
}

/** The product in this process, as `index.ts` starts it, on a data folder of its own and any free ports. */
export class Product {
  readonly folder: string
  readonly authority: string
  readonly config: Config
  readonly #options: AppOptions
  readonly #log: Logger
  readonly #tokens = new Map<string, string>()
  #consoles: TestConsole[] = []
  #app: App

  static async start(options: AppOptions = {}, log: Logger = quietLog()): Promise<Product> {
    const folder = await mkdtemp(join(tmpdir(), 'ringdown-product-'))
    const certs = join(folder, 'certs')
    await ensureCertificates({ CERTS_DIR: certs })
    const config = readConfig({
      PORT: '0',
      MEDIA_PORT: '0',
      // A line is tested when a test asks for it, and never because it is just the full hour.
      LINE_TEST_EVERY_MINUTES: '0',
      // One test of ours asks for it after the other.
      LINE_TEST_AGAIN_SECONDS: '0',
      DATA_DIR: join(folder, 'data'),
      CERTS_DIR: certs,
      LOG_LEVEL: 'silent',
    })
    const authority = await readFile(join(certs, 'authority.crt'), 'utf8')
    const quiet = { say: () => {}, ...options }
    const app = await App.start(config, log, quiet)
    return new Product(folder, authority, config, quiet, log, app)
  }

  private constructor(folder: string, authority: string, config: Config, options: AppOptions, log: Logger, app: App) {
    this.folder = folder
    this.authority = authority
    this.config = config
    this.#options = options
    this.#log = log
    this.#app = app
  }

  get url(): string {
    return this.#app.url
  }

  /** Ends the server and starts it again on the same data folder. @param meanwhile while no server is there. */
  async restart(meanwhile: () => Promise<void> = async () => {}, configured: Partial<Config> = {}): Promise<void> {
    for (const console of this.#consoles) console.close()
    this.#consoles = []
    await this.#app.close()
    await meanwhile()
    this.#app = await App.start({ ...this.config, ...configured }, this.#log, this.#options)
  }

  async password(username: string): Promise<string> {
    const people = firstRunSchema.parse(JSON.parse(await readFile(join(this.config.dataDir, 'first-run.json'), 'utf8')))
    const found = people.find((person) => person.username === username)
    if (found === undefined) throw new Error(`There is no ${username} in the demonstration.`)
    return found.password
  }

  /** An access token of a session of this person; the same one until it is forgotten. */
  async signIn(username: string): Promise<string> {
    const known = this.#tokens.get(username)
    if (known !== undefined) return known
    const { status, body } = await this.http('POST', '/api/v1/session', {
      json: { username, password: await this.password(username) },
    })
    if (status !== 200) throw new Error(`${username} could not sign in: ${status} ${body.toString()}`)
    const { accessToken } = z.object({ accessToken: z.string() }).parse(JSON.parse(body.toString()))
    this.#tokens.set(username, accessToken)
    return accessToken
  }

  /** The next request as this person signs in anew. */
  forget(username: string): void {
    this.#tokens.delete(username)
  }

  async console(username: string, tab?: string): Promise<TestConsole> {
    const console = await TestConsole.connect({
      url: this.url,
      authority: this.authority,
      accessToken: await this.signIn(username),
      ...(tab !== undefined && { tab }),
    })
    this.#consoles.push(console)
    return console
  }

  /** One request; `as` signs it with the access token of that person. */
  async http(
    method: string,
    path: string,
    { json, as, headers = {} }: { json?: unknown; as?: string; headers?: Record<string, string> } = {},
  ): Promise<HttpAnswer> {
    const token = as === undefined ? undefined : await this.signIn(as)
    const text = json === undefined ? undefined : JSON.stringify(json)
    return await new Promise((resolve, reject) => {
      const sent = request(
        new URL(path, this.url),
        {
          method,
          ca: this.authority,
          agent: false,
          headers: {
            ...(text !== undefined && { 'content-type': 'application/json' }),
            ...(token !== undefined && { authorization: `Bearer ${token}` }),
            ...headers,
          },
        },
        (answer) => {
          const chunks: Buffer[] = []
          answer.on('data', (chunk: Buffer) => chunks.push(chunk))
          answer.on('error', reject)
          answer.on('end', () =>
            resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
          )
        },
      )
      sent.on('error', reject)
      sent.end(text)
    })
  }

  async close(): Promise<void> {
    for (const console of this.#consoles) console.close()
    await this.#app.close()
    await rm(this.folder, { recursive: true, force: true })
  }
}

const quietLog = () => pino({ level: process.env['TEST_LOG_LEVEL'] ?? 'silent' })
