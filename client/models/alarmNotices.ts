import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import { z } from 'zod'
import type { Alarm } from '../../server/protocol/lineHistory.ts'
import type { AlarmModel } from './alarms.ts'
import type { CallModel } from './call.ts'
import type { AttentionPort, ClockPort, NotificationPort, StoragePort } from './deskPorts.ts'
import type { Lines } from './lines.ts'
import type { MediaPort, SignalingPort } from './ports.ts'

/** Kept for this machine: who sees to alarms here wants to hear of them also after the page was closed. */
const NAME = 'ringdown.alarmNotices'
const keptSchema = z.object({ on: z.boolean() })

/** An alarm that nobody has acknowledged is heard again, softly, after so long. */
const REMIND_AFTER_MS = 5 * 60_000
const LOOK_MS = 5_000

export interface AlarmNotices {
  /** In a gesture; undefined where it is on and sound runs, and for who is no admin. */
  readonly turnOn: ReadonlySignal<(() => Promise<void>) | undefined>
  readonly turnOff: ReadonlySignal<(() => void) | undefined>
  readonly close: () => void
}

/**
 * Sound and notices of alarms. Admins arm no console, so that nothing is heard at theirs until they have asked for it by
 * a gesture of its own.
 */
export function createAlarmNotices(
  parts: {
    readonly signaling: SignalingPort
    readonly media: MediaPort
    readonly clock: ClockPort
    readonly attention: AttentionPort
    readonly notifications: NotificationPort
    readonly storage: StoragePort
    readonly lines: Lines
    readonly alarms: AlarmModel
    readonly call: CallModel
  },
  words: (alarm: Alarm) => { title: string; body: string },
): AlarmNotices {
  const { media, clock, attention, notifications, storage, lines, alarms, call } = parts
  const kept = keptSchema.safeParse(storage.read(NAME))
  const wanted = signal(kept.success && kept.data.on)
  const sounds = signal(media.soundRunning())
  const attentive = signal(attention.attentive())
  const isAdmin = computed(() => lines.own.value?.person.roles.includes('admin') === true)
  /** Those that came while nobody looked at the page; by their names. */
  const unseen = signal<ReadonlySet<string>>(new Set())
  /** All that this page has been told of; absent before the first welcome, whose alarms are no news. */
  let known: Set<string> | undefined
  let heardAtMs = clock.nowMs()

  const keep = (on: boolean): void => {
    wanted.value = on
    storage.write(NAME, { on })
  }

  /** Not into a call: who is in one sees the strip. */
  function sound(tone: 'raised' | 'reminder'): void {
    heardAtMs = clock.nowMs()
    if (wanted.peek() && call.own.peek() === undefined) media.notice(tone)
  }

  async function turnOn(): Promise<void> {
    const asked = notifications.state() === 'undecided' ? notifications.ask() : Promise.resolve()
    const [runs] = await Promise.all([media.unlockSound(), asked])
    keep(true)
    sounds.value = media.soundRunning()
    // Once, so that it is known here from now on.
    if (runs) sound('raised')
  }

  const stop = [
    media.onSound(() => (sounds.value = media.soundRunning())),
    attention.onChange(() => {
      attentive.value = attention.attentive()
      if (attentive.value) unseen.value = new Set()
    }),
    effect(() => {
      const open = alarms.open.value
      if (lines.own.value === undefined) known = undefined
      const before = known
      const news = before === undefined ? [] : open.filter(({ alarm }) => !before.has(alarm))
      if (news.length === 0) return
      for (const { alarm } of news) before?.add(alarm)
      if (!attentive.peek()) unseen.value = new Set([...unseen.peek(), ...news.map(({ alarm }) => alarm)])
      sound('raised')
    }),
    parts.signaling.on('console:welcomed', () => {
      if (known !== undefined) return
      known = new Set(alarms.all.peek().map(({ alarm }) => alarm))
      heardAtMs = clock.nowMs()
      // Without a gesture a browser may refuse; then any press on the page makes it run.
      if (wanted.peek() && isAdmin.peek()) void media.unlockSound()
    }),
    clock.every(LOOK_MS, () => {
      const isDue = clock.nowMs() - heardAtMs >= REMIND_AFTER_MS
      if (isDue && alarms.open.peek().length > 0) sound('reminder')
    }),
    effect(() => {
      const newest = alarms.open.value.find(({ alarm }) => unseen.value.has(alarm))
      if (newest === undefined || !wanted.value) return undefined
      const { title, body } = words(newest)
      return notifications.show(title, body)
    }),
  ]

  return {
    turnOn: computed(() => (isAdmin.value && !(wanted.value && sounds.value) ? turnOn : undefined)),
    turnOff: computed(() => (isAdmin.value && wanted.value ? () => keep(false) : undefined)),
    close: () => stop.forEach((end) => end()),
  }
}
