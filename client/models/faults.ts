import type { Lamp } from '../../server/protocol/consoles.ts'
import type { LampFault } from '../../server/protocol/lampFaults.ts'
import type { LampColour } from '../../server/protocol/words.ts'

/** What is wrong, as exactly as this console knows it; a language has a sentence and a remedy for each. */
export type Fault = LampFault

/** One check of this console: its lamp, and what is wrong where that is not green. */
export type Condition = Lamp

const WORST_FIRST: readonly LampColour[] = ['red', 'amber', 'green']

export const worstOf = (colours: readonly LampColour[]): LampColour =>
  WORST_FIRST.find((colour) => colours.includes(colour)) ?? 'green'
