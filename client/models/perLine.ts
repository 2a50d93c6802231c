import { computed, type ReadonlySignal } from '@preact/signals'

/**
 * Something of each line, found out once for all who read it. Read inside a computation it follows what it comes to, and not
 * all that it is made of: who shows whether one may write on a line is not drawn anew for each thing that happens there.
 */
export function perLine<Found>(find: (line: string) => Found): (line: string) => Found {
  const found = new Map<string, ReadonlySignal<Found>>()
  return (line) => {
    const known = found.get(line) ?? computed(() => find(line))
    found.set(line, known)
    return known.value
  }
}
