import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import type { RecordSummary } from '../../server/protocol/records.ts'
import type { Refusal } from '../../server/protocol/refusal.ts'
import type { ClockPort } from './deskPorts.ts'
import type { Place, Places } from './places.ts'
import { createRecordExceptions, type RecordExceptions } from './recordExceptions.ts'
import { createRecordPage, type RecordPage } from './recordPage.ts'
import type { RecordsPort, Search } from './recordsPort.ts'

export interface Listing {
  readonly at: 'loading' | 'there' | 'refused'
  readonly records: readonly RecordSummary[]
  /** Where the next page begins, when there is one. */
  readonly next?: string
  readonly refusal?: Refusal
}

export interface Records {
  readonly listing: ReadonlySignal<Listing>
  /** The lines that were among the answers so far: who pulls records need not be on any of them. */
  readonly lines: ReadonlySignal<readonly Pick<RecordSummary, 'line' | 'lineName'>[]>
  readonly search: (wanted: Search) => Promise<void>
  /** What the records that are shown were searched for, as it was written; empty where it was not by words. */
  readonly searched: ReadonlySignal<string>
  readonly more: ReadonlySignal<(() => Promise<void>) | undefined>
  /** The record that the address names. */
  readonly page: ReadonlySignal<RecordPage | undefined>
  /** The exceptions of the day that the address names. */
  readonly exceptions: ReadonlySignal<RecordExceptions | undefined>
  readonly open: (callId: string) => void
  /** Begins to follow the place; the function that comes back ends it, and closes what is open. */
  readonly follow: () => () => void
}

export function createRecords(port: RecordsPort, places: Places, clock: ClockPort): Records {
  const listing = signal<Listing>({ at: 'loading', records: [] })
  const page = signal<RecordPage | undefined>(undefined)
  const exceptions = signal<RecordExceptions | undefined>(undefined)
  const lines = signal<readonly Pick<RecordSummary, 'line' | 'lineName'>[]>([])
  const searched = signal('')
  let wanted: Search = {}
  let asked = 0

  async function read(after?: string): Promise<void> {
    const mine = (asked += 1)
    const before = after === undefined ? [] : listing.peek().records
    listing.value = { at: 'loading', records: listing.peek().records }
    const answer = await port.list(wanted, after)
    // A later search has its own answer; this one would show what nobody asks for any more.
    if (mine !== asked) return
    if (!answer.ok) {
      listing.value = { at: 'refused', records: before, refusal: answer.refusal }
      return
    }
    const { records, next } = answer.body
    searched.value = wanted.search ?? ''
    const known = new Map([...lines.peek(), ...records.map(nameOfLine)].map((one) => [one.line, one]))
    if (known.size > lines.peek().length) lines.value = [...known.values()]
    listing.value = { at: 'there', records: [...before, ...records], ...(next !== undefined && { next }) }
  }

  function showExceptions(day: string | undefined): void {
    // From one day to the next the old one stays until the new one is there.
    const open =
      exceptions.peek() ?? createRecordExceptions(port, clock, (next) => places.go({ at: 'exceptions', day: next }))
    exceptions.value = open
    void open.ask(day)
  }
  function show(place: Place): void {
    page.peek()?.close()
    page.value = place.at === 'record' ? createRecordPage(place.callId, port, clock) : undefined
    if (place.at === 'exceptions') showExceptions(place.day)
    else closeExceptions()
    // Coming back to the list shows what has been recorded since.
    if (place.at === 'records') void read()
  }
  function closeExceptions(): void {
    exceptions.peek()?.close()
    exceptions.value = undefined
  }

  return {
    listing,
    lines,
    searched,
    search(next) {
      wanted = next
      return read()
    },
    more: computed(() => {
      const { at, next } = listing.value
      return at === 'there' && next !== undefined ? () => read(next) : undefined
    }),
    page,
    exceptions,
    open: (callId) => places.go({ at: 'record', callId }),
    follow() {
      const stop = effect(() => show(places.place.value))
      return () => {
        stop()
        page.peek()?.close()
        page.value = undefined
        closeExceptions()
      }
    },
  }
}

const nameOfLine = ({ line, lineName }: RecordSummary) => ({ line, lineName })
