import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { identityToRecipient } from 'age-encryption'
import { formatSigningKey } from '../../server/chain/signature.ts'
import { identities, signingKey } from './synthetic.ts'

const lineSchema = z.object({
  up: z.number().optional(),
  tracks: z.array(z.string()).optional(),
  atMs: z.number().optional(),
  handed: z.array(z.number()).optional(),
  markAtMs: z.number().optional(),
  safeUpToMs: z.number().optional(),
  failing: z.boolean().optional(),
  trouble: z.string().optional(),
  code: z.string().optional(),
  closed: z.unknown().optional(),
})
export type ChildLine = z.infer<typeof lineSchema>

/** The process that records, and everything it has said. */
export class RecordingChild {
  readonly lines: ChildLine[] = []
  readonly #process: ChildProcess
  readonly #ended: Promise<unknown>

  static async start(dataDir: string, callId: string, ...more: string[]): Promise<RecordingChild> {
    await writeFile(join(dataDir, 'signing.pem'), formatSigningKey(signingKey), { mode: 0o600 })
    const recipient = await identityToRecipient(identities[0] ?? '')
    return new RecordingChild([dataDir, callId, recipient, ...more])
  }

  private constructor(args: readonly string[]) {
    const script = fileURLToPath(new URL('recordingProcess.ts', import.meta.url))
    this.#process = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
    const { stdout } = this.#process
    if (stdout === null) throw new Error('The process has no output.')
    const lines = createInterface({ input: stdout })
    lines.on('line', (line) => this.lines.push(lineSchema.parse(JSON.parse(line))))
    this.#ended = Promise.all([once(this.#process, 'exit'), once(lines, 'close')])
  }

  get pid(): number {
    if (this.#process.pid === undefined) throw new Error('The process did not start.')
    return this.#process.pid
  }

  last(what: (line: ChildLine) => boolean): ChildLine | undefined {
    return this.lines.findLast(what)
  }

  /** How large any file of the process may get; what is larger already can be written no more. */
  limitFiles(bytes: number | 'unlimited'): void {
    execFileSync('prlimit', ['--pid', String(this.pid), `--fsize=${bytes}:`])
  }

  tell(line: string): void {
    this.#process.stdin?.write(`${line}\n`)
  }

  async kill(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) this.#process.kill('SIGKILL')
    await this.#ended
  }

  /** It says the rest and ends by itself. */
  async ended(): Promise<void> {
    this.#process.stdin?.end()
    await this.#ended
  }
}
