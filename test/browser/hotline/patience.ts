import { until } from '../../facts/until.ts'

/** Every look takes processor time from the browsers that are looked at, and two cores carry them all. */
const LOOK_EVERY_MS = 150

/** `until`, with the patience that whole browsers need. */
export const eventually = (what: string, isSo: () => boolean | Promise<boolean>, withinMs = 20_000): Promise<void> =>
  until(what, isSo, withinMs, LOOK_EVERY_MS)
