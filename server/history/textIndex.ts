import { foldText, NO_TEXTS } from '../calls/texts.ts'
import type { LineEntry } from '../protocol/lineFacts.ts'
import type { TextFact } from '../protocol/textFacts.ts'
import type { LineText } from '../protocol/texts.ts'

/** What is kept of each message beside the log, where the writing itself stays. */
interface Indexed {
  readonly commandId: string
  readonly party: string
  readonly characters: number
  readonly delivered: LineText['delivered']
  readonly acknowledged: LineText['acknowledged']
}

/** As many as are looked up for one answer, and as much of them as is sent in one; a single message always. */
const PAGE_TEXTS = 50
const PAGE_CHARACTERS = 50_000

/** Where each message of a line stands in the log, and what is proved of it. */
export class TextIndex {
  /** By number, from 1. */
  readonly #texts: Indexed[] = []

  add(entry: LineEntry): void {
    for (const fact of entry.facts) {
      if (fact.type === 'text:sent') this.#sent(fact, entry)
      if (fact.type === 'text:delivered') this.#delivered(fact, entry)
      if (fact.type === 'text:acknowledged') this.#acknowledged(fact, entry)
    }
  }

  /** The messages right before a number. @param find the entry that a command has made. */
  async before(number: number, find: (commandId: string) => Promise<LineEntry | undefined>): Promise<LineText[]> {
    const page = this.#page(number)
    const found: { readonly text: LineText; readonly known: Indexed }[] = []
    for (const known of page) {
      const text = sentIn(await find(known.commandId))
      if (text === undefined) throw new Error(`The message of the command ${known.commandId} is not in the log.`)
      found.push({ text, known })
    }
    // After the last look-up, so that nothing that became of them meanwhile is left out.
    return found.map(({ text, known: { delivered, acknowledged } }) => ({
      ...text,
      delivered: [...delivered],
      acknowledged: [...acknowledged],
    }))
  }

  #page(number: number): readonly Indexed[] {
    const end = Math.min(number - 1, this.#texts.length)
    let from = end
    let characters = 0
    while (from > 0 && end - from < PAGE_TEXTS) {
      characters += this.#texts[from - 1]?.characters ?? 0
      if (characters > PAGE_CHARACTERS && from < end) break
      from -= 1
    }
    return this.#texts.slice(from, end)
  }

  #sent(fact: Extract<TextFact, { type: 'text:sent' }>, { commandId, by }: LineEntry): void {
    this.#texts.push({
      ...{ commandId, party: by.kind === 'console' ? by.party : '', delivered: [], acknowledged: [] },
      characters: fact.texts.reduce((sum, { text }) => sum + text.length, 0),
    })
  }

  #delivered(fact: Extract<TextFact, { type: 'text:delivered' }>, { atMs }: LineEntry): void {
    const { party, from = 1, upTo } = fact
    for (const text of this.#texts.slice(from - 1, upTo))
      if (text.party !== party && !text.delivered.some((mark) => mark.party === party))
        text.delivered.push({ party, atMs })
  }

  #acknowledged({ number }: Extract<TextFact, { type: 'text:acknowledged' }>, { by, atMs }: LineEntry): void {
    if (by.kind !== 'console') return
    const { person, name, party } = by
    this.#texts[number - 1]?.acknowledged.push({ person, name, party, atMs })
  }
}

function sentIn(entry: LineEntry | undefined): LineText | undefined {
  const fact = entry?.facts.find(({ type }) => type === 'text:sent')
  return entry && fact?.type === 'text:sent' ? foldText(NO_TEXTS, fact, entry).newest[0] : undefined
}
