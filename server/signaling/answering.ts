import { z } from 'zod'
import { Bucket, type Rate } from '../calls/bucket.ts'
import { REQUEST_NAMES, type Answer, type RequestName } from '../protocol/events.ts'
import { refusal } from '../protocol/refusal.ts'
import { MOST_CHARACTERS } from '../protocol/texts.ts'
import { Allowances } from './allowance.ts'
import type { SignedIn } from './consoles.ts'
import type { ConsoleSocket } from './consoleSocket.ts'
import type { DirectoryPort, LinesPort, SignalingLog } from './ports.ts'
import { handleRequest, type Handlers } from './requests.ts'

/** Refusals that are logged: whoever floods the server must not flood its log. */
const TOLD: Rate = { burst: 100, perSecond: 2 }

export interface AnsweringOptions {
  readonly handlers: Handlers
  readonly directory: Pick<DirectoryPort, 'person'>
  readonly lines: Pick<LinesPort, 'definition'>
  readonly clock: () => number
  readonly log: SignalingLog
  /** A console says that it lives. */
  readonly onBeat: (signedIn: SignedIn) => void
}

/** Gives every message of a console its one answer, as long as its person has not used up what they may ask. */
export class Answering {
  readonly #options: AnsweringOptions
  readonly #allowances: Allowances
  readonly #told = new Bucket(TOLD, performance.now())

  constructor(options: AnsweringOptions) {
    this.#options = options
    this.#allowances = new Allowances(options.clock)
  }

  answerAll(socket: ConsoleSocket, signedIn: SignedIn): void {
    for (const name of REQUEST_NAMES) {
      socket.on(
        name,
        (payload: unknown, acknowledge: unknown) => void this.#request(name, payload, acknowledge, signedIn),
      )
    }
    socket.onAny((name: unknown, ...all: unknown[]) => this.#other(name, all, signedIn))
  }

  async #request(name: RequestName, payload: unknown, acknowledge: unknown, signedIn: SignedIn): Promise<void> {
    // A beat has said all it has to by coming. It counts also when its answer is refused: the flood of one of a person's
    // consoles must make none of their others look dead.
    if (name === 'console:beat') this.#options.onBeat(signedIn)
    const allowed = this.#allowed(signedIn, name, charactersOf(payload))
    // Without an acknowledgement there is nobody to answer: every request of the protocol has one.
    if (!isAcknowledgement(acknowledge)) return
    if (!allowed) return acknowledge(SLOW_DOWN)
    const answer = await this.#answer(name, payload, signedIn)
    if (!answer.ok && this.#told.take(performance.now()))
      this.#options.log.info({ console: signedIn.console, request: name, code: answer.refusal.code }, 'Refused.')
    acknowledge(answer)
  }

  async #answer(name: RequestName, payload: unknown, signedIn: SignedIn): Promise<Answer<unknown>> {
    const { directory, lines, handlers, log } = this.#options
    try {
      return await handleRequest(name, payload, signedIn, directory, lines, handlers)
    } catch (error) {
      log.error({ console: signedIn.console, request: name, err: error }, 'A request failed.')
      return { ok: false, refusal: refusal('unavailable', 'The server could not do that. Try again.') }
    }
  }

  /** An event that the protocol does not have changes nothing, and its sender is told so when it asked to be answered. */
  #other(name: unknown, all: readonly unknown[], signedIn: SignedIn): void {
    const known: readonly unknown[] = REQUEST_NAMES
    if (known.includes(name)) return
    const allowed = this.#allowed(signedIn, undefined)
    const acknowledge = all.at(-1)
    if (!isAcknowledgement(acknowledge)) return
    // socket.io lets a sender name an event by any number or text.
    const shown = String(name).slice(0, 40)
    const unknown = refusal('malformed', `The protocol has no request "${shown}".`)
    acknowledge(allowed ? { ok: false, refusal: unknown } : SLOW_DOWN)
  }

  #allowed({ person, console }: SignedIn, name: RequestName | undefined, characters = 0): boolean {
    const taken = this.#allowances.take(person, name, characters)
    // Once: somebody who floods the server must not flood its log.
    if (taken === 'refused-first')
      this.#options.log.info(
        { console, person, request: name, code: 'slow-down' },
        'Refused, until they have slowed down.',
      )
    return taken === 'granted'
  }
}

/** Only that much of a request is looked at before it is known that its person may ask at all. */
const writtenSchema = z.object({
  text: z.string(),
  translations: z.array(z.object({ text: z.string() })).exactOptional(),
})

/** How much somebody writes. What is longer than any message is refused as malformed, and counts as the longest. */
function charactersOf(payload: unknown): number {
  const { data } = writtenSchema.safeParse(payload)
  const texts = data ? [data, ...(data.translations ?? [])] : []
  return Math.min(
    texts.reduce((sum, { text }) => sum + text.length, 0),
    2 * MOST_CHARACTERS,
  )
}

const SLOW_DOWN: Answer<never> = {
  ok: false,
  refusal: refusal('slow-down', 'Too many requests at your consoles. Wait a second.'),
}

/** What socket.io hands over where the sender wants an answer. */
const isAcknowledgement = (value: unknown): value is (answer: Answer<unknown>) => void => typeof value === 'function'
