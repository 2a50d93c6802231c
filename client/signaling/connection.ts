import { io, type Socket } from 'socket.io-client'
import type { z } from 'zod'
import type { Credentials, ConnectionPort } from '../models/deskPorts.ts'
import type { Unsubscribe } from '../models/ports.ts'
import { remembered } from '../models/remembered.ts'
import {
  answerSchema,
  noticeSchemas,
  NOTICE_NAMES,
  requestSchemas,
  type Answer,
  type AnswerBody,
  type Notice,
  type NoticeName,
  type RequestName,
  type RequestPayload,
} from '../../server/protocol/events.ts'
import { refusal } from '../../server/protocol/refusal.ts'

/** Longer than any healthy answer takes, and short enough that a person still knows what they clicked. */
const ANSWER_WITHIN_MS = 10_000
/** A restarted server is back within a second: the first tries come close together, and never more than a second apart. */
const AGAIN_FIRST_MS = 100
const AGAIN_LAST_MS = 1_000
const CONNECT_WITHIN_MS = 3_000
/** After a refusal there is nothing to gain by haste. */
const AGAIN_REFUSED_MS = 1_000

type State = 'connecting' | 'connected' | 'lost'

/** Found by the console itself: the server has said no sentence, and the console says in its language what the code means. */
const UNAVAILABLE: Answer<never> = { ok: false, refusal: refusal('unavailable', '') }

export interface ConnectionOptions {
  /** Where the server is; the page's own address when absent. */
  readonly url?: string
  readonly answerWithinMs?: number
  /** Told of what did not keep to the contract, without its content. */
  readonly onBroken?: (what: string) => void
}

/** The typed socket: it connects for ever, parses all that comes in, and gives each request exactly one answer. */
export class Connection implements ConnectionPort {
  readonly #options: ConnectionOptions
  /** Each takes the notice of its name; `on` sees to that. */
  readonly #listeners = new Map(NOTICE_NAMES.map((name) => [name, new Set<(notice: never) => void>()]))
  readonly #stateListeners = new Set<(state: State) => void>()
  /** Making a schema costs more than parsing by it. */
  readonly #answerOf = remembered((body: z.ZodType) => answerSchema(body))
  #socket: Socket | undefined
  #state: State = 'connecting'
  #refused = false
  #again: ReturnType<typeof setTimeout> | undefined

  static create(options: ConnectionOptions = {}): Connection {
    return new Connection(options)
  }

  private constructor(options: ConnectionOptions) {
    this.#options = options
  }

  open(credentials: Credentials): void {
    this.close()
    this.#become('connecting')
    const socket = io(this.#options.url ?? '/', {
      autoConnect: false,
      // A connection of its own: what an earlier session left behind cannot answer for this one.
      forceNew: true,
      transports: ['websocket'],
      reconnectionDelay: AGAIN_FIRST_MS,
      reconnectionDelayMax: AGAIN_LAST_MS,
      randomizationFactor: 0.2,
      timeout: CONNECT_WITHIN_MS,
      auth: (hand) => void this.#handOver(socket, credentials, hand),
    })
    this.#socket = socket
    socket.on('connect', () => {
      this.#refused = false
      this.#become('connected')
    })
    socket.on('disconnect', () => {
      this.#become('lost')
      if (!socket.active) this.#connectAgain(socket, AGAIN_FIRST_MS)
    })
    socket.on('connect_error', () => {
      this.#become(this.#state === 'connected' ? 'lost' : this.#state)
      // Still active means that socket.io itself tries again; otherwise the server has answered, and said no.
      if (socket.active) return
      this.#refused = true
      this.#connectAgain(socket, AGAIN_REFUSED_MS)
    })
    for (const name of NOTICE_NAMES) socket.on(name, (notice: unknown) => this.#hear(name, notice))
    socket.connect()
  }

  reconnect(): void {
    this.#socket?.disconnect()
  }

  close(): void {
    clearTimeout(this.#again)
    const socket = this.#socket
    this.#socket = undefined
    socket?.off()
    socket?.disconnect()
  }

  async request<N extends RequestName>(name: N, payload: RequestPayload<N>): Promise<Answer<AnswerBody<N>>> {
    const socket = this.#socket
    if (!socket?.connected) return UNAVAILABLE
    let answer: unknown
    try {
      answer = await socket.timeout(this.#options.answerWithinMs ?? ANSWER_WITHIN_MS).emitWithAck(name, payload)
    } catch {
      return UNAVAILABLE
    }
    const parsed = this.#answerOf(requestSchemas[name].answer).safeParse(answer)
    // The schema is the one of this very request; a generic name is more than the compiler can follow.
    if (parsed.success) return parsed.data as Answer<AnswerBody<N>>
    this.#options.onBroken?.(`the answer to ${name}`)
    return UNAVAILABLE
  }

  on<N extends NoticeName>(name: N, listener: (notice: Notice<N>) => void): Unsubscribe {
    const listeners = this.#listeners.get(name)
    listeners?.add(listener)
    return () => void listeners?.delete(listener)
  }

  onConnection(listener: (state: State) => void): Unsubscribe {
    this.#stateListeners.add(listener)
    listener(this.#state)
    return () => void this.#stateListeners.delete(listener)
  }

  async #handOver(socket: Socket, credentials: Credentials, hand: (auth: object) => void): Promise<void> {
    const auth = await credentials(this.#refused).catch(() => undefined)
    // Closed, or opened anew, while the token was being renewed.
    if (this.#socket !== socket) return
    // Without a token the server refuses, and it is tried again: by then there is one, or the session has ended.
    hand(auth ?? {})
  }

  #connectAgain(socket: Socket, afterMs: number): void {
    if (this.#socket !== socket) return
    clearTimeout(this.#again)
    this.#again = setTimeout(() => {
      if (this.#socket === socket) socket.connect()
    }, afterMs)
  }

  #hear(name: NoticeName, notice: unknown): void {
    const parsed = noticeSchemas[name].safeParse(notice)
    if (!parsed.success) {
      this.#options.onBroken?.(name)
      // An entry that cannot be read would leave a gap: a new snapshot is the only honest way on.
      if (name === 'line:advanced') this.reconnect()
      return
    }
    for (const listener of [...(this.#listeners.get(name) ?? [])]) listener(parsed.data as never)
  }

  #become(state: State): void {
    if (state === this.#state) return
    this.#state = state
    for (const listener of [...this.#stateListeners]) listener(state)
  }
}
