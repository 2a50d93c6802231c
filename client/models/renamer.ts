/**
 * Everybody in something that the server has told, as they are called in a language: wherever a person and their name stand
 * together. What has nobody of another name in it stays the very same, and what was renamed is renamed once, so that who
 * compares what was with what is sees only what has changed.
 */
export function renamer(called: ReadonlyMap<string, string>): <T>(told: T) => T {
  const known = new WeakMap<object, unknown>()
  const renamed = (told: unknown): unknown => {
    if (typeof told !== 'object' || told === null) return told
    if (known.has(told)) return known.get(told)
    const made = Array.isArray(told) ? inArray(told) : inObject(told)
    known.set(told, made)
    return made
  }
  const inArray = (told: readonly unknown[]): readonly unknown[] => {
    const made = told.map(renamed)
    return made.some((one, at) => one !== told[at]) ? made : told
  }
  const inObject = (told: object): object => {
    const entries = Object.entries(told)
    const name = 'person' in told && typeof told.person === 'string' ? called.get(told.person) : undefined
    const made = entries.map(([key, value]) => [key, key === 'name' ? (name ?? value) : renamed(value)] as const)
    return made.some(([, value], at) => value !== entries[at]?.[1]) ? Object.fromEntries(made) : told
  }
  if (called.size === 0) return (told) => told
  // It has the shape of what was told: names are all that is another.
  return <T>(told: T) => renamed(told) as T
}
