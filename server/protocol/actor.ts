import { z } from 'zod'
import { consoleIdSchema, partyIdSchema, personIdSchema } from './identifiers.ts'
import { roleSchema } from './words.ts'

/** Somebody at a console, as the session says it; `name` is what they were called at the time. */
export const consolePersonSchema = z.object({
  person: personIdSchema,
  name: z.string(),
  party: partyIdSchema,
  role: roleSchema,
  console: consoleIdSchema,
})
export type ConsolePerson = z.infer<typeof consolePersonSchema>

/** Who made an entry: taken from the session or from the part of the server that reports, never from a payload. */
export const actorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('console'), ...consolePersonSchema.shape }),
  /** Somebody through HTTP or a command line, who sits at no console. */
  z.object({ kind: z.literal('person'), person: personIdSchema, party: partyIdSchema }),
  z.object({
    kind: z.literal('system'),
    part: z.enum(['server', 'signaling', 'media', 'ringing', 'recording', 'testing', 'operator']),
  }),
])
export type Actor = z.infer<typeof actorSchema>
