import { directoryFactSchema } from './directory.ts'
import { NOTICE_NAMES, REQUEST_NAMES } from './events.ts'
import { lineFactSchema } from './lineFacts.ts'
import { noteFactSchema } from './notes.ts'
import { recordFactSchema } from './recordFacts.ts'

const factNames = (schema: { options: readonly { shape: { type: { value: string } } }[] }): string[] =>
  schema.options.map((option) => option.shape.type.value)

/** Every `noun:verb` and `noun:participle` of the protocol, sorted: PROTOCOL.md names the same (held by `npm run check`). */
export function protocolNames(): string[] {
  const names = new Set<string>([
    ...REQUEST_NAMES,
    ...NOTICE_NAMES,
    ...factNames(lineFactSchema),
    ...factNames(recordFactSchema),
    ...factNames(directoryFactSchema),
    ...factNames(noteFactSchema),
  ])
  return [...names].sort()
}
