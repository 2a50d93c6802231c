import type { z } from 'zod'
import type { Answer } from '../../server/protocol/events.ts'
import type { ExceptionReport } from '../../server/protocol/exceptions.ts'
import type { MemorandumFormat } from '../../server/protocol/memoranda.ts'
import type { NoteList } from '../../server/protocol/notes.ts'
import type { CallRecord, RecordList, recordAccessesSchema, Verification } from '../../server/protocol/records.ts'

export type RecordAccess = z.infer<typeof recordAccessesSchema>['accesses'][number]

/** Which records are looked for; what is not said fits always. */
export interface Search {
  /** As a date of the calendar, for example 2026-11-24. */
  readonly from?: string
  readonly to?: string
  readonly line?: string
  readonly party?: string
  /** The records of line tests, which are left out otherwise. */
  readonly of?: 'tests'
  /** Words of names, days and messages, in any order. */
  readonly search?: string
}

export type Downloaded =
  | 'archive'
  | 'manifest'
  | { readonly trackId: string }
  | { readonly memorandum: MemorandumFormat }

/** What the records screens ask of the server. `client/http/records.ts` implements it. */
export interface RecordsPort {
  list(search: Search, after?: string): Promise<Answer<RecordList>>
  /** The exceptions of a day, as 2026-11-24; of today when none is named. */
  exceptions(day?: string): Promise<Answer<ExceptionReport>>
  read(callId: string): Promise<Answer<CallRecord>>
  /** What one's own party has noted of the call. */
  notes(callId: string): Promise<Answer<NoteList>>
  accesses(callId: string): Promise<Answer<readonly RecordAccess[]>>
  verify(callId: string): Promise<Answer<Verification>>
  /** Begins one sitting of playing, or goes on with it: for minutes the addresses of its tracks open in this browser. */
  sit(callId: string, sitting: string): Promise<Answer<unknown>>
  trackAddress(callId: string, trackId: string, sitting: string): string
  /** Saves one file; resolves when the browser has taken it over. */
  download(callId: string, what: Downloaded): Promise<Answer<unknown>>
}
