import { z } from 'zod'
import { givenCommandIdSchema, lineIdSchema, preparedIdSchema } from './identifiers.ts'
import { languageSchema, lineTextSchema, MOST_LANGUAGES, textInLanguageSchema, writingSchema } from './texts.ts'

const onLine = { commandId: givenCommandIdSchema, line: lineIdSchema }

/** What a console commands on the text line of a line, whether a call is up or not. */
export const textCommandSchemas = {
  'text:send': z.strictObject({
    ...onLine,
    language: languageSchema,
    text: writingSchema,
    /** One of the sender's party's own: `language` and `text` are its original, as the sender has seen it. */
    prepared: preparedIdSchema.exactOptional(),
    /** Of a prepared one all other languages, as the sender has seen them: they go out in the same name. */
    translations: z.array(textInLanguageSchema).max(MOST_LANGUAGES).exactOptional(),
  }),
  /** This console was handed all messages from the one number to the other. */
  'text:receive': z.strictObject({ ...onLine, from: z.int().positive(), upTo: z.int().positive() }),
  'text:acknowledge': z.strictObject({ ...onLine, number: z.int().positive() }),
} as const

/** What is at hand of a text line is in its snapshot; what came before is asked for. */
export const textRequestSchemas = {
  /** The messages right before that number, oldest first: none before the first, and at most a page. */
  'texts:read': {
    request: z.strictObject({ line: lineIdSchema, before: z.int().positive() }),
    answer: z.object({ texts: z.array(lineTextSchema) }),
  },
} as const
