/** By language: the fonts of its script, which a console of another language need not have at once. */
const FONTS: Readonly<Record<string, () => Promise<unknown>>> = {
  ko: async () => await import('../styles/fonts/korean.css'),
  ja: async () => await import('../styles/fonts/japanese.css'),
}

/** Makes the letters of a language known to the page. Where that fails, those of the system stand for them. */
export function loadFonts(language: string): void {
  FONTS[language]?.().catch(() => undefined)
}

/** All of them: names and messages come in every language. */
export function loadAllFonts(): void {
  for (const language of Object.keys(FONTS)) loadFonts(language)
}
