/** The place of one picture, or one that nobody has at the moment. */
export type GridPlace = string | undefined

/** How many columns a grid of so many pictures has, as `pictures.css` draws it. */
const columnsOf = (count: number): number => (count < 2 ? 1 : count <= 4 ? 2 : count <= 9 ? 3 : 4)
const shapeOf = (count: number): string => `${columnsOf(count)} by ${Math.ceil(count / columnsOf(count))}`

/**
 * Who has which place, so that nobody jumps when others come and go: who comes has the first free place, or the last, and
 * the place of who has gone stays free. When the grid has to be another one, for more or for fewer, all move in any case,
 * and are in the order of their parties again.
 *
 * @param now who is there, in that order. @param isStrip they are in one row, which has the same shape for any number.
 */
export function placesOf(before: readonly GridPlace[], now: readonly string[], isStrip: boolean): readonly GridPlace[] {
  if (before.length === 0) return now
  if (!isStrip && shapeOf(before.length) !== shapeOf(now.length)) return now
  const places: GridPlace[] = before.map((one) => (one !== undefined && now.includes(one) ? one : undefined))
  for (const one of now.filter((coming) => !before.includes(coming))) {
    const free = places.indexOf(undefined)
    places.splice(free < 0 ? places.length : free, free < 0 ? 0 : 1, one)
  }
  return places.slice(0, places.findLastIndex((one) => one !== undefined) + 1)
}
