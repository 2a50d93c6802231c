import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import { insidersOf, isInCaucus } from '../../server/calls/caucus.ts'
import { hushOf } from '../../server/calls/hush.ts'
import { speaks } from '../../server/calls/authority.ts'
import type { CaucusText } from '../../server/protocol/caucus.ts'
import type { Leg } from '../../server/protocol/lineState.ts'
import type { Refusal } from '../../server/protocol/refusal.ts'
import type { CallModel } from './call.ts'
import type { Command } from './commands.ts'
import type { KeptOff } from './keptOff.ts'
import type { OwnCall } from './ownCall.ts'
import type { MediaPort, SignalingPort } from './ports.ts'

/** Whether who sits here is in the caucus of their party. */
export const confersIn = ({ call, leg }: OwnCall): boolean => isInCaucus(insidersOf(call), leg.console)

/** The caucus of the party of whoever sits here, in the call that this page is in. */
export interface Caucus {
  readonly inside: boolean
  /** Who is in it, of their party. */
  readonly people: readonly Leg[]
  /** Undefined while it is under way. */
  readonly enter: (() => Promise<void>) | undefined
  readonly leave: (() => Promise<void>) | undefined
  /** Resolves whether it was said; undefined for who only listens. */
  readonly say: ((text: string) => Promise<boolean>) | undefined
}

export interface CaucusModel {
  readonly now: ReadonlySignal<Caucus | undefined>
  /** Oldest first, as long as this console is in it. */
  readonly texts: ReadonlySignal<readonly CaucusText[]>
  readonly refusal: ReadonlySignal<Refusal | undefined>
  readonly close: () => void
}

export function createCaucus(parts: {
  readonly media: MediaPort
  readonly signaling: SignalingPort
  readonly own: CallModel['own']
  readonly command: Command
  readonly keptOff: KeptOff
}): CaucusModel {
  const { media, signaling, own, command, keptOff } = parts
  const texts = signal<readonly CaucusText[]>([])
  const refusal = signal<Refusal | undefined>(undefined)
  const busy = signal(false)

  const insideCallId = computed(() => {
    const here = own.value
    return here && confersIn(here) ? here.call.callId : undefined
  })
  const add = (more: readonly CaucusText[]): void => {
    const known = new Map([...texts.peek(), ...more].map((text) => [text.messageId, text]))
    texts.value = [...known.values()].toSorted((a, b) => a.atMs - b.atMs)
  }
  /** The call in whose caucus they were at the last change, and whether their camera was on before it. */
  let before: { readonly callId: string; readonly camera: boolean } | undefined
  /** All see and hear nothing of who is in it, and by coming out of it nobody is on the air, only off it until they say so. */
  function goIn(callId: string): void {
    before = { callId, camera: media.local().cameraOn }
    keptOff.keep(callId, 'microphone', true)
    keptOff.keep(callId, 'camera', true)
    void media.setCaucus(true)
    void media.setCamera(false)
    void media.stopScreen()
  }
  function comeOut({ callId, camera }: NonNullable<typeof before>): void {
    before = undefined
    void media.setCaucus(false)
    const now = own.peek()
    const isByChoice = now?.call.callId === callId && hushOf(now.call, now.leg.person)?.out === 'left'
    // Who has left by a click knows it; to be seen is nothing that they would say.
    if (!isByChoice || !camera) return
    keptOff.keep(callId, 'camera', false)
    void media.setCamera(true)
  }
  const follow = effect(() => {
    const callId = insideCallId.value
    if (callId === before?.callId) return
    if (before !== undefined) comeOut(before)
    texts.value = []
    const line = own.peek()?.call.line
    if (callId === undefined || line === undefined) return
    goIn(callId)
    void signaling.request('caucus:read', { line, callId }).then((answer) => {
      if (answer.ok && insideCallId.peek() === callId) add(answer.body.texts)
    })
  })
  const hear = signaling.on('caucus:said', ({ callId, said }) => {
    if (callId === insideCallId.peek()) add([said])
  })

  const ask = async (name: 'caucus:enter' | 'caucus:leave', line: string, callId: string): Promise<void> => {
    busy.value = true
    const answer = await command(name, { line, callId })
    busy.value = false
    refusal.value = answer.ok || answer.refusal.code === 'too-late' ? undefined : answer.refusal
  }
  /** Whoever has pressed speaks to their own at once, before the server has said that they are alone with them. */
  const enter = async (line: string, callId: string): Promise<void> => {
    const wasMuted = media.local().muted
    void media.setMuted(true)
    await ask('caucus:enter', line, callId)
    const code = refusal.peek()?.code
    // It has come to nothing, which is said: the floor is as it was. What nobody has answered may have been taken.
    if (!wasMuted && code !== undefined && code !== 'unavailable' && insideCallId.peek() === undefined)
      void media.setMuted(false)
  }
  const now = computed((): Caucus | undefined => {
    const { call, leg } = own.value ?? {}
    if (call === undefined || leg === undefined || leg.state !== 'on') return undefined
    const { line, callId } = call
    const insiders = insidersOf(call).filter(({ party }) => party === leg.party)
    const inside = insideCallId.value === callId
    return {
      inside,
      people: call.legs.filter(
        ({ console, state }) => state === 'on' && insiders.some((insider) => insider.console === console),
      ),
      enter: inside || busy.value ? undefined : () => enter(line, callId),
      leave: inside && !busy.value ? () => ask('caucus:leave', line, callId) : undefined,
      say:
        inside && speaks(leg.role)
          ? async (text) => {
              const answer = await signaling.request('caucus:say', {
                line,
                callId,
                messageId: crypto.randomUUID(),
                text,
              })
              refusal.value = answer.ok ? undefined : answer.refusal
              return answer.ok
            }
          : undefined,
    }
  })
  return {
    now,
    texts,
    refusal,
    close() {
      follow()
      hear()
    },
  }
}
