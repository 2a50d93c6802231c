import { z } from 'zod'
import { commandIdSchema, lineIdSchema, preparedIdSchema } from './identifiers.ts'
import { languageSchema, writingSchema } from './texts.ts'

const onLine = { commandId: commandIdSchema, line: lineIdSchema }

/** What a console commands on the text line of a line, whether a call is up or not. */
export const textCommandSchemas = {
  'text:send': z.strictObject({
    ...onLine,
    language: languageSchema,
    text: writingSchema,
    /** One of the sender's party's own: `language` and `text` are its original, as the sender has seen it. */
    prepared: preparedIdSchema.exactOptional(),
  }),
  /** This console has all messages up to that number. */
  'text:receive': z.strictObject({ ...onLine, upTo: z.int().positive() }),
  'text:acknowledge': z.strictObject({ ...onLine, number: z.int().positive() }),
} as const
