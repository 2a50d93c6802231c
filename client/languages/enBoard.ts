import type { Lamp } from '../../server/protocol/consoles.ts'
import type { LampFault } from '../../server/protocol/lampFaults.ts'
import { checkNames } from './enChecks.ts'

/** What the board of a line says of a console that is somewhere else: two or three words, for nobody can mend it from here. */
const faults: Record<LampFault, string> = {
  'sound-blocked': 'sound blocked',
  'output-gone': 'loudspeaker gone',
  'microphone-none': 'no microphone',
  'microphone-refused': 'microphone refused',
  'microphone-busy': 'microphone taken',
  'microphone-silent': 'microphone silent',
  'microphone-other': 'microphone exchanged',
  'microphone-off': 'microphone off',
  'camera-none': 'no camera',
  'camera-refused': 'camera refused',
  'camera-busy': 'camera taken',
  'camera-silent': 'no picture',
  'camera-other': 'camera exchanged',
  'camera-off': 'camera off',
  'ringer-untried': 'ringer untried',
  'server-lost': 'no connection',
  'lines-connecting': 'line is connecting',
  'lines-quiet': 'line is quiet',
  'lines-down': 'line is down',
  'udp-unchecked': 'UDP unchecked',
  'udp-blocked': 'no UDP',
  'tcp-unchecked': 'TCP unchecked',
  'tcp-blocked': 'no TCP',
  'paths-blocked': 'no path for media',
  'notifications-undecided': 'notices off',
  'notifications-denied': 'notices off',
  'notifications-none': 'notices off',
  'awake-lost': 'screen may fall asleep',
  'page-stood-still': 'page stood still',
}

const milliseconds = (ms: number): string => `${Math.round(ms)} ms`
const percent = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} %`

export const enBoard = {
  parties: 'Parties of this line',
  stale: 'The server is not heard: this may have changed.',
  lastHeard: 'Last heard',
  heardNow: 'now',
  heardUnknown: 'not known',
  heardNever: 'never',
  never: 'Nobody has armed a console yet',
  nobodySince: (time: string) => `Nobody armed: not reachable since ${time}`,
  lost: (time: string) => `Connection lost since ${time}`,
  unheard: 'A ring would not be heard',
  unheardSince: (time: string) => `A ring would not be heard, since ${time}`,
  armedSince: (time: string) => `armed since ${time}`,
  silentSince: (time: string) => `no sign of life since ${time}`,
  fault: ({ check, fault }: Lamp) => (fault ? faults[fault] : `${checkNames[check]} not in order`),
  moreFaults: (count: number) => (count === 1 ? '1 more fault' : `${count} more faults`),
  busy: (precedence: string) => `In another call: ${precedence}`,
  now: 'Round trip and loss now',
  measured: (roundTripMs: number, lossPercent: number) => `${milliseconds(roundTripMs)} · ${percent(lossPercent)}`,
  hour: (medianMs: number, worstMs: number, meanLoss: number, worstLoss: number) =>
    `The last hour: round trip ${milliseconds(medianMs)} in the middle, ${milliseconds(worstMs)} at worst; ` +
    `loss ${percent(meanLoss)} on average, ${percent(worstLoss)} at worst. The line is the round trip, bars are loss`,
  hourUnknown: 'No history yet',
  /** In one line of a narrow column. */
  minutes: (count: number) => (count === 0 ? 'Under 1 min measured' : `${count} min measured`),
  chartHour: 'Last hour',
  chartMost: (ms: number) => `max ${milliseconds(ms)}`,
}
