import { NO_TEXTS, foldText } from '../calls/texts.ts'
import type { LineEntry } from '../protocol/lineFacts.ts'
import type { RecordText } from '../protocol/records.ts'

/** Every message of a call, from its slice of the line; in the state of the line only the newest are kept. */
export function textsOf(callId: string, entries: readonly LineEntry[]): RecordText[] {
  let texts = NO_TEXTS
  for (const entry of entries) {
    for (const fact of entry.facts) {
      const isText = fact.type === 'text:sent' || fact.type === 'text:delivered' || fact.type === 'text:acknowledged'
      if (isText && fact.callId === callId) texts = foldText(texts, fact, entry)
    }
  }
  return texts.newest.map(({ from, commandId: _command, callId: _call, ...text }) => {
    const { person, name, party } = from
    return { ...text, person, name, party, text: text.texts[0]?.text ?? '' }
  })
}
