import { openRecord, type OpenRecord } from './openRecord.ts'

export interface GrowingRecordsOptions {
  readonly folderOf: (callId: string) => string
  /** The age identities with which the installation opens records. */
  readonly identities: () => readonly string[]
}

/** The records of calls that are up, each opened once: its manifest is read on from where it ended the last time. */
export class GrowingRecords {
  readonly #options: GrowingRecordsOptions
  readonly #open = new Map<string, Promise<OpenRecord>>()

  constructor(options: GrowingRecordsOptions) {
    this.#options = options
  }

  get callIds(): readonly string[] {
    return [...this.#open.keys()]
  }

  /** As far as the record is now. @throws RecordingError as `openRecord` does. */
  async open(callId: string): Promise<OpenRecord> {
    const known = this.#open.get(callId)
    if (known !== undefined) {
      const record = await known
      await record.refresh()
      return record
    }
    const { folderOf, identities } = this.#options
    const opening = openRecord(folderOf(callId), identities())
    this.#open.set(callId, opening)
    opening.catch(() => this.#open.delete(callId))
    return await opening
  }

  /** The record of a call that does not grow any more. @returns it, if it was open. */
  async forget(callId: string): Promise<OpenRecord | undefined> {
    const known = this.#open.get(callId)
    this.#open.delete(callId)
    return await known?.catch(() => undefined)
  }
}
