import { z } from 'zod'
import { commandIdSchema, consoleIdSchema, lineIdSchema, preparedIdSchema } from '../../server/protocol/identifiers.ts'
import { refusalCodeSchema } from '../../server/protocol/refusal.ts'
import { languageSchema, textInLanguageSchema, writingSchema } from '../../server/protocol/texts.ts'
import type { StoragePort } from './deskPorts.ts'

/** A message that was written here and of which it is not known yet that it stands in the log. */
const outgoingSchema = z.object({
  /** Made when it was written: however often it is sent, it is one message. */
  commandId: commandIdSchema,
  line: lineIdSchema,
  language: languageSchema,
  text: writingSchema,
  prepared: preparedIdSchema.exactOptional(),
  translations: z.array(textInLanguageSchema).exactOptional(),
  /** By this machine's clock. */
  writtenAtMs: z.number(),
  /**
   * It is not sent by itself: it was refused with that code, or is `old`, found again when hours may have passed since it
   * was meant. Its writer decides.
   */
  held: z.union([refusalCodeSchema, z.literal('old')]).exactOptional(),
})
export type Outgoing = z.infer<typeof outgoingSchema>

const NAME = 'ringdown.outbox'
const nameOf = (person: string, console: string): string => `${NAME}/${person}/${console}`

/**
 * What waits to be sent, in the browser's storage. Each console has a place of its own, so that no two tabs write in one;
 * what a console has left behind is found under its name.
 */
export interface OutboxStore {
  readonly read: (person: string, console: string) => readonly Outgoing[]
  readonly write: (person: string, console: string, items: readonly Outgoing[]) => void
  /** The consoles of this person at which something was written that waits. */
  readonly consolesOf: (person: string) => readonly string[]
}

export function createOutboxStore(storage: StoragePort): OutboxStore {
  return {
    read(person, console) {
      const kept = z.array(z.unknown()).safeParse(storage.read(nameOf(person, console)))
      // One that an older version or a hand has written there does not keep the others from being sent.
      return (kept.data ?? []).flatMap((item) => outgoingSchema.safeParse(item).data ?? [])
    },
    write(person, console, items) {
      if (items.length > 0) storage.write(nameOf(person, console), items)
      else storage.forget(nameOf(person, console))
    },
    consolesOf(person) {
      const prefix = nameOf(person, '')
      return storage
        .names()
        .filter((name) => name.startsWith(prefix))
        .map((name) => name.slice(prefix.length))
        .filter((console) => consoleIdSchema.safeParse(console).success)
    },
  }
}
