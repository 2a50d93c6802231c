import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals'
import type { PathProtocol } from '../../server/protocol/media.ts'
import type { ClockPort, NetworkPort } from './deskPorts.ts'
import type { Lines } from './lines.ts'
import type { MediaPort, PathFinding, Unsubscribe } from './ports.ts'

/** A port that a firewall closes is noticed within this time, for four small transports a minute. */
const AGAIN_MS = 60_000
const PROTOCOLS: readonly PathProtocol[] = ['udp', 'tcp']

export interface PathChecks {
  /** The worst of all lines; absent until it has been found out. */
  readonly found: ReadonlySignal<Partial<Readonly<Record<PathProtocol, PathFinding>>>>
  readonly close: () => void
}

/**
 * Finds out whether UDP and TCP come through to the media of every line: at arming, every minute, when the network has
 * changed, after a warm line was lost and after a call. During a call of this console it rests: the call itself is the
 * proof then, and needs the machine.
 */
export function createPathChecks(
  media: Pick<MediaPort, 'checkPath' | 'onWarmLine'>,
  clock: ClockPort,
  network: NetworkPort,
  lines: Pick<Lines, 'lines' | 'connection'>,
  armed: ReadonlySignal<boolean>,
  inCall: ReadonlySignal<boolean>,
): PathChecks {
  const found = signal<PathChecks['found']['value']>({})
  let running = false
  let again = false

  async function check(): Promise<void> {
    if (running) {
      again = true
      return
    }
    running = true
    try {
      do {
        again = false
        await checkOnce()
      } while (again)
    } finally {
      running = false
    }
  }

  /** One after the other, so that none is late because of the others. */
  async function checkOnce(): Promise<void> {
    for (const protocol of PROTOCOLS) {
      const findings: (PathFinding | undefined)[] = []
      for (const { line, broken } of lines.lines.peek()) {
        if (!armed.peek() || lines.connection.peek() !== 'connected' || inCall.peek()) return
        // A browser that makes no transport has found nothing out about the path.
        if (broken !== true) findings.push(await media.checkPath(line.line, protocol).catch(() => undefined))
      }
      // What could not be found out (the server did not answer) leaves what was known before.
      const known = findings.filter((one) => one !== undefined)
      if (!armed.peek() || known.length === 0) continue
      found.value = { ...found.peek(), [protocol]: known.includes('blocked') ? 'blocked' : 'good' }
    }
  }

  const up = new Set<string>()
  const stop: readonly Unsubscribe[] = [
    effect(() => {
      if (!armed.value) found.value = {}
      else if (lines.connection.value === 'connected' && !inCall.value) untracked(() => void check())
    }),
    media.onWarmLine(({ line, state }) => {
      if (state === 'up') up.add(line)
      else if (up.delete(line)) void check()
    }),
    network.onChange(() => void check()),
    clock.every(AGAIN_MS, () => void check()),
  ]
  return { found, close: () => stop.forEach((end) => end()) }
}
