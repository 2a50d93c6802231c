import { effect } from '@preact/signals'
import { isNews } from '../../server/calls/texts.ts'
import type { ClockPort } from './deskPorts.ts'
import type { Lines } from './lines.ts'
import type { SignalingPort, Unsubscribe } from './ports.ts'

/** A console that is flooded says less often what it has: one receipt stands for all messages up to its number. */
const EVERY_MS = 500

/**
 * Says of each line up to which message this console has what the others wrote: of what it has folded, and of nothing
 * else. One console of a party is enough, so where the party's mark is there already nothing is said.
 */
export function createTextReceipts(signaling: SignalingPort, clock: ClockPort, lines: Lines): Unsubscribe {
  /** By line: the number that was said last. Nothing is said twice on one connection, whatever became of it. */
  const said = new Map<string, number>()
  const busy = new Set<string>()
  let closed = false

  const dueOn = (line: string): number | undefined => {
    const party = lines.own.peek()?.person.party
    const texts = lines.lines.peek().find((snapshot) => snapshot.line.line === line)?.state.texts
    const isCutOff = closed || lines.connection.peek() !== 'connected'
    if (party === undefined || texts === undefined || isCutOff) return undefined
    const isDue = (said.get(line) ?? 0) < texts.count && texts.newest.some((text) => isNews(text, party, texts.count))
    return isDue ? texts.count : undefined
  }

  async function tell(line: string): Promise<void> {
    if (busy.has(line)) return
    busy.add(line)
    for (let upTo = dueOn(line); upTo !== undefined; upTo = dueOn(line)) {
      said.set(line, upTo)
      const answer = await signaling.request('text:receive', { commandId: crypto.randomUUID(), line, upTo })
      // What the server does not know for sure, or had no time for, is said again.
      const again = !answer.ok && (answer.refusal.code === 'unavailable' || answer.refusal.code === 'slow-down')
      if (again) said.delete(line)
      await new Promise<void>((resolve) => clock.after(EVERY_MS, resolve))
    }
    busy.delete(line)
  }

  const stop = effect(() => {
    if (lines.connection.value !== 'connected' || lines.own.value === undefined) return said.clear()
    for (const { line } of lines.lines.value) if (dueOn(line.line) !== undefined) void tell(line.line)
    return undefined
  })
  return () => {
    closed = true
    stop()
  }
}
