import { effect, type ReadonlySignal } from '@preact/signals'
import type { ClockPort } from './deskPorts.ts'
import type { Condition } from './faults.ts'
import type { Lines } from './lines.ts'
import type { SignalingPort, Unsubscribe, WarmLineReport } from './ports.ts'

/** What was measured changes all the time; what lapses is told at once. */
const MEASURED_EVERY_MS = 1_000

/** Tells the server how this console stands: at once when a lamp changes, and once a second what was measured. */
export function createConsoleReport(
  signaling: SignalingPort,
  clock: ClockPort,
  lines: Pick<Lines, 'lines' | 'own' | 'connection'>,
  console: {
    readonly armed: ReadonlySignal<boolean>
    readonly conditions: ReadonlySignal<readonly Condition[]>
    readonly paths: ReadonlySignal<ReadonlyMap<string, WarmLineReport>>
  },
): Unsubscribe {
  let told = ''
  const report = (): void => {
    if (lines.own.peek() === undefined || lines.connection.peek() !== 'connected') return
    const measured = [...console.paths.peek().values()].flatMap(({ line, roundTripMs, lossPercent }) =>
      roundTripMs === undefined || lossPercent === undefined ? [] : [{ line, roundTripMs, lossPercent }],
    )
    const known = new Set(lines.lines.peek().map(({ line }) => line.line))
    const body = {
      armed: console.armed.peek(),
      lamps: [...console.conditions.peek()],
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
    clock.every(MEASURED_EVERY_MS, report),
    // The server forgets a console's report with its socket.
    signaling.on('console:welcomed', () => {
      told = ''
    }),
    effect(() => {
      void console.conditions.value
      void lines.own.value
      report()
    }),
  ]
  return () => stop.forEach((end) => end())
}
