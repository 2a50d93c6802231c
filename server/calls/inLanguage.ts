interface Named {
  readonly name: string
  readonly names?: Readonly<Record<string, string>>
}

/** A party, a line or somebody as called in a language, where the directory knows that; unchanged where it does not. */
export function inLanguage<T extends Named>(named: T, language: string): T {
  const name = named.names?.[language]
  return name === undefined ? named : { ...named, name }
}
