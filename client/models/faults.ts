import type { Lamp } from '../../server/protocol/consoles.ts'
import type { LampColour } from '../../server/protocol/words.ts'
import type { DeviceState } from './ports.ts'

/** How a device can be out of order: each has a remedy of its own. */
export type DeviceFault = Exclude<DeviceState, 'ready'>

/** What is wrong, as exactly as this console knows it; a language has a sentence and a remedy for each. */
export type Fault =
  | 'sound-blocked'
  | 'output-gone'
  | `microphone-${DeviceFault}`
  | `camera-${DeviceFault}`
  | 'ringer-untried'
  | 'server-lost'
  | 'lines-connecting'
  | 'lines-quiet'
  | 'lines-down'
  | 'udp-unchecked'
  | 'udp-blocked'
  | 'tcp-unchecked'
  | 'tcp-blocked'
  | 'paths-blocked'
  | 'notifications-undecided'
  | 'notifications-denied'
  | 'notifications-none'
  | 'awake-lost'
  | 'page-stood-still'

/** One check of this console: its lamp, and what is wrong where that is not green. */
export interface Condition extends Lamp {
  readonly fault?: Fault
}

const WORST_FIRST: readonly LampColour[] = ['red', 'amber', 'green']

export const worstOf = (colours: readonly LampColour[]): LampColour =>
  WORST_FIRST.find((colour) => colours.includes(colour)) ?? 'green'
