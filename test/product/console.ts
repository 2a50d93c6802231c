import { randomUUID } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import { evolveLine } from '../../server/calls/evolve.ts'
import {
  noticeSchemas,
  type Answer,
  type AnswerBody,
  type ClientToServerEvents,
  type Notice,
  type NoticeName,
  type RequestName,
  type RequestPayload,
  type ServerToClientEvents,
  NOTICE_NAMES,
} from '../../server/protocol/events.ts'
import type { LineCommandName, LineCommandPayload } from '../../server/protocol/lineCommands.ts'
import type { Call, LineState } from '../../server/protocol/lineState.ts'
import { until } from '../facts/until.ts'

export interface ConsoleOptions {
  readonly url: string
  readonly authority: string
  readonly accessToken: string
  readonly tab?: string
}

type Said = { readonly [N in NoticeName]: { readonly name: N; readonly notice: Notice<N> } }[NoticeName]

/** A console without a page: a real typed socket that remembers everything it was told and folds what it may see. */
export class TestConsole {
  readonly tab: string
  readonly said: Said[] = []
  /** All that has reached it, as it was on the wire. */
  readonly frames: string[] = []
  readonly states = new Map<string, LineState>()
  readonly #socket: Socket<ServerToClientEvents, ClientToServerEvents>
  #welcome: Notice<'console:welcomed'> | undefined
  #refused: Error | undefined

  /** Connects and waits for the welcome. @throws when the server does not let it in. */
  static async connect(options: ConsoleOptions): Promise<TestConsole> {
    const console = new TestConsole(options)
    await until(
      'a console is welcomed or refused',
      () => console.#welcome !== undefined || console.#refused !== undefined,
    )
    if (console.#refused) throw console.#refused
    return console
  }

  private constructor({ url, authority, accessToken, tab }: ConsoleOptions) {
    this.tab = tab ?? randomUUID()
    this.#socket = io(url, {
      transports: ['websocket'],
      ca: authority,
      auth: { accessToken, console: this.tab },
      reconnection: false,
      forceNew: true,
    })
    this.#socket.on('connect_error', (error) => (this.#refused = error))
    const { io: manager } = this.#socket
    manager.on('open', () => manager.engine.on('packet', ({ data }) => this.frames.push(String(data))))
    for (const name of NOTICE_NAMES) this.#socket.on(name, (notice: unknown) => this.#hear(name, notice))
  }

  get welcome(): Notice<'console:welcomed'> {
    if (this.#welcome === undefined) throw new Error('This console has not been welcomed.')
    return this.#welcome
  }

  get id(): string {
    return this.welcome.console
  }

  get connected(): boolean {
    return this.#socket.connected
  }

  /** Any request, also one that no honest console would make. */
  async ask(name: string, payload: unknown): Promise<Answer<unknown>> {
    return (await this.#socket
      .timeout(10_000)
      .emitWithAck(name as 'clock:read', payload as Record<string, never>)) as Answer<unknown>
  }

  async request<N extends RequestName>(name: N, payload: RequestPayload<N>): Promise<Answer<AnswerBody<N>>> {
    return (await this.ask(name, payload)) as Answer<AnswerBody<N>>
  }

  /** A command of a line that must be granted. */
  async command<N extends LineCommandName>(
    name: N,
    payload: Omit<LineCommandPayload<N>, 'commandId'>,
  ): Promise<{ callId: string; version: number }> {
    const answer = await this.ask(name, { commandId: randomUUID(), ...payload })
    if (!answer.ok) throw new Error(`${name} was refused: ${answer.refusal.code}, ${answer.refusal.message}`)
    return answer.body as { callId: string; version: number }
  }

  line(line: string): LineState {
    const state = this.states.get(line)
    if (state === undefined) throw new Error(`This console is not on the line ${line}.`)
    return state
  }

  call(line: string): Call {
    const { call } = this.line(line)
    if (call === undefined) throw new Error(`There has been no call on ${line}.`)
    return call
  }

  heard<N extends NoticeName>(name: N): Notice<N>[] {
    return this.said.filter((said) => said.name === name).map((said) => said.notice as Notice<N>)
  }

  close(): void {
    this.#socket.disconnect()
  }

  #hear(name: NoticeName, notice: unknown): void {
    const parsed = { name, notice: noticeSchemas[name].parse(notice) } as Said
    this.said.push(parsed)
    if (parsed.name === 'console:welcomed') {
      this.#welcome = parsed.notice
      this.states.clear()
      for (const { state } of parsed.notice.lines) this.states.set(state.line, state)
    }
    if (parsed.name === 'line:advanced') {
      for (const entry of parsed.notice.entries) {
        const state = this.line(parsed.notice.line)
        if (entry.version !== state.version + 1) throw new Error(`An entry was skipped before ${entry.version}.`)
        this.states.set(state.line, evolveLine(state, entry))
      }
    }
  }
}
