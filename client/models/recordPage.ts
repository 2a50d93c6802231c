import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { CallRecord, Verification } from '../../server/protocol/records.ts'
import type { NoteList } from '../../server/protocol/notes.ts'
import type { Answer } from '../../server/protocol/events.ts'
import type { Refusal } from '../../server/protocol/refusal.ts'
import type { ClockPort } from './deskPorts.ts'
import { createPlayer, type Player } from './player.ts'
import type { Downloaded, RecordAccess, RecordsPort } from './recordsPort.ts'
import { timelineOf, type Timeline } from './timeline.ts'

export type Loaded<T> =
  | { readonly at: 'none' }
  | { readonly at: 'loading' }
  | { readonly at: 'there'; readonly body: T }
  | { readonly at: 'refused'; readonly refusal: Refusal }

export interface RecordPage {
  readonly callId: string
  readonly record: ReadonlySignal<Loaded<CallRecord>>
  readonly timeline: ReadonlySignal<Timeline | undefined>
  /** What one's own party has noted of the call. */
  readonly notes: ReadonlySignal<Loaded<NoteList>>
  readonly accesses: ReadonlySignal<Loaded<readonly RecordAccess[]>>
  readonly verification: ReadonlySignal<Loaded<Verification>>
  readonly verify: ReadonlySignal<(() => Promise<void>) | undefined>
  readonly player: Player
  /** The address of a track, once a sitting has begun. */
  readonly trackAddress: ReadonlySignal<((trackId: string) => string) | undefined>
  readonly downloading: ReadonlySignal<Downloaded | undefined>
  readonly download: ReadonlySignal<((what: Downloaded) => Promise<void>) | undefined>
  readonly refusal: ReadonlySignal<Refusal | undefined>
  readonly close: () => void
}

/** The cookie of a sitting is good for five minutes; renewed well before that, a long listening never stops. */
const SIT_AGAIN_MS = 150_000

const loaded = <T>(answer: Answer<T>): Loaded<T> =>
  answer.ok ? { at: 'there', body: answer.body } : { at: 'refused', refusal: answer.refusal }

export function createRecordPage(callId: string, port: RecordsPort, clock: ClockPort): RecordPage {
  const record = signal<Loaded<CallRecord>>({ at: 'loading' })
  const notes = signal<Loaded<NoteList>>({ at: 'loading' })
  const accesses = signal<Loaded<readonly RecordAccess[]>>({ at: 'loading' })
  const verification = signal<Loaded<Verification>>({ at: 'none' })
  const sitting = signal<string | undefined>(undefined)
  const downloading = signal<Downloaded | undefined>(undefined)
  const refusal = signal<Refusal | undefined>(undefined)

  const readAccesses = async (): Promise<void> => {
    accesses.value = loaded(await port.accesses(callId))
  }

  async function read(): Promise<void> {
    record.value = loaded(await port.read(callId))
    notes.value = loaded(await port.notes(callId))
    // Asked after the record, so that this look is among them.
    await readAccesses()
  }

  async function verify(): Promise<void> {
    verification.value = { at: 'loading' }
    verification.value = loaded(await port.verify(callId))
    await readAccesses()
  }

  /** One opened page is one sitting: it begins with the first play and is the same for all tracks. */
  async function sit(): Promise<boolean> {
    const made = sitting.peek() ?? crypto.randomUUID()
    const answer = await port.sit(callId, made)
    refusal.value = answer.ok ? undefined : answer.refusal
    if (!answer.ok) return false
    if (sitting.peek() === undefined) void readAccesses()
    sitting.value = made
    return true
  }

  const stop = clock.every(SIT_AGAIN_MS, () => {
    if (sitting.peek() !== undefined) void sit()
  })

  const timeline = computed(() => {
    const now = record.value
    return now.at === 'there' ? timelineOf(now.body, clock.nowMs()) : undefined
  })

  async function download(what: Downloaded): Promise<void> {
    downloading.value = what
    const answer = await port.download(callId, what)
    refusal.value = answer.ok ? undefined : answer.refusal
    downloading.value = undefined
    await readAccesses()
  }

  const player = createPlayer(clock, () => timeline.peek()?.durationMs ?? 0, sit)
  void read()
  return {
    callId,
    record,
    timeline,
    notes,
    accesses,
    verification,
    verify: computed(() => (verification.value.at === 'loading' ? undefined : verify)),
    player,
    trackAddress: computed(() => {
      const begun = sitting.value
      return begun === undefined ? undefined : (trackId: string) => port.trackAddress(callId, trackId, begun)
    }),
    downloading,
    download: computed(() => (downloading.value === undefined && record.value.at === 'there' ? download : undefined)),
    refusal,
    close() {
      stop()
      player.close()
    },
  }
}
