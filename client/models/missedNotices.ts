import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import type { AttentionPort, NotificationPort } from './deskPorts.ts'
import type { Missed, RingModel } from './ring.ts'
import type { Unsubscribe } from './ports.ts'

/**
 * Has the system show a missed ring that goes on sounding, while nobody looks at this console, until somebody of the party
 * has seen to it. Not over a call, where it does not sound either, nor over a ring, which has a notice of its own.
 */
export function createMissedNotices(
  parts: { readonly attention: AttentionPort; readonly notifications: NotificationPort },
  rings: Pick<RingModel, 'incoming' | 'missed'>,
  inCall: ReadonlySignal<boolean>,
  words: (missed: Missed) => { title: string; body: string },
): Unsubscribe {
  const { attention, notifications } = parts
  const attentive = signal(attention.attentive())
  const first = computed(() => {
    if (attentive.value || inCall.value || rings.incoming.value.length > 0) return undefined
    return rings.missed.value.find(({ sounds }) => sounds)
  })
  // Whatever else happens on the line is no news of it: what is shown stays as it is.
  const key = computed(() => first.value && `${first.value.line}/${first.value.ring.callId}`)
  const stop = [
    attention.onChange(() => (attentive.value = attention.attentive())),
    effect(() => {
      const missed = key.value === undefined ? undefined : first.peek()
      if (missed === undefined) return undefined
      const { title, body } = words(missed)
      return notifications.show(title, body)
    }),
  ]
  return () => stop.forEach((end) => end())
}
