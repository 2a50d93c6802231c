import { writingSchema } from '../../server/protocol/texts.ts'

/** What was typed as it is sent; undefined when it is nothing that can be. */
export function written(text: string): string | undefined {
  // What is pasted brings characters that nobody sees; they are no part of what is meant.
  const seen = text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\p{Cc}--[\n\t]]/gv, '')
  return writingSchema.safeParse(seen).data
}
