import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { certificateFiles, ensureCertificates } from '../../../scripts/certificates/ensure.mjs'
import { ensureClient } from '../../../scripts/setUp/clientBuild.mjs'
import { eventually } from './patience.ts'

const firstRunSchema = z.array(z.object({ username: z.string(), password: z.string() }))

/** How much of what the server said is kept, to be shown when something goes wrong. */
const KEPT_LINES = 400
/** Nothing goes before it: as root, Chromium puts most of its own threads at -8, and the server waited for them. */
const SERVER_PRIORITY = -20

/**
 * The product as `npm start` runs it: a process of its own under the supervisor, on a data folder, certificates and
 * ports of its own.
 */
export class Installation {
  readonly folder: string
  readonly authorityFile: string
  readonly #port: number
  readonly #supervisor: ChildProcess
  readonly #said: string[] = []
  #starts = 0

  /** Waits until it serves. */
  static async start(): Promise<Installation> {
    await ensureClient()
    const folder = await mkdtemp(join(tmpdir(), 'ringdown-hotline-'))
    const certs = join(folder, 'certs')
    await ensureCertificates({ CERTS_DIR: certs })
    // Consoles come back to where they were, so a server that is started again needs its port again: any free one, kept.
    const port = await freePort()
    const supervisor = spawn(process.execPath, [new URL('superviseProcess.ts', import.meta.url).pathname], {
      env: {
        ...process.env,
        NODE_ENV: 'test',
        PORT: String(port),
        MEDIA_PORT: '0',
        // A test begins when a test of ours asks for it, and never because it is just the full hour.
        LINE_TEST_EVERY_MINUTES: '0',
        // One test of ours asks for it after the other.
        LINE_TEST_AGAIN_SECONDS: '0',
        DATA_DIR: join(folder, 'data'),
        CERTS_DIR: certs,
        LOG_LEVEL: 'info',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    goBeforeBrowsers(supervisor)
    const installation = new Installation(folder, certificateFiles(certs).authority.crt, port, supervisor)
    try {
      await installation.#servesAgain(0)
    } catch (error) {
      await installation.close()
      throw error
    }
    return installation
  }

  private constructor(folder: string, authorityFile: string, port: number, supervisor: ChildProcess) {
    this.folder = folder
    this.authorityFile = authorityFile
    this.#port = port
    this.#supervisor = supervisor
    for (const output of [supervisor.stdout, supervisor.stderr]) {
      if (output === null) continue
      createInterface({ input: output }).on('line', (line) => {
        if (line.startsWith('Ringdown serves ')) this.#starts += 1
        this.#said.push(line)
        this.#said.splice(0, this.#said.length - KEPT_LINES)
      })
    }
  }

  /** The address of this installation as the people of one party call it; each name keeps its own cookies. */
  url(party: string): string {
    return `https://${party}.localhost:${this.#port}`
  }

  /** The last that the server said. */
  get said(): string {
    return this.#said.join('\n')
  }

  async password(username: string): Promise<string> {
    const people = firstRunSchema.parse(JSON.parse(await readFile(join(this.folder, 'data', 'first-run.json'), 'utf8')))
    const found = people.find((person) => person.username === username)
    if (found === undefined) throw new Error(`There is no ${username} in the demonstration.`)
    return found.password
  }

  /** The process that serves at this moment. */
  async serverPid(): Promise<number> {
    const [pid] = await childrenOf(this.#supervisor.pid)
    if (pid === undefined) throw new Error('No server runs under the supervisor.')
    return pid
  }

  /** The media workers of the process that serves at this moment. */
  async workerPids(): Promise<number[]> {
    return await childrenOf(await this.serverPid())
  }

  /**
   * Kills the server without a word, and waits until its supervisor has another one serving.
   *
   * @returns when it was killed, by the clock of the machine: to find out which process it is may have taken a moment.
   */
  async killServer(): Promise<number> {
    const starts = this.#starts
    const pid = await this.serverPid()
    const atMs = Date.now()
    process.kill(pid, 'SIGKILL')
    await this.#servesAgain(starts)
    return atMs
  }

  async close(): Promise<void> {
    if (this.#supervisor.exitCode === null && this.#supervisor.signalCode === null) {
      const ended = once(this.#supervisor, 'exit')
      this.#supervisor.kill('SIGTERM')
      await ended
    }
    await rm(this.folder, { recursive: true, force: true })
  }

  async #servesAgain(starts: number): Promise<void> {
    await eventually(
      'the server serves',
      () => {
        if (this.#supervisor.exitCode !== null) throw new Error(`The server did not start.\n${this.said}`)
        return this.#starts > starts
      },
      30_000,
    ).catch((cause: unknown) => {
      throw new Error(`The server does not serve.\n${this.said}`, { cause })
    })
  }
}

async function childrenOf(pid: number | undefined): Promise<number[]> {
  if (pid === undefined) return []
  const children: number[] = []
  for (const task of await readdir(`/proc/${pid}/task`)) {
    const listed = await readFile(`/proc/${pid}/task/${task}/children`, 'utf8')
    children.push(...listed.split(' ').filter(Boolean).map(Number))
  }
  return children
}

async function freePort(): Promise<number> {
  const listener = createServer()
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  await new Promise((resolve) => listener.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('It listens on a port.')
  return address.port
}

/**
 * A server has a machine of its own; here it shares two cores with browsers, whose threads put themselves before others
 * where they may. Where it may as well it goes before them, with all that it starts.
 */
function goBeforeBrowsers({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    setPriority(pid, SERVER_PRIORITY)
  } catch (error) {
    // A wish: neither every user nor root in every container may.
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_SYSTEM_ERROR')) throw error
  }
}
