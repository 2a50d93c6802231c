import { effect, signal } from '@preact/signals'
import type { ClockPort } from '../../../client/models/deskPorts.ts'
import { createCommand } from '../../../client/models/commands.ts'
import { createLines, type Lines } from '../../../client/models/lines.ts'
import { createTextLines, type TextLines } from '../../../client/models/textLine.ts'
import { Connection } from '../../../client/signaling/connection.ts'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import { Relay } from '../../browser/disasters/relay.ts'
import { FakeAttention, FakeNotifications } from '../../client/fakeAttention.ts'
import { FakeStorage, FakeTabs } from '../../client/fakePorts.ts'

const LINE = LEADERS.line

const realClock: ClockPort = {
  nowMs: () => performance.timeOrigin + performance.now(),
  every(intervalMs, run) {
    const timer = setInterval(run, intervalMs)
    return () => clearInterval(timer)
  },
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}

/** Somebody at a real console's models and socket, with a cable of their own to the server. */
export class Desk {
  readonly person: string
  readonly relay: Relay
  /** The texts of the line as this console came to know them, in that order; a page that is loaded anew goes on. */
  readonly seen: { readonly number: number; readonly text: string }[] = []
  /** By number, all that this console has ever had before it. */
  readonly had = new Map<number, string>()
  readonly broken: string[] = []
  readonly #tab = crypto.randomUUID()
  readonly #storage = new FakeStorage()
  #page: { lines: Lines; texts: TextLines; close: () => void }

  static async open(person: string, port: number): Promise<Desk> {
    return new Desk(person, await Relay.to(port))
  }

  private constructor(person: string, relay: Relay) {
    this.person = person
    this.relay = relay
    this.#page = this.#load()
  }

  /** The page is loaded anew: all that it had in memory is gone. */
  reload(): void {
    this.#page.close()
    this.#page = this.#load()
  }

  get isWelcomed(): boolean {
    return this.#page.lines.own.peek() !== undefined
  }
  /** What the log of the text line shows here now. */
  get list(): { readonly number: number; readonly text: string }[] {
    return this.#page.texts.messages(LINE).map(({ number, texts: said }) => ({ number, text: said[0]?.text ?? '' }))
  }
  get waiting(): number {
    return this.#page.texts.waiting(LINE).length
  }

  write(text: string): void {
    this.#page.texts.change(LINE, { text })
    const send = this.#page.texts.send(LINE)
    if (send === undefined) throw new Error(`${this.person} cannot write.`)
    send()
  }

  /** Acknowledges the newest message of others that nobody of the party has acknowledged, if there is one. */
  acknowledge(): void {
    const { texts } = this.#page
    void texts
      .messages(LINE)
      .map((text) => texts.acknowledge(LINE, text))
      .findLast((action) => action !== undefined)?.()
  }

  /** Reads what came before the first that is shown, as far back as there is anything. @returns the pages. */
  async readOlder(): Promise<number> {
    let pages = 0
    for (let read = this.#older(); read !== undefined; read = this.#older()) {
      await read()
      pages += 1
      if (this.#page.texts.older.failed(LINE)) throw new Error(`${this.person} cannot read older messages.`)
    }
    return pages
  }

  async close(): Promise<void> {
    this.#page.close()
    await this.relay.close()
  }

  #older(): (() => Promise<void>) | undefined {
    return this.#page.texts.older.read(LINE)
  }

  #load() {
    const connection = Connection.create({
      url: `http://127.0.0.1:${this.relay.port}`,
      onBroken: (what) => this.broken.push(what),
    })
    const lines = createLines(connection, () => {}, signal('en'))
    const texts = createTextLines(
      {
        ...{ signaling: connection, clock: realClock, lines, command: createCommand(connection, realClock) },
        ...{ storage: this.#storage, tabs: new FakeTabs() },
        ...{ attention: new FakeAttention(), notifications: new FakeNotifications() },
        refused: () => {},
      },
      () => ({ title: '', body: '' }),
    )
    const watch = effect(() => {
      for (const { number, texts: said } of lines.snapshotOf(LINE)?.state.texts.newest ?? []) {
        if (number > (this.seen.at(-1)?.number ?? 0)) this.seen.push({ number, text: said[0]?.text ?? '' })
      }
    })
    const watchAll = effect(() => {
      for (const { number, texts: said } of texts.messages(LINE)) this.had.set(number, said[0]?.text ?? '')
    })
    connection.open(async () => ({ accessToken: this.person, console: this.#tab }))
    const close = (): void => {
      watch()
      watchAll()
      texts.close()
      lines.close()
      connection.close()
    }
    return { lines, texts, close }
  }
}
