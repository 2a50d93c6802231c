/**
 * The shape of a group of sentences, without its words: what is written first in English, Korean and Japanese must satisfy
 * as a whole, so that a sentence that one language lacks does not compile.
 */
export type Worded<T> = T extends string
  ? string
  : T extends (...said: infer Said) => infer Sentence
    ? (...said: Said) => Worded<Sentence>
    : T extends readonly (infer One)[]
      ? readonly Worded<One>[]
      : { readonly [Key in keyof T]: Worded<T[Key]> }
