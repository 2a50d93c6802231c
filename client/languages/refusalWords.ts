import type { Refusal, RefusalCode } from '../../server/protocol/refusal.ts'

/**
 * What the server refuses with is an English sentence, and a code that is stable. A console says the sentence in its own
 * language, and where it does not know it what the code says: no sentence of another language comes onto it.
 */
export function refusalWords(
  byCode: Readonly<Record<RefusalCode, string>>,
  bySentence: Readonly<Record<string, string>>,
  /** What is put into a sentence as a word of the protocol: a precedence, a role. */
  words: Readonly<Record<string, string>>,
  listed: (items: readonly string[]) => string,
): (refused: Refusal) => string {
  const patterns = Object.entries(bySentence)
    .filter(([sentence]) => sentence.includes('{}'))
    .map(([sentence, said]) => ({ pattern: patternOf(sentence), said }))
  return ({ code, message }) => {
    if (isForPrograms(code)) return byCode[code]
    const exactly = bySentence[message]
    if (exactly !== undefined) return exactly
    for (const { pattern, said } of patterns) {
      const [, ...put] = pattern.exec(message) ?? []
      if (put.length > 0)
        // `records or admin` are several of them.
        return said.replaceAll(/\{(\d)\}/g, (_all, index: string) =>
          listed((put[Number(index)] ?? '').split(' or ').map((word) => words[word] ?? word)),
        )
    }
    return byCode[code]
  }
}

/** These tell a program what it did wrong, or that it is to sign in again: people are told what to do about it. */
export const isForPrograms = (code: RefusalCode): boolean => code === 'malformed' || code === 'signed-out'

const patternOf = (sentence: string): RegExp =>
  new RegExp(
    `^${sentence
      .split('{}')
      .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
      .join('(.+)')}$`,
  )
