import type { SignalingPort, WarmLineReport } from '../models/ports.ts'
import type { DeviceFor } from './keptDevices.ts'
import { PathWidth } from './pathWidth.ts'
import { ask } from './receiving.ts'
import { WarmSession } from './warmSession.ts'

/** Waits between attempts: at once after a loss, then doubling. */
const RETRY_MS: readonly [number, number] = [100, 3_000]
const REPORT_EVERY_MS = 1_000

export interface WarmLineOptions {
  readonly line: string
  readonly signaling: SignalingPort
  readonly deviceFor: DeviceFor
  readonly onReport: (report: WarmLineReport) => void
  /** A session is made and may be offered tracks; and its end, after which the next one is made. */
  readonly onSession: (session: WarmSession) => void
  readonly onLost: (session: WarmSession) => void
  /** Its path is too narrow for pictures from now on, or wide enough again. */
  readonly onNarrow: () => void
}

/** Keeps one line warm until it is closed: makes a session, watches it, and makes the next when it is lost. */
export class WarmLine {
  readonly #options: WarmLineOptions
  readonly #unlisten: (() => void)[]
  readonly #width = new PathWidth()
  /** What the server has been told of it for this session. */
  #toldNarrow = false
  readonly #timer: ReturnType<typeof setInterval>
  #state: WarmLineReport['state'] = 'connecting'
  #session: WarmSession | undefined
  #wake: () => void = () => undefined
  #socketWasLost = false
  #closed = false

  constructor(options: WarmLineOptions) {
    this.#options = options
    const { signaling, line } = options
    this.#unlisten = [
      signaling.on('warm-line:lost', (notice) => {
        if (notice.line === line && notice.warmLine === this.#session?.id) this.#session.lose('lost at the server')
      }),
      signaling.onConnection((state) => {
        // The server closes a console's warm lines with its socket. Until then, and while no other can be asked for,
        // the old one may still carry sound.
        if (state === 'lost') this.#socketWasLost = true
        if (state !== 'connected') return
        if (this.#socketWasLost) this.#session?.lose('socket was lost')
        this.#socketWasLost = false
        this.#wake()
      }),
      this.#width.changed.on(() => {
        this.#reportNarrow()
        options.onNarrow()
      }),
    ]
    this.#timer = setInterval(() => this.#report(), REPORT_EVERY_MS)
    void this.#run()
  }

  get session(): WarmSession | undefined {
    return this.#session
  }

  /** Is its path too narrow for pictures? */
  get narrow(): boolean {
    return this.#width.narrow
  }

  get up(): boolean {
    return this.#state === 'up'
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    clearInterval(this.#timer)
    for (const unlisten of this.#unlisten) unlisten()
    const { line, signaling } = this.#options
    const session = this.#session
    if (session !== undefined) void signaling.request('warm-line:close', { line, warmLine: session.id })
    session?.close()
    this.#wake()
  }

  async #run(): Promise<void> {
    const { signaling, line, deviceFor, onSession, onLost } = this.#options
    let waitMs = RETRY_MS[0]
    while (!this.#closed) {
      try {
        const onMade = (made: WarmSession): void => {
          this.#session = made
          made.quieter.on(() => this.#report())
          onSession(made)
        }
        const session = await WarmSession.open(signaling, line, deviceFor, onMade, this.#width)
        this.#toldNarrow = false
        this.#reportNarrow()
        const first = await Promise.race([session.up, session.lost])
        if (first === undefined) {
          this.#set('up')
          waitMs = RETRY_MS[0]
          await session.lost
        }
      } catch {
        // Refused or not answered: the wait below, then again. What stays wrong shows as a line that is down.
      }
      this.#end(onLost)
      if (this.#closed) break
      this.#set('down')
      await this.#wait(waitMs)
      waitMs = Math.min(waitMs * 2, RETRY_MS[1])
      this.#set('connecting')
    }
    this.#set('down')
  }

  #end(onLost: (session: WarmSession) => void): void {
    const session = this.#session
    if (session === undefined) return
    this.#session = undefined
    session.close()
    onLost(session)
  }

  async #wait(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  #set(state: WarmLineReport['state']): void {
    if (this.#state === state) return
    this.#state = state
    this.#report()
  }

  /** Others are to send what a narrow path carries: said until the server has heard it. */
  #reportNarrow(): void {
    const { signaling, line } = this.#options
    const session = this.#session
    const { narrow } = this.#width
    if (session === undefined || narrow === this.#toldNarrow) return
    this.#toldNarrow = narrow
    const isSo = (): boolean => this.#session === session && this.#width.narrow === narrow
    void ask(signaling, 'warm-line:report', { line, warmLine: session.id, narrow }, isSo)
  }

  #report(): void {
    const { line, onReport } = this.#options
    const session = this.#state === 'up' ? this.#session : undefined
    onReport({ line, state: this.#state, ...session?.measured(), ...(session?.quiet && { quiet: true }) })
  }
}
