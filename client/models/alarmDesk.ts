import { signal, type ReadonlySignal } from '@preact/signals'
import type { Answer } from '../../server/protocol/events.ts'
import type { Alarm } from '../../server/protocol/lineHistory.ts'
import type { Refusal } from '../../server/protocol/refusal.ts'
import type { AlarmModel } from './alarms.ts'

export interface AlarmsPort {
  readonly acknowledge: (alarm: string) => Promise<Answer<unknown>>
}

export interface AlarmDesk {
  readonly all: AlarmModel['all']
  readonly refusal: ReadonlySignal<Refusal | undefined>
  /** Undefined where one's own party has acknowledged it, and while that is being sent. */
  readonly acknowledge: (alarm: Alarm) => (() => Promise<void>) | undefined
}

/** What an admin does about alarms. That it is done is told to everybody by the server. */
export function createAlarmDesk(alarms: AlarmModel, port: AlarmsPort): AlarmDesk {
  const sending = signal<ReadonlySet<string>>(new Set())
  const refusal = signal<Refusal | undefined>(undefined)

  async function acknowledge({ alarm }: Alarm): Promise<void> {
    sending.value = new Set(sending.peek()).add(alarm)
    const answer = await port.acknowledge(alarm)
    refusal.value = answer.ok ? undefined : answer.refusal
    sending.value = new Set([...sending.peek()].filter((other) => other !== alarm))
  }

  return {
    all: alarms.all,
    refusal,
    acknowledge(alarm) {
      const isOpen = alarms.open.value.includes(alarm) && !sending.value.has(alarm.alarm)
      return isOpen ? () => acknowledge(alarm) : undefined
    },
  }
}
