import { computed, effect, type ReadonlySignal } from '@preact/signals'
import { legOf, liveCall } from '../../server/calls/roster.ts'
import type { Hold } from '../../server/protocol/lineState.ts'
import type { CallCommands } from './callCommands.ts'
import type { Command } from './commands.ts'
import type { Lines } from './lines.ts'
import type { OwnCall } from './ownCall.ts'

/** A call in which this console is on hold. */
export interface HeldCall extends OwnCall {
  readonly hold: Hold
  /** Back to it; a call that this page is in is held instead. Undefined while something else is under way. */
  readonly retrieve: (() => Promise<void>) | undefined
  readonly leave: (() => Promise<void>) | undefined
}

export interface HeldCalls {
  readonly held: ReadonlySignal<readonly HeldCall[]>
  readonly close: () => void
}

export function createHeldCalls(
  lines: Lines,
  command: Command,
  commands: CallCommands,
  entered: ReadonlySignal<string | undefined>,
): HeldCalls {
  const held = computed<readonly HeldCall[]>(() => {
    const me = lines.own.value
    if (me === undefined) return []
    const free = commands.busy.value === undefined && lines.connection.value === 'connected'
    return lines.lines.value.flatMap((snapshot): HeldCall[] => {
      const call = liveCall(snapshot.state)
      const leg = call && legOf(call, me.console)
      if (!call || !leg?.hold) return []
      const { line, callId } = call
      const retrieve = () => commands.comeIn(line, () => command('call:retrieve', { line, callId }), 'hold')
      const leave = () => commands.ask('call:leave', call)
      return [
        {
          snapshot,
          call,
          leg,
          hold: leg.hold,
          ...(free ? { retrieve, leave } : { retrieve: undefined, leave: undefined }),
        },
      ]
    })
  })

  /** By call, and by when its leg was lost: each loss is told of once, however late the line tells that it is over. */
  const cameBack = new Set<string>()
  const comeBack = effect(() => {
    if (lines.connection.value !== 'connected') return
    for (const { call, leg } of held.value) {
      // The console was lost and is connected again, or its page was reloaded: on hold it comes back without a click,
      // because nothing is put on the air by that.
      const { line, callId } = call
      const loss = `${callId} ${leg.sinceMs}`
      if (leg.state !== 'away' || cameBack.has(loss)) continue
      // What was taken is given back unasked, and a page that was reloaded is in no call by itself: there it stays away,
      // and is not said to be in the call while nobody hears it.
      if (leg.hold?.reason === 'pre-empted' && entered.value !== callId) continue
      cameBack.add(loss)
      void command('call:hold', { line, callId }).then(({ ok }) => ok || cameBack.delete(loss))
    }
  })

  return { held, close: comeBack }
}
