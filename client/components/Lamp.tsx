import type { LampColour } from '../../server/protocol/words.ts'

/** A light. Its colour is never alone: shape differs too (round, square, triangle), and words stand beside it. */
export function Lamp({ colour }: { colour: LampColour | 'off' }) {
  return <span class={`lamp lamp-${colour}`} aria-hidden="true" />
}
