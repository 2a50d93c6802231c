import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import { legOf, liveCall } from '../../server/calls/roster.ts'
import type { Lamp, LineSnapshot } from '../../server/protocol/consoles.ts'
import type { LampColour } from '../../server/protocol/words.ts'
import type { ClockPort, NotificationPort, WakeLockPort } from './deskPorts.ts'
import { ringAt, type Lines, type OwnConsole } from './lines.ts'
import type { DeviceState, LocalMedia, MediaPort, SignalingPort, WarmLineReport } from './ports.ts'

export type Arming = 'disarmed' | 'arming' | 'armed'

export interface ConsoleLamps {
  readonly arming: ReadonlySignal<Arming>
  readonly lamps: ReadonlySignal<readonly Lamp[]>
  /** The worst of the lamps: what this console is worth. */
  readonly colour: ReadonlySignal<LampColour>
  readonly local: ReadonlySignal<LocalMedia>
  /** By line. */
  readonly paths: ReadonlySignal<ReadonlyMap<string, WarmLineReport>>
  readonly arm: ReadonlySignal<(() => Promise<void>) | undefined>
  readonly disarm: () => void
  readonly close: () => void
}

/** How often what lapses without an event (sound that the browser has stopped) is looked at, and reported. */
const LOOK_MS = 1_000
const WORST_FIRST: readonly LampColour[] = ['red', 'amber', 'green']

const worst = (colours: readonly LampColour[]): LampColour =>
  WORST_FIRST.find((colour) => colours.includes(colour)) ?? 'green'

const MICROPHONE: Readonly<Record<DeviceState, LampColour>> = {
  ready: 'green',
  silent: 'amber',
  none: 'red',
  refused: 'red',
  busy: 'red',
  off: 'red',
}

/** A console answers without a camera, so a camera alone never makes it red. */
const cameraColour = (state: DeviceState): LampColour => (state === 'ready' ? 'green' : 'amber')

const warmColour = (state: WarmLineReport['state'] | undefined): LampColour =>
  state === 'up' ? 'green' : state === 'connecting' ? 'amber' : 'red'

const isIn = ({ state }: LineSnapshot, { console }: OwnConsole): boolean => {
  const call = liveCall(state)
  return call !== undefined && legOf(call, console) !== undefined
}

/** Arms the console, keeps looking whether what was armed still holds, and tells the server. */
export function createConsoleLamps(
  media: MediaPort,
  signaling: SignalingPort,
  clock: ClockPort,
  notifications: NotificationPort,
  wakeLock: WakeLockPort,
  lines: Lines,
): ConsoleLamps {
  const arming = signal<Arming>('disarmed')
  const local = signal<LocalMedia>(media.local())
  const paths = signal<ReadonlyMap<string, WarmLineReport>>(new Map())
  const looked = signal({ sound: false, notifications: notifications.state(), awake: false })

  const look = (): void => {
    const next = { sound: media.soundRunning(), notifications: notifications.state(), awake: wakeLock.held() }
    const now = looked.peek()
    const same = next.sound === now.sound && next.notifications === now.notifications && next.awake === now.awake
    if (!same) looked.value = next
    // The browser lets go of the lock whenever the page is hidden; it is taken again as soon as it may be.
    if (arming.peek() === 'armed' && !next.awake) wakeLock.hold()
  }

  const lamps = computed<readonly Lamp[]>(() => {
    if (arming.value !== 'armed') return []
    const { sound, notifications: noticed, awake } = looked.value
    const warm = lines.lines.value.map(({ line }) => warmColour(paths.value.get(line.line)?.state))
    return [
      { check: 'sound', colour: sound ? 'green' : 'red' },
      { check: 'microphone', colour: MICROPHONE[local.value.microphone] },
      { check: 'camera', colour: cameraColour(local.value.camera) },
      { check: 'ringer', colour: sound ? 'green' : 'red' },
      { check: 'warm-lines', colour: lines.connection.value === 'connected' ? worst(warm) : 'red' },
      { check: 'notifications', colour: noticed === 'granted' ? 'green' : 'amber' },
      { check: 'wake-lock', colour: awake ? 'green' : 'amber' },
    ]
  })

  async function arm(): Promise<void> {
    arming.value = 'arming'
    const asked = notifications.state() === 'undecided' ? notifications.ask() : Promise.resolve()
    await Promise.all([media.arm(), asked])
    // Signing out while the browser asked for the devices disarms; that stands.
    if (arming.peek() !== 'arming') return
    wakeLock.hold()
    arming.value = 'armed'
    look()
  }

  const warmed = new Set<string>()
  const keepWarm = effect(() => {
    const me = lines.own.value
    // A ring warms its line also where nobody has armed the console: who then answers hears and sees at once.
    const isWanted = (snapshot: LineSnapshot): boolean =>
      arming.value === 'armed' || (me !== undefined && (isIn(snapshot, me) || ringAt(snapshot, me) !== undefined))
    const wanted = lines.lines.value.filter(isWanted).map(({ line }) => line.line)
    for (const line of wanted) {
      if (warmed.has(line)) continue
      warmed.add(line)
      media.warm(line)
    }
    for (const line of [...warmed]) {
      if (wanted.includes(line)) continue
      warmed.delete(line)
      media.cool(line)
    }
  })

  let told = ''
  const report = (): void => {
    if (lines.own.peek() === undefined || lines.connection.peek() !== 'connected') return
    const measured = [...paths.peek().values()].flatMap(({ line, roundTripMs, lossPercent }) =>
      roundTripMs === undefined || lossPercent === undefined ? [] : [{ line, roundTripMs, lossPercent }],
    )
    const known = new Set(lines.lines.peek().map(({ line }) => line.line))
    const body = {
      armed: arming.peek() === 'armed',
      lamps: [...lamps.peek()],
      paths: measured.filter(({ line }) => known.has(line)),
    }
    const text = JSON.stringify(body)
    if (text === told) return
    told = text
    void signaling.request('console:report', body).then((answer) => {
      // What did not arrive is told again at the next look.
      if (!answer.ok) told = ''
    })
  }

  const stop = [
    media.onLocal((next) => (local.value = next)),
    media.onWarmLine((path) => {
      paths.value = new Map(paths.peek()).set(path.line, path)
    }),
    clock.every(LOOK_MS, () => {
      look()
      report()
    }),
    // The server forgets a console's report with its socket.
    signaling.on('console:welcomed', () => {
      told = ''
    }),
    effect(() => {
      void lamps.value
      void lines.own.value
      report()
    }),
    keepWarm,
  ]

  return {
    arming,
    lamps,
    colour: computed(() => (arming.value === 'armed' ? worst(lamps.value.map((lamp) => lamp.colour)) : 'red')),
    local,
    paths,
    arm: computed(() => (arming.value === 'disarmed' && lines.own.value !== undefined ? arm : undefined)),
    disarm() {
      arming.value = 'disarmed'
      wakeLock.release()
      media.disarm()
    },
    close: () => stop.forEach((end) => end()),
  }
}
