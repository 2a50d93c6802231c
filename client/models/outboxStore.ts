import { z } from 'zod'
import { commandIdSchema, consoleIdSchema } from '../../server/protocol/identifiers.ts'
import { refusalCodeSchema } from '../../server/protocol/refusal.ts'
import type { StoragePort } from './deskPorts.ts'

/** What everything has that was written here and of which it is not known yet that it stands in the log. */
export const outgoingShape = {
  /** Made when it was written: however often it is sent, it is one command. */
  commandId: commandIdSchema,
  /** By this machine's clock. */
  writtenAtMs: z.number(),
  /**
   * It is not sent by itself: it was refused with that code, or is `old`, found again when hours may have passed since it
   * was meant. Its writer decides.
   */
  held: z.union([refusalCodeSchema, z.literal('old')]).exactOptional(),
}
const outgoingSchema = z.object(outgoingShape)
export type AnyOutgoing = z.infer<typeof outgoingSchema>

/**
 * What waits to be sent, in the browser's storage. Each console has a place of its own, so that no two tabs write in one;
 * what a console has left behind is found under its name.
 */
export interface OutboxStore<Item> {
  readonly read: (person: string, console: string) => readonly Item[]
  /** @returns whether they are kept; otherwise those are that were before. */
  readonly write: (person: string, console: string, items: readonly Item[]) => boolean
  /** The consoles of this person at which something was written that waits. */
  readonly consolesOf: (person: string) => readonly string[]
}

/** @param name where in the storage: no two kinds of outbox have the same. */
export function createOutboxStore<Item>(
  storage: StoragePort,
  name: string,
  schema: z.ZodType<Item>,
): OutboxStore<Item> {
  const nameOf = (person: string, console: string): string => `${name}/${person}/${console}`
  return {
    read(person, console) {
      const kept = z.array(z.unknown()).safeParse(storage.read(nameOf(person, console)))
      // One that an older version or a hand has written there does not keep the others from being sent.
      return (kept.data ?? []).flatMap((item) => schema.safeParse(item).data ?? [])
    },
    write(person, console, items) {
      if (items.length > 0) return storage.write(nameOf(person, console), items)
      storage.forget(nameOf(person, console))
      return true
    },
    consolesOf(person) {
      const prefix = nameOf(person, '')
      return storage
        .names()
        .filter((known) => known.startsWith(prefix))
        .map((known) => known.slice(prefix.length))
        .filter((console) => consoleIdSchema.safeParse(console).success)
    },
  }
}
