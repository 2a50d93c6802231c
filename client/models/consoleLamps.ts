import { computed, signal, type ReadonlySignal } from '@preact/signals'
import { legOf, liveCall } from '../../server/calls/roster.ts'
import type { LampColour } from '../../server/protocol/words.ts'
import { createBeat } from './beat.ts'
import { conditionsOf } from './conditions.ts'
import { createConsoleReport } from './consoleReport.ts'
import type { ClockPort, NetworkPort, NotificationPort, StandstillPort, WakeLockPort } from './deskPorts.ts'
import { worstOf, type Condition } from './faults.ts'
import { ringAt, type Lines } from './lines.ts'
import { createPathChecks } from './pathChecks.ts'
import type { LocalMedia, MediaPort, SignalingPort, WarmLineReport } from './ports.ts'
import { createTryOut, type TryOut } from './tryOut.ts'
import { keepWarm } from './warmth.ts'

export type Arming = 'disarmed' | 'arming' | 'armed'

/** The page did nothing for so long, and nobody has said yet that they have seen it. */
export interface StoodStill {
  readonly forMs: number
  readonly seen: () => void
}

export interface ConsoleLamps {
  readonly arming: ReadonlySignal<Arming>
  readonly conditions: ReadonlySignal<readonly Condition[]>
  /** The worst of them: what this console is worth. */
  readonly colour: ReadonlySignal<LampColour>
  readonly local: ReadonlySignal<LocalMedia>
  /** By line. */
  readonly paths: ReadonlySignal<ReadonlyMap<string, WarmLineReport>>
  readonly stoodStill: ReadonlySignal<StoodStill | undefined>
  /** See `beat.ts`. */
  readonly serverSilent: ReadonlySignal<boolean>
  /** It is silent, or the connection is lost: nothing that was said last is said to be so now, and nothing is sent at once. */
  readonly serverUnheard: ReadonlySignal<boolean>
  readonly arm: ReadonlySignal<(() => Promise<void>) | undefined>
  readonly tryOut: TryOut
  readonly disarm: () => void
  readonly close: () => void
}

/** How often what lapses without an event is looked at. */
const LOOK_MS = 1_000

/** Arms the console, keeps looking whether what was armed still holds, and tells the server. */
export function createConsoleLamps(parts: {
  media: MediaPort
  signaling: SignalingPort
  clock: ClockPort
  notifications: NotificationPort
  wakeLock: WakeLockPort
  network: NetworkPort
  standstill: StandstillPort
  lines: Lines
}): ConsoleLamps {
  const { media, signaling, clock, notifications, wakeLock, lines } = parts
  const arming = signal<Arming>('disarmed')
  const armed = computed(() => arming.value === 'armed')
  const local = signal<LocalMedia>(media.local())
  const paths = signal<ReadonlyMap<string, WarmLineReport>>(new Map())
  const looked = signal({ sound: false, notifications: notifications.state(), awake: false })
  const ringerTried = signal(false)
  const stoodStill = signal<StoodStill | undefined>(undefined)

  const look = (): void => {
    const next = { sound: media.soundRunning(), notifications: notifications.state(), awake: wakeLock.held() }
    const now = looked.peek()
    const same = next.sound === now.sound && next.notifications === now.notifications && next.awake === now.awake
    if (!same) looked.value = next
    // The browser lets go of the lock whenever the page is hidden; it is taken again as soon as it may be.
    if (armed.peek() && !next.awake) wakeLock.hold()
  }

  /** This console is in a call, also one on hold, or rings. A leg that is away is of a page before this one. */
  const busy = computed(() => {
    const me = lines.own.value
    if (me === undefined) return false
    return lines.lines.value.some((snapshot) => {
      const call = liveCall(snapshot.state)
      const leg = call && legOf(call, me.console)
      return (leg !== undefined && leg.state !== 'away') || ringAt(snapshot, me) !== undefined
    })
  })
  const checks = createPathChecks(media, clock, parts.network, lines, armed, busy)
  const beat = createBeat(signaling, clock, armed, lines.connection)
  const tryOut = createTryOut(media, clock, armed, busy, () => (ringerTried.value = true))

  const conditions = computed<readonly Condition[]>(() => {
    if (!armed.value) return []
    return conditionsOf({
      ...looked.value,
      ...{ udp: undefined, tcp: undefined, ...checks.found.value },
      ringerTried: ringerTried.value,
      local: local.value,
      connected: lines.connection.value === 'connected' && !beat.serverSilent.value,
      warmLines: lines.lines.value.map(({ line }) => paths.value.get(line.line)),
      stoodStill: stoodStill.value !== undefined,
    })
  })

  async function arm(): Promise<void> {
    arming.value = 'arming'
    stoodStill.value = undefined
    // In the gesture, and not waited for: nobody may ever answer, and a console that rings without notices is armed all the same.
    if (notifications.state() === 'undecided') void notifications.ask().then(look)
    // A call may be in the room already, at another console: a tone would go into it.
    const aloud = !lines.lines.peek().some(({ state }) => liveCall(state) !== undefined)
    const { sound } = await media.arm({ aloud })
    // Signing out while the browser asked for the devices disarms; that stands.
    if (arming.peek() !== 'arming') return
    ringerTried.value = aloud && sound
    wakeLock.hold()
    arming.value = 'armed'
    look()
  }

  const stop = [
    media.onLocal((next) => (local.value = next)),
    media.onWarmLine((path) => {
      paths.value = new Map(paths.peek()).set(path.line, path)
    }),
    media.onSound(look),
    wakeLock.onChange(look),
    parts.standstill.onStandstill((forMs) => {
      if (!armed.peek()) return
      const before = stoodStill.peek()?.forMs ?? 0
      stoodStill.value = { forMs: Math.max(before, forMs), seen: () => (stoodStill.value = undefined) }
      look()
    }),
    clock.every(LOOK_MS, look),
    keepWarm(media, lines, armed),
    createConsoleReport(signaling, clock, lines, { armed, conditions, paths }),
    beat.close,
    checks.close,
    tryOut.close,
  ]

  return {
    arming,
    conditions,
    colour: computed(() => (armed.value ? worstOf(conditions.value.map(({ colour }) => colour)) : 'red')),
    local,
    paths,
    stoodStill,
    serverSilent: beat.serverSilent,
    serverUnheard: computed(() => lines.connection.value === 'lost' || beat.serverSilent.value),
    arm: computed(() => (arming.value === 'disarmed' && lines.own.value !== undefined ? arm : undefined)),
    tryOut,
    disarm() {
      arming.value = 'disarmed'
      stoodStill.value = undefined
      wakeLock.release()
      media.disarm()
    },
    close: () => stop.forEach((end) => end()),
  }
}
