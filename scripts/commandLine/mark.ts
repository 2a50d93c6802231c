import type { Marking } from '../../server/protocol/words.ts'

/** What is no real call stands out of a list; a real one needs no word. */
export const markOf = (marking: Marking): string => (marking === 'real' ? '' : marking.toUpperCase())
