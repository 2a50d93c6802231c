import type { CallSound, SoundName } from '../models/soundNames.ts'
import type { Precedence } from '../../server/protocol/words.ts'

/** Some seconds of sound that repeat: which pitches sound together (none: silence), and for how long. */
type Pattern = readonly { readonly pitchesHz: readonly number[]; readonly ms: number }[]

/**
 * Two pitches close together beat, as a bell does; higher and quicker the more a call presses. Each is told from the others
 * by more than its pitch: two strokes, three, two pitches in turn, and for flash three that rise without a pause.
 */
const INCOMING: Record<Precedence, Pattern> = {
  routine: [
    { pitchesHz: [400, 450], ms: 400 },
    { pitchesHz: [], ms: 200 },
    { pitchesHz: [400, 450], ms: 400 },
    { pitchesHz: [], ms: 2_000 },
  ],
  priority: [
    { pitchesHz: [480, 540], ms: 300 },
    { pitchesHz: [], ms: 150 },
    { pitchesHz: [480, 540], ms: 300 },
    { pitchesHz: [], ms: 150 },
    { pitchesHz: [480, 540], ms: 300 },
    { pitchesHz: [], ms: 1_300 },
  ],
  immediate: [
    { pitchesHz: [620, 700], ms: 250 },
    { pitchesHz: [820, 900], ms: 250 },
    { pitchesHz: [620, 700], ms: 250 },
    { pitchesHz: [820, 900], ms: 250 },
    { pitchesHz: [], ms: 700 },
  ],
  flash: [
    { pitchesHz: [740, 810], ms: 130 },
    { pitchesHz: [980, 1_060], ms: 130 },
    { pitchesHz: [1_240, 1_330], ms: 170 },
    { pitchesHz: [], ms: 50 },
  ],
}

/** The ringing tone of ITU-T E.180 (425 Hz, one second in five). */
const OUTGOING: Pattern = [
  { pitchesHz: [425], ms: 1_000 },
  { pitchesHz: [], ms: 4_000 },
]

/** Unlike anything that rings: falling, and never long silent. */
const ALARM: Pattern = [
  { pitchesHz: [980], ms: 180 },
  { pitchesHz: [740], ms: 180 },
  { pitchesHz: [], ms: 640 },
]

export type Tone =
  | { readonly kind: 'incoming'; readonly precedence: Precedence }
  | { readonly kind: 'outgoing' }
  | { readonly kind: 'alarm' }
  /** Once, of something to be done without hurry. */
  | { readonly kind: 'chime' }
  /** Once, of an alarm to an admin; and softly while nobody has acknowledged it. */
  | { readonly kind: 'raised' | 'reminder' }
  /** Once, of a message on a text line; and softly to who is in a call. */
  | { readonly kind: 'message' | 'message-in-call' }
  /** Once, to who is in a call: of others who come or go, and of a recording that is over. */
  | { readonly kind: CallSound }

/** Two notes that rise, as a clock in a hall strikes, and then nothing: no call sounds like it. */
const CHIME: Pattern = [
  { pitchesHz: [523], ms: 350 },
  { pitchesHz: [659], ms: 550 },
]

/** Two low strokes that beat, and a third below them: it neither rises as a chime nor hurries as what rings. */
const RAISED: Pattern = [
  { pitchesHz: [440, 466], ms: 280 },
  { pitchesHz: [], ms: 90 },
  { pitchesHz: [440, 466], ms: 280 },
  { pitchesHz: [], ms: 90 },
  { pitchesHz: [349, 370], ms: 700 },
]

/** Three short notes, the last one below: over before a ring would have sounded twice. */
const MESSAGE: Pattern = [
  { pitchesHz: [784], ms: 90 },
  { pitchesHz: [988], ms: 90 },
  { pitchesHz: [659], ms: 220 },
]

/** One step up, and the same step down: who comes and who goes, over in a quarter of a second. */
const JOINED: Pattern = [
  { pitchesHz: [523], ms: 80 },
  { pitchesHz: [784], ms: 150 },
]
const LEFT: Pattern = [
  { pitchesHz: [784], ms: 80 },
  { pitchesHz: [523], ms: 210 },
]

/** Four notes down and the last one long, as a reel that runs out. */
const RECORDING_STOPPED: Pattern = [
  { pitchesHz: [659], ms: 120 },
  { pitchesHz: [554], ms: 120 },
  { pitchesHz: [440], ms: 120 },
  { pitchesHz: [330], ms: 460 },
]

const PATTERNS = {
  outgoing: OUTGOING,
  alarm: ALARM,
  chime: CHIME,
  raised: RAISED,
  reminder: RAISED,
  message: MESSAGE,
  'message-in-call': MESSAGE,
  joined: JOINED,
  left: LEFT,
  'recording-stopped': RECORDING_STOPPED,
} as const
const patternOf = (tone: Tone): Pattern => (tone.kind === 'incoming' ? INCOMING[tone.precedence] : PATTERNS[tone.kind])

/** A ring is named by its precedence, as people know it. */
export const toneOf = (sound: SoundName): Tone => {
  switch (sound) {
    case 'routine':
    case 'priority':
    case 'immediate':
    case 'flash':
      return { kind: 'incoming', precedence: sound }
    default:
      return { kind: sound }
  }
}

/** So loud is a tone at its peak; two pitches share it. */
const PEAK = 0.5
/** What nobody is rung for is softer. */
const SOFTER_PEAKS: Partial<Record<Tone['kind'], number>> = {
  raised: 0.35,
  chime: 0.2,
  reminder: 0.12,
  message: 0.3,
  'message-in-call': 0.06,
  // Speech at a headset peaks at some tenths: what is heard beside it must not cover a word.
  joined: 0.06,
  left: 0.06,
  'recording-stopped': 0.1,
}
/** Sound begins and ends over this time, or it clicks. */
const FADE_MS = 8

/** One period of a tone, -1 to 1, to be played in a loop. */
export function samplesOf(tone: Tone, sampleRateHz: number): Float32Array<ArrayBuffer> {
  const pattern = patternOf(tone)
  const peak = SOFTER_PEAKS[tone.kind] ?? PEAK
  const totalMs = pattern.reduce((sum, part) => sum + part.ms, 0)
  const samples = new Float32Array(Math.round((totalMs / 1000) * sampleRateHz))
  let start = 0
  for (const { pitchesHz, ms } of pattern) {
    const length = Math.round((ms / 1000) * sampleRateHz)
    const fade = (FADE_MS / 1000) * sampleRateHz
    for (let at = 0; at < length && start + at < samples.length; at += 1) {
      const envelope = Math.min(1, at / fade, (length - at) / fade)
      const sum = pitchesHz.reduce((all, pitchHz) => all + Math.sin((2 * Math.PI * pitchHz * at) / sampleRateHz), 0)
      samples[start + at] = pitchesHz.length === 0 ? 0 : (sum / pitchesHz.length) * peak * envelope
    }
    start += length
  }
  return samples
}
