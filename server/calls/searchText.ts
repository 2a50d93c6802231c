/**
 * Text as a search compares it, in Korean, Japanese and Latin script alike: two ways of writing the same come to the same.
 * Pure, and the same for what is searched and for what is asked. What is folded together:
 *
 * - full and half width, compatibility forms (Unicode's NFKC) and case;
 * - katakana and hiragana; voiced marks that are composed, combining, or signs of their own;
 * - Hangul syllables and the letters (jamo) that they are made of, as an input method leaves them;
 * - accents on Latin letters; the signs between the thousands of a number, and those between the parts of a date or time.
 */

/** Asked for more words than this, nobody looks for a call any more. */
const MOST_WORDS = 16
/** Stands between two digits for whatever sign stood there: 2026-11-24, 2026/11/24; 21:04. */
const JOINT = '-'
const JOINED = '\uE000'
const CHARACTERS_BEFORE_HIT = 40

const FIRST_SYLLABLE = 0xac00
/** Each syllable has so many forms of its end, the first without one. */
const ENDS = 28
const FIRST_LEAD = 0x1100
/** Which end of a syllable each consonant is, in the order of those that begin one; 0: it ends none. */
const END_OF_LEAD = [1, 2, 4, 7, 0, 8, 16, 17, 0, 19, 20, 21, 22, 0, 23, 24, 25, 26, 27]

/** From katakana to the hiragana of the same sound. */
const KANA_STEP = 0x60

const codeOf = (sign: string): number => sign.codePointAt(0) ?? 0

/** A syllable without an end and a consonant after it, which no vowel follows: together they are one. */
function closed(syllable: string, consonant: string): string {
  const end = END_OF_LEAD[codeOf(consonant) - FIRST_LEAD] ?? 0
  const isOpen = (codeOf(syllable) - FIRST_SYLLABLE) % ENDS === 0
  return isOpen && end > 0 ? String.fromCodePoint(codeOf(syllable) + end) : `${syllable}${consonant}`
}

/** All that is folded of signs; what separates words is a space, each sign of it one. */
const signsOf = (text: string): string =>
  text
    .replaceAll(/[゛ﾞ]/g, '\u3099')
    .replaceAll(/[゜ﾟ]/g, '\u309a')
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replaceAll(/([가-힣])([\u1100-\u1112])/g, (_, syllable: string, consonant: string) => closed(syllable, consonant))
    .replaceAll(/[ァ-ヶヽヾ]/g, (kana) => String.fromCodePoint(codeOf(kana) - KANA_STEP))

/** What separates no words: letters, marks, digits, and what stands between digits. */
const SEPARATOR = /[^\p{L}\p{M}\p{N}\uE000]/gu

/** A text as it is compared: words with one space between them. */
export const folded = (text: string): string =>
  signsOf(text)
    .replaceAll(/(\d)[,'’](?=\d{3}(?!\d))/g, '$1')
    .replaceAll(/(\d)[-./:](?=\d)/g, `$1${JOINED}`)
    .replaceAll(SEPARATOR, ' ')
    .replaceAll(JOINED, JOINT)
    .replaceAll(/ +/g, ' ')
    .trim()

/** The words of a query, folded; in whatever order they are written, all of them are looked for. */
export const wordsOf = (query: string): readonly string[] =>
  [...new Set(folded(query).split(' '))].filter((word) => word !== '').slice(0, MOST_WORDS)

/** Whether every word is in one of the texts, which are folded. In scripts without spaces a word may be a part of one. */
export const hasAll = (words: readonly string[], texts: readonly string[]): boolean =>
  words.every((word) => texts.some((text) => text.includes(word)))

/** A stretch of a text as it was written, in UTF-16 units; `to` is behind it. */
export interface Hit {
  readonly from: number
  readonly to: number
}

/** Where words of a query are in a text as it was written, to be marked; in its order, and none over another. */
export function hitsIn(text: string, words: readonly string[]): Hit[] {
  const clusters = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)]
  let signs = ''
  /** Of each folded sign, the cluster that it comes from. */
  const origins: number[] = []
  for (const [at, { segment }] of clusters.entries()) {
    const sign = signsOf(segment).replaceAll(SEPARATOR, ' ')
    signs += sign
    for (let unit = 0; unit < sign.length; unit++) origins.push(at)
  }
  const marked = new Set<number>()
  for (const word of words.map((one) => one.replaceAll(JOINT, ' '))) {
    for (let at = signs.indexOf(word); at !== -1; at = signs.indexOf(word, at + word.length))
      for (let unit = at; unit < at + word.length; unit++) marked.add(origins[unit] ?? 0)
  }
  const hits: { from: number; to: number }[] = []
  for (const [at, { index, segment }] of clusters.entries()) {
    if (!marked.has(at)) continue
    const last = hits.at(-1)
    if (last?.to === index) last.to = index + segment.length
    else hits.push({ from: index, to: index + segment.length })
  }
  return hits
}

/** A part of a text that is no longer than so many UTF-16 units, with the first hit near its beginning. */
export function excerptOf(text: string, words: readonly string[], mostUnits: number): string {
  if (text.length <= mostUnits) return text
  const first = hitsIn(text, words)[0]?.from ?? 0
  const from = Math.max(0, Math.min(first - CHARACTERS_BEFORE_HIT, text.length - mostUnits))
  // No half of a sign at either end.
  const part = text.slice(from, from + mostUnits).replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '')
  return `${from > 0 ? '…' : ''}${part}${from + mostUnits < text.length ? '…' : ''}`
}
