import { readFile } from 'node:fs/promises'
import { request } from 'node:https'
import { z } from 'zod'
import type { Installation } from './installation.ts'

const sessionSchema = z.object({ accessToken: z.string() })

/** Somebody's program, without a browser: it signs in, and asks for what that person may have. */
export class Program {
  readonly #installation: Installation
  readonly #authority: string
  #accessToken: string | undefined

  static async signIn(installation: Installation, username: string): Promise<Program> {
    const program = new Program(installation, await readFile(installation.authorityFile, 'utf8'))
    const body = JSON.stringify({ username, password: await installation.password(username) })
    const session = await program.#ask('POST', '/api/v1/session', body)
    program.#accessToken = sessionSchema.parse(JSON.parse(session.toString())).accessToken
    return program
  }

  private constructor(installation: Installation, authority: string) {
    this.#installation = installation
    this.#authority = authority
  }

  /** What a socket of the same session hands over. */
  get accessToken(): string {
    if (this.#accessToken === undefined) throw new Error('This program has not signed in.')
    return this.#accessToken
  }

  async get(path: string): Promise<Buffer> {
    return await this.#ask('GET', path)
  }

  async read<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    return schema.parse(JSON.parse((await this.get(path)).toString()))
  }

  async #ask(method: string, path: string, body?: string): Promise<Buffer> {
    return await new Promise((resolve, reject) => {
      const sent = request(
        new URL(path, this.#installation.url('kr')),
        {
          method,
          ca: this.#authority,
          agent: false,
          // Names under localhost are this machine in every browser, but not in every resolver.
          lookup: (_host, _options, found) => found(null, [{ address: '127.0.0.1', family: 4 }]),
          headers: {
            ...(body !== undefined && { 'content-type': 'application/json' }),
            ...(this.#accessToken !== undefined && { authorization: `Bearer ${this.#accessToken}` }),
          },
        },
        (answer) => {
          const chunks: Buffer[] = []
          answer.on('data', (chunk: Buffer) => chunks.push(chunk))
          answer.on('error', reject)
          answer.on('end', () => {
            const all = Buffer.concat(chunks)
            if (answer.statusCode !== undefined && answer.statusCode < 300) resolve(all)
            else reject(new Error(`${method} ${path} was answered ${answer.statusCode}: ${all.toString()}`))
          })
        },
      )
      sent.on('error', reject)
      sent.end(body)
    })
  }
}
