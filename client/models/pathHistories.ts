import { signal } from '@preact/signals'
import type { PartyPath, PathHistory } from '../../server/protocol/pathHistory.ts'
import type { ClockPort } from './deskPorts.ts'
import type { SignalingPort, Unsubscribe } from './ports.ts'

export interface PathHistories {
  /** What a party has measured over the last hour; read inside a computation, it follows. */
  readonly of: (line: string, party: string) => PartyPath | undefined
  /** A board of this line is shown, until the function is called that comes back. */
  readonly watch: (line: string) => Unsubscribe
  readonly forget: () => void
  readonly close: () => void
}

/** As often as there is something new. */
const ASK_EVERY_MS = 30_000

/** The last hour of the lines whose boards are shown: asked for when one comes into view, and again as time passes. */
export function createPathHistories(signaling: SignalingPort, clock: ClockPort): PathHistories {
  const histories = signal<ReadonlyMap<string, PathHistory>>(new Map())
  /** How many boards show each line. */
  const shown = new Map<string, number>()

  async function ask(line: string): Promise<void> {
    const answer = await signaling.request('paths:read', { line })
    // What could not be read now is read half a minute later; what is known meanwhile is still true of its time.
    if (answer.ok) histories.value = new Map(histories.peek()).set(line, answer.body)
  }
  const askAll = (): void => [...shown.keys()].forEach((line) => void ask(line))

  const stop = [
    clock.every(ASK_EVERY_MS, askAll),
    // Also the first one: a board is there before the connection, and after a loss the hour may be another.
    signaling.on('console:welcomed', askAll),
  ]
  return {
    of: (line, party) => histories.value.get(line)?.parties.find((one) => one.party === party),
    watch(line) {
      const count = shown.get(line) ?? 0
      shown.set(line, count + 1)
      if (count === 0) void ask(line)
      return () => {
        const left = (shown.get(line) ?? 1) - 1
        if (left > 0) shown.set(line, left)
        else shown.delete(line)
      }
    },
    forget: () => void (histories.value = new Map()),
    close: () => stop.forEach((end) => end()),
  }
}
