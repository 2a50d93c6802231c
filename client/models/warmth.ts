import { effect, type ReadonlySignal } from '@preact/signals'
import { legOf, liveCall } from '../../server/calls/roster.ts'
import type { LineSnapshot } from '../../server/protocol/consoles.ts'
import { ringAt, type Lines, type OwnConsole } from './lines.ts'
import type { MediaPort, Unsubscribe } from './ports.ts'

const isIn = ({ state }: LineSnapshot, { console }: OwnConsole): boolean => {
  const call = liveCall(state)
  return call !== undefined && legOf(call, console) !== undefined
}

/** Keeps every line of an armed console warm, and of any console the lines on which it is rung or in a call. */
export function keepWarm(
  media: Pick<MediaPort, 'warm' | 'cool'>,
  lines: Pick<Lines, 'lines' | 'own'>,
  armed: ReadonlySignal<boolean>,
): Unsubscribe {
  const warmed = new Set<string>()
  return effect(() => {
    const me = lines.own.value
    // A ring warms its line also where nobody has armed the console: who then answers hears and sees at once.
    const isWanted = (snapshot: LineSnapshot): boolean =>
      armed.value || (me !== undefined && (isIn(snapshot, me) || ringAt(snapshot, me) !== undefined))
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
}
