import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import type { Line, Party } from '../protocol/directory.ts'
import type { NoteList } from '../protocol/notes.ts'
import type { CallRecord } from '../protocol/records.ts'
import { refusal, RefusedError } from '../protocol/refusal.ts'
import { memorandumOf, type Memorandum } from './memorandum.ts'
import { memorandumLanguageSchema, type MemorandumFormat, type MemorandumLanguage } from '../protocol/memoranda.ts'

const MIME_TYPES: Readonly<Record<MemorandumFormat, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
}
const writtenSchema = z.instanceof(Uint8Array)
/** The longest that is possible takes some seconds; whoever waits longer waits for nothing. */
const WRITE_WITHIN_MS = 60_000

interface MemorandumAsked {
  readonly record: CallRecord
  readonly notes: NoteList
  readonly party: Party
  readonly format: MemorandumFormat
  /** Absent: the first of the party's own in which one can be written. */
  readonly language?: MemorandumLanguage | undefined
}

interface MemorandumDirectory {
  parties(): readonly Party[]
  lines(): readonly Line[]
}

/** Makes memoranda of conversation, one after the other: each is a thread of its own for its time. */
export class Memoranda {
  readonly #directory: MemorandumDirectory
  readonly #clock: () => number
  #last: Promise<unknown> = Promise.resolve()

  constructor(directory: MemorandumDirectory, clock: () => number) {
    this.#directory = directory
    this.#clock = clock
  }

  /** @throws RefusedError `unavailable` when it could not be written. */
  async make({ record, notes, party, format, language = languageOf(party) }: MemorandumAsked) {
    const parties = this.#directory.parties()
    const line = this.#directory.lines().find((known) => known.line === record.summary.line)
    const madeAtMs = this.#clock()
    const memorandum = memorandumOf({ record, notes: notes.notes, party, parties, line, language, madeAtMs })
    const turn = this.#last.then(async () => await written({ memorandum, format }))
    this.#last = turn.catch(() => undefined)
    const bytes = await turn
    const { callId, marking } = record.summary
    const mark = marking === 'real' ? '' : `${marking}-`
    return {
      mimeType: MIME_TYPES[format],
      fileName: `ringdown-${mark}${callId}-memorandum-${language}.${format}`,
      stream: oneChunk(bytes),
    }
  }
}

const languageOf = ({ languages }: Party): MemorandumLanguage =>
  languages.map((language) => memorandumLanguageSchema.safeParse(language).data).find((known) => known !== undefined) ??
  'en'

async function written(workerData: { memorandum: Memorandum; format: MemorandumFormat }): Promise<Uint8Array> {
  const worker = new Worker(new URL('writing.ts', import.meta.url), { workerData })
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
  const timer = setTimeout(() => reject(new Error('Writing took too long.')), WRITE_WITHIN_MS)
  worker.once('message', (message: unknown) => resolve(writtenSchema.parse(message)))
  worker.once('error', reject)
  worker.once('exit', () => reject(new Error('The thread ended before it had written.')))
  try {
    return await promise
  } catch (error) {
    throw new RefusedError(refusal('unavailable', 'The memorandum could not be written. Try again.'), error)
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
