import { computed, signal, type ReadonlySignal } from '@preact/signals'
import { dayAfter, ZonedTime } from '../../server/calls/zonedTime.ts'
import type { ExceptionReport } from '../../server/protocol/exceptions.ts'
import type { Refusal } from '../../server/protocol/refusal.ts'
import type { ClockPort } from './deskPorts.ts'
import type { RecordsPort } from './recordsPort.ts'

/** A day that is not over is read again this often: who leaves it open sees what is new. */
const READ_AGAIN_MS = 30_000

export interface RecordExceptions {
  /** The one that came last; it stays until that of another day is there. */
  readonly report: ReadonlySignal<ExceptionReport | undefined>
  readonly refusal: ReadonlySignal<Refusal | undefined>
  readonly loading: ReadonlySignal<boolean>
  /** The last day that there is a report of, by the calendar of the report. */
  readonly today: ReadonlySignal<string | undefined>
  readonly previous: ReadonlySignal<(() => void) | undefined>
  /** Undefined on the last day that there is a report of. */
  readonly next: ReadonlySignal<(() => void) | undefined>
  /** Leads to a day. */
  readonly show: (day: string) => void
  /** Asks for another day; today's when none is named. */
  readonly ask: (day: string | undefined) => Promise<void>
  readonly close: () => void
}

/** @param go leads to the address of a day, which is then asked for. */
export function createRecordExceptions(
  port: RecordsPort,
  clock: ClockPort,
  go: (day: string) => void,
): RecordExceptions {
  const report = signal<ExceptionReport | undefined>(undefined)
  const refusal = signal<Refusal | undefined>(undefined)
  const loading = signal(false)
  let wanted: string | undefined
  let asked = 0

  async function read(): Promise<void> {
    const mine = (asked += 1)
    const answer = await port.exceptions(wanted)
    // A later question has its own answer; this one would show a day that nobody asks for any more.
    if (mine !== asked) return
    loading.value = false
    refusal.value = answer.ok ? undefined : answer.refusal
    if (answer.ok) report.value = answer.body
  }

  // Read at the moment of the report: while it stays open, its day may end.
  const today = computed(() => report.value && new ZonedTime(report.value.timeZone).dayOf(clock.nowMs()))
  const leadTo = (days: number): (() => void) | undefined => {
    const from = report.value?.day
    return from === undefined ? undefined : () => go(dayAfter(from, days))
  }
  const isLast = computed(() => report.value === undefined || report.value.day >= (today.value ?? ''))

  const stop = clock.every(READ_AGAIN_MS, () => {
    if (isLast.peek() && !loading.peek()) void read()
  })

  return {
    report,
    refusal,
    loading,
    today,
    previous: computed(() => leadTo(-1)),
    show: go,
    next: computed(() => (isLast.value ? undefined : leadTo(1))),
    ask(day) {
      wanted = day
      loading.value = true
      return read()
    },
    close() {
      stop()
      asked += 1
    },
  }
}
