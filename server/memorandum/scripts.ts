import type { MemorandumLanguage } from '../protocol/memoranda.ts'

/** Some text that is written in the letters of one language: what has a font of its own. */
interface ScriptRun {
  readonly text: string
  readonly letters: MemorandumLanguage
}

const HANGUL = /\p{Script=Hangul}/u
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}\u30fc]/u
const HAN = /\p{Script=Han}/u
const LATIN = /\p{L}/u

/**
 * Splits text where its letters change. Chinese characters are drawn otherwise in Korea and in Japan: beside Hangul, or in
 * a Korean memorandum without kana beside them, they are Korean ones, else Japanese, as in a Japanese memorandum always. What is no letter stays with what is
 * before it.
 */
export function scriptRuns(text: string, language: MemorandumLanguage): ScriptRun[] {
  const isKorean = language !== 'ja' && (HANGUL.test(text) || (language === 'ko' && !KANA.test(text)))
  const han = isKorean ? 'ko' : 'ja'
  const runs: { text: string; letters: MemorandumLanguage }[] = []
  for (const character of text) {
    const last = runs.at(-1)
    const letters = lettersOf(character, han) ?? last?.letters ?? language
    if (last?.letters === letters) last.text += character
    else runs.push({ text: character, letters })
  }
  return runs
}

function lettersOf(character: string, han: MemorandumLanguage): MemorandumLanguage | undefined {
  if (HANGUL.test(character)) return 'ko'
  if (KANA.test(character)) return 'ja'
  if (HAN.test(character)) return han
  return LATIN.test(character) ? 'en' : undefined
}
