import { effect, signal, type ReadonlySignal } from '@preact/signals'
import type { Delegation } from '../../server/calls/delegation.ts'
import { legOf, liveCall } from '../../server/calls/roster.ts'
import type { Call } from '../../server/protocol/lineState.ts'
import type { Refusal } from '../../server/protocol/refusal.ts'
import type { Command } from './commands.ts'
import type { Lines } from './lines.ts'
import type { OwnCallModel } from './ownCall.ts'
import type { MediaPort } from './ports.ts'

/** What becomes of the call on another line that this page is in, when it comes into one. */
export type OtherCall = 'leave' | 'hold'

/** What is asked of the server about calls, one thing at a time, and what became of it. */
export interface CallCommands {
  /** What the last command was refused with, until the next one. */
  readonly refusal: ReadonlySignal<Refusal | undefined>
  /** The line whose command is under way. */
  readonly busy: ReadonlySignal<string | undefined>
  /**
   * Comes into a call by a command. What this page was in before is left once the new one has it; or it is held before
   * that, and retrieved where the new one did not take this console. One on hold stays so either way; and it stays on hold
   * where nobody knows whether the new one has this console, because nobody is to be on the air of two.
   */
  readonly comeIn: (line: string, send: () => ReturnType<Command>, other?: OtherCall) => Promise<void>
  readonly ask: (name: 'call:cancel' | 'call:hold' | 'call:leave' | 'call:end', call: Call) => Promise<void>
  /** The party, or one person of it. */
  readonly ringAgain: (call: Call, party: string, person?: string) => Promise<void>
  /** About the microphone of somebody in the call. */
  readonly delegate: (call: Call, name: Delegation, person: string) => Promise<void>
  /** Something that was asked about a call elsewhere was refused: it is shown as the last command is. */
  readonly refused: (refusal: Refusal) => void
  readonly dismissRefusal: () => void
  readonly close: () => void
}

export function createCallCommands(
  media: MediaPort,
  lines: Lines,
  command: Command,
  inside: OwnCallModel,
): CallCommands {
  const busy = signal<string | undefined>(undefined)
  const refusal = signal<Refusal | undefined>(undefined)

  const run = async (line: string, work: () => Promise<void>): Promise<void> => {
    busy.value = line
    refusal.value = undefined
    try {
      await work()
    } finally {
      busy.value = undefined
    }
  }

  /** A command that nobody has answered may have been taken: the line says so when this console is in its call. */
  function cameAllTheSame(line: string): { callId: string; version: number } | undefined {
    const state = lines.snapshotOf(line)?.state
    const call = state && liveCall(state)
    const leg = call && legOf(call, lines.own.peek()?.console ?? '')
    return state && call && leg && !leg.hold ? { callId: call.callId, version: state.version } : undefined
  }

  /** Calls that an answer which nobody heard has brought this console into, while this page is in none of them. */
  function onElsewhere(...known: readonly (string | undefined)[]): Call[] {
    return lines.lines.peek().flatMap(({ state }) => {
      const call = liveCall(state)
      const isOn = call && legOf(call, lines.own.peek()?.console ?? '')?.state === 'on'
      return isOn && !known.includes(call.callId) ? [call] : []
    })
  }

  let comingBack = false
  const comeBack = effect(() => {
    const own = inside.own.value
    // One on hold comes back as held: see `heldCalls.ts`.
    const away = own?.leg.state === 'away' && !own.leg.hold && lines.connection.value === 'connected'
    if (!away || comingBack) return
    // The server lost this console for a while, and the page never left: it is back without a click.
    comingBack = true
    const { line, callId } = own.call
    void command('call:join', { line, callId }).finally(() => (comingBack = false))
  })

  return {
    refusal,
    busy,
    comeIn: (line, send, other = 'leave') =>
      run(line, async () => {
        const before = inside.own.peek()
        const holds = other === 'hold' && before !== undefined && !before.leg.hold && before.call.line !== line
        if (holds) {
          const held = await command('call:hold', nameOf(before.call))
          // A call that is over by now is in nobody's way.
          if (!held.ok && held.refusal.code !== 'too-late') {
            refusal.value = held.refusal
            return
          }
        }
        const answer = await send()
        const came = answer.ok ? answer.body : answer.refusal.code === 'unavailable' ? cameAllTheSame(line) : undefined
        if (came === undefined) {
          if (answer.ok) return
          refusal.value = answer.refusal
          if (holds && answer.refusal.code !== 'unavailable') await command('call:retrieve', nameOf(before.call))
          return
        }
        const { callId, version } = came
        // Every command by which one comes into a call is about that call.
        if (callId === undefined) return
        if (before !== undefined && before.call.callId !== callId) {
          media.leave()
          if (!holds && !before.leg.hold) void command('call:leave', nameOf(before.call))
        }
        for (const stray of onElsewhere(callId, before?.call.callId))
          void command(other === 'hold' ? 'call:hold' : 'call:leave', nameOf(stray))
        inside.enter({ line, callId, version })
      }),
    ask: (name, { line, callId }) =>
      run(line, async () => {
        const answer = await command(name, { line, callId })
        // A call that is over already is what was wanted.
        if (!answer.ok && answer.refusal.code !== 'too-late') refusal.value = answer.refusal
        else if (name === 'call:leave' && inside.callId.peek() === callId) inside.goOut({ line, why: 'left' })
      }),
    ringAgain: ({ line, callId }, party, person) =>
      run(line, async () => {
        const answer = await command('ring:repeat', { line, callId, party, ...(person !== undefined && { person }) })
        if (!answer.ok) refusal.value = answer.refusal
      }),
    delegate: ({ line, callId }, name, person) =>
      run(line, async () => {
        const answer = await command(name, { line, callId, person })
        if (!answer.ok) refusal.value = answer.refusal
      }),
    refused: (why) => (refusal.value = why),
    dismissRefusal: () => (refusal.value = undefined),
    close: comeBack,
  }
}

const nameOf = ({ line, callId }: Call) => ({ line, callId })
