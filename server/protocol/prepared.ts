import { z } from 'zod'
import { commandIdSchema, givenCommandIdSchema, partyIdSchema, preparedIdSchema } from './identifiers.ts'
import { languageSchema, MOST_LANGUAGES, writingSchema } from './texts.ts'

/** More than anybody finds in a hurry. */
const MOST_PREPARED = 24
const MOST_PREPARED_CHARACTERS = 600
/** Of all of a party's together: every console of the party is handed them whenever it connects. */
const MOST_CHARACTERS_IN_ALL = 20_000

const nameSchema = z.string().trim().min(1).max(60)

/** A message that a party has ready: written and translated by daylight, and sent at night by two presses. */
export const preparedMessageSchema = z.strictObject({
  id: preparedIdSchema,
  /** What it is called in the list. */
  name: nameSchema,
  /** The same in other languages. */
  names: z.record(languageSchema, nameSchema).exactOptional(),
  /** First the original, which alone is authoritative. */
  texts: z
    .array(z.strictObject({ language: languageSchema, text: writingSchema.max(MOST_PREPARED_CHARACTERS) }))
    .min(1)
    .max(MOST_LANGUAGES)
    .refine(
      (texts) => new Set(texts.map(({ language }) => language)).size === texts.length,
      'A message has one text in each language.',
    ),
})
export type PreparedMessage = z.infer<typeof preparedMessageSchema>

const preparedListSchema = z
  .array(preparedMessageSchema)
  .max(MOST_PREPARED)
  .refine((messages) => new Set(messages.map(({ id }) => id)).size === messages.length, 'Two messages have one id.')
  .refine((messages) => charactersOf(messages) <= MOST_CHARACTERS_IN_ALL, 'All messages together are too long.')

const charactersOf = (messages: readonly PreparedMessage[]): number =>
  messages.flatMap(({ texts }) => texts).reduce((sum, { text }) => sum + text.length, 0)

/** Fact of the stream `directory`: from now on these are the prepared messages of the party. */
export const preparedFactSchema = z.object({
  type: z.literal('prepared:changed'),
  v: z.literal(1),
  party: partyIdSchema,
  messages: preparedListSchema,
})

/** The prepared messages of a party. */
export const preparedSetSchema = z.object({
  /** The command that changed them last; absent while they are those that every party starts with. */
  revision: commandIdSchema.exactOptional(),
  messages: preparedListSchema,
})
export type PreparedSet = z.infer<typeof preparedSetSchema>

/** `revision` is the one that was edited: where somebody else was first, nothing of theirs is written over. */
export const preparedChangeSchema = z.strictObject({
  commandId: givenCommandIdSchema,
  revision: commandIdSchema.exactOptional(),
  messages: preparedListSchema,
})
export type PreparedChange = z.infer<typeof preparedChangeSchema>
