import { z } from 'zod'

/** The languages in which a memorandum of conversation can be written, and what files it can be. */
export const memorandumLanguageSchema = z.enum(['en', 'ko', 'ja'])
export type MemorandumLanguage = z.infer<typeof memorandumLanguageSchema>

export const memorandumFormatSchema = z.enum(['docx', 'pdf'])
export type MemorandumFormat = z.infer<typeof memorandumFormatSchema>
export const MEMORANDUM_FORMATS = memorandumFormatSchema.options
