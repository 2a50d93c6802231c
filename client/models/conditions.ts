import type { LampColour } from '../../server/protocol/words.ts'
import type { NotificationPort } from './deskPorts.ts'
import { worstOf, type Condition, type Fault } from './faults.ts'
import type { DeviceState, LocalMedia, PathFinding, WarmLineReport } from './ports.ts'

/** All that this console has found out about itself at this moment. */
export interface Findings {
  readonly sound: boolean
  readonly ringerTried: boolean
  readonly local: Pick<LocalMedia, 'microphone' | 'camera' | 'outputGone'>
  readonly connected: boolean
  /** Of every line of this console. */
  readonly warmLines: readonly (Pick<WarmLineReport, 'state' | 'quiet'> | undefined)[]
  readonly udp: PathFinding | undefined
  readonly tcp: PathFinding | undefined
  readonly notifications: ReturnType<NotificationPort['state']>
  readonly awake: boolean
  readonly stoodStill: boolean
}

type Judged = readonly [LampColour, Fault?]

const GREEN: Judged = ['green']

const MICROPHONE: Readonly<Record<DeviceState, LampColour>> = {
  ready: 'green',
  silent: 'amber',
  other: 'amber',
  none: 'red',
  refused: 'red',
  busy: 'red',
  off: 'red',
}

/** A console answers without a camera, so a camera alone never makes it red. */
const camera = (state: DeviceState): Judged => (state === 'ready' ? GREEN : ['amber', `camera-${state}`])

const microphone = (state: DeviceState): Judged =>
  state === 'ready' ? GREEN : [MICROPHONE[state], `microphone-${state}`]

function warmLine(report: Findings['warmLines'][number]): Judged {
  if (report === undefined || report.state === 'down') return ['red', 'lines-down']
  if (report.state === 'connecting') return ['amber', 'lines-connecting']
  return report.quiet === true ? ['amber', 'lines-quiet'] : GREEN
}

function warmLines({ connected, warmLines: all }: Findings): Judged {
  if (!connected) return ['red', 'server-lost']
  const judged = all.map(warmLine)
  const worst = worstOf(judged.map(([colour]) => colour))
  return judged.find(([colour]) => colour === worst) ?? GREEN
}

/** Either of the two carries a call; without both there is none. */
function path(own: PathFinding | undefined, other: PathFinding | undefined, unchecked: Fault, blocked: Fault): Judged {
  if (own === 'blocked') return other === 'blocked' ? ['red', 'paths-blocked'] : ['amber', blocked]
  return own === 'good' ? GREEN : ['amber', unchecked]
}

function ringer({ sound, ringerTried }: Findings): Judged {
  if (!sound) return ['red', 'sound-blocked']
  return ringerTried ? GREEN : ['amber', 'ringer-untried']
}

/** What the lamps show, one for each check, in the order in which they are shown. */
export function conditionsOf(found: Findings): readonly Condition[] {
  const { local, udp, tcp } = found
  const judged: readonly [Condition['check'], Judged][] = [
    ['sound', found.sound ? GREEN : ['red', 'sound-blocked']],
    ['output', local.outputGone ? ['amber', 'output-gone'] : GREEN],
    ['ringer', ringer(found)],
    ['microphone', microphone(local.microphone)],
    ['camera', camera(local.camera)],
    ['warm-lines', warmLines(found)],
    ['udp', path(udp, tcp, 'udp-unchecked', 'udp-blocked')],
    ['tcp', path(tcp, udp, 'tcp-unchecked', 'tcp-blocked')],
    ['notifications', found.notifications === 'granted' ? GREEN : ['amber', `notifications-${found.notifications}`]],
    ['wake-lock', found.awake ? GREEN : ['amber', 'awake-lost']],
    ['page', found.stoodStill ? ['amber', 'page-stood-still'] : GREEN],
  ]
  return judged.map(([check, [colour, fault]]) => ({ check, colour, ...(fault && { fault }) }))
}
