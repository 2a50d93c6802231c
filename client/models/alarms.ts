import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { Alarm } from '../../server/protocol/lineHistory.ts'
import type { Lines } from './lines.ts'
import type { SignalingPort } from './ports.ts'

export interface AlarmModel {
  /** The newest of the lines of one's party, newest first; none for who is no admin. */
  readonly all: ReadonlySignal<readonly Alarm[]>
  /** Those of them that nobody of one's own party has acknowledged. */
  readonly open: ReadonlySignal<readonly Alarm[]>
  readonly forget: () => void
  readonly close: () => void
}

/** What admins are told of missed roll-calls and tests that went wrong. */
export function createAlarms(signaling: SignalingPort, lines: Lines): AlarmModel {
  const told = signal<readonly Alarm[]>([])
  const all = computed(() =>
    told.value.map((alarm) => ({ ...lines.rename(alarm), lineName: lines.lineName(alarm.line) ?? alarm.lineName })),
  )
  const stop = [
    signaling.on('console:welcomed', ({ alarms }) => (told.value = alarms ?? [])),
    signaling.on('alarms:changed', ({ alarms }) => (told.value = alarms)),
  ]
  return {
    all,
    open: computed(() => {
      const own = lines.own.value?.person.party
      return all.value.filter(({ acknowledged }) => !acknowledged.some(({ party }) => party === own))
    }),
    forget: () => (told.value = []),
    close: () => stop.forEach((end) => end()),
  }
}
