import { z } from 'zod'
import { consolePersonSchema } from './actor.ts'
import {
  callIdSchema,
  commandIdSchema,
  partyIdSchema,
  personIdSchema,
  preparedIdSchema,
  timestampMsSchema,
} from './identifiers.ts'

/** A language, as BCP 47 names it. */
export const languageSchema = z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/)

/** Two pages of writing: what is longer is a letter, and a line is kept for ever. In UTF-16 code units. */
export const MOST_CHARACTERS = 2_000

/** New lines and tabulators belong to writing. Other control characters do not, and half a character is none. */
const isWriting = (text: string): boolean => text.isWellFormed() && !/[\p{Cc}--[\n\t]]/v.test(text)
/** Not only of what leaves no mark: spaces, and what directs or joins other characters. */
const isSeen = (text: string): boolean => /[^\p{Z}\p{C}\u115f\u1160\u2800\u3164\uffa0]/u.test(text)
/** Composing takes time by the square of what is to be composed. A syllable of Hangul is at most three characters before. */
const MOST_UNCOMPOSED = 3 * MOST_CHARACTERS

/** What somebody has written, as it is kept: without space around it and in Unicode's composed form (NFC). */
export const writingSchema = z
  .string()
  .max(MOST_UNCOMPOSED, { abort: true })
  .trim()
  .normalize('NFC')
  .min(1)
  .max(MOST_CHARACTERS)
  .refine(isWriting, 'it holds characters that are no writing')
  .refine(isSeen, 'nothing of it would be seen')

/** More than any hotline has parties. */
export const MOST_LANGUAGES = 6

export const textInLanguageSchema = z.object({ language: languageSchema, text: z.string().max(MOST_CHARACTERS) })
export type TextInLanguage = z.infer<typeof textInLanguageSchema>

/** What a message of the text line says: in one language, or, prepared, in several of which the first is the original. */
export const saidSchema = z.object({
  /** Counts the messages of the line from 1, without a gap. */
  number: z.int().positive(),
  /** The language of the original: only what is said in it is authoritative. */
  language: languageSchema,
  texts: z.array(textInLanguageSchema).min(1),
  /** Which of the prepared messages of the sender's party it was. */
  prepared: preparedIdSchema.exactOptional(),
  /** The call that was live on the line: then the message belongs to its record. */
  callId: callIdSchema.exactOptional(),
})

/** One message of a line, with what is proved of it. */
export const lineTextSchema = z.object({
  ...saidSchema.shape,
  /** The command that sent it: by this the console that wrote it knows its own again. */
  commandId: commandIdSchema,
  atMs: timestampMsSchema,
  from: consolePersonSchema,
  /** The other parties of which a console has it, in the order in which they got it. */
  delivered: z.array(z.object({ party: partyIdSchema, atMs: timestampMsSchema })),
  acknowledged: z.array(
    z.object({ person: personIdSchema, name: z.string(), party: partyIdSchema, atMs: timestampMsSchema }),
  ),
})
export type LineText = z.infer<typeof lineTextSchema>

/** Messages that follow one another, by their numbers; both ends are among them. */
const stretchSchema = z.object({ from: z.int().positive(), upTo: z.int().positive() })
export type Stretch = z.infer<typeof stretchSchema>

/** The text line as far as it is at hand; all of it is in the log. */
export const lineTextsSchema = z.object({
  /** How many messages there have been: the number of the newest. */
  count: z.int().nonnegative(),
  /** Oldest first, at most `TEXTS_KEPT`. */
  newest: z.array(lineTextSchema),
  /** Of those that came before: the newest of each person that the parties have not acknowledged yet, oldest first. */
  unanswered: z.array(lineTextSchema),
  /** What each party was handed, also of what is not at hand any more: oldest first, with a gap between any two. */
  delivered: z.array(z.object({ party: partyIdSchema, stretches: z.array(stretchSchema) })),
})
export type LineTexts = z.infer<typeof lineTextsSchema>
