import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Entry } from '../chain/entryChain.ts'
import type { SigningKey } from '../chain/signature.ts'
import { callIdSchema, type CallId, type PartyId } from '../protocol/identifiers.ts'
import { syncFolder } from './fileBytes.ts'
import { KeyReserve, type PartyRecipient } from './callKey.ts'
import { CallRecording, type ClosedRecording } from './callRecording.ts'
import { Disk } from './disk.ts'
import type { Interruption } from './exceptionWatch.ts'
import { closedRecording, closeRecord } from './recordClosing.ts'
import { FOLDER_MODE, recordFile } from './recordFiles.ts'
import { proveRecorder, type RecordedCall } from './recorderProof.ts'
import { RecordingError } from './recordingError.ts'
import { takeUpManifest, type Recovered } from './recovery.ts'
import type { RecordingTrouble } from './trouble.ts'
import { notWritten, takeUpRecord, type WritableRecord } from './writableRecord.ts'

/** When another key is made ready after one has been taken: not while a call is being set up. */
const RESERVE_AFTER_MS = 3_000

export interface RecorderOptions {
  /** Records are kept in `records` below it. */
  readonly dataDir: string
  /** Server time, milliseconds since 1970 UTC; it may have fractions and must not go back. */
  readonly clock: () => number
  /** The installation's key, with which manifests are signed. */
  readonly signingKey: SigningKey
  /** The hybrid age recipient of a party, or undefined when there is none. */
  readonly recipientOf: (party: PartyId) => string | undefined
  /**
   * The call's slice of the log of its line, from the entry that placed it to the one that ended it, for the record to be
   * complete by itself. What it throws keeps the record open: closing is tried again.
   */
  readonly factsOf?: (callId: CallId) => Promise<readonly Entry[]>
  /** Called at once, never more often than things change. It must not throw. */
  readonly onTrouble: (trouble: RecordingTrouble) => void
  /** What may wait in memory for the disk, over all calls. */
  readonly maxPendingBytes?: number
}

/** What was found of a call in which the run of the server before this one was lost. */
export interface RecoveredRecord extends Recovered {
  readonly callId: CallId
  /** Why it was left as it is, when it could not be recovered. */
  readonly damage?: RecordingError
}

/** A record that was closed after a run of the server in which nobody wrote it. */
export interface AbandonedRecording extends ClosedRecording {
  readonly interruptions: readonly Interruption[]
  /** Whether a recorder was ever up for it. */
  readonly wasRecorded: boolean
}

/** Where the record of a call is, under the data folder. */
export const recordFolder = (dataDir: string, callId: CallId): string => join(dataDir, 'records', callId)

/** Keeps the media of calls: one recording per call, sealed as it comes. It knows nothing of where packets come from. */
export class Recorder {
  readonly #options: RecorderOptions
  readonly #disk = new Disk()
  readonly #reserve = new KeyReserve()
  readonly #open = new Map<CallId, CallRecording | 'busy'>()
  #reserveTimer: NodeJS.Timeout | undefined
  #closed = false

  static async create(options: RecorderOptions): Promise<Recorder> {
    const records = join(options.dataDir, 'records')
    await mkdir(records, { recursive: true, mode: FOLDER_MODE })
    await syncFolder(options.dataDir)
    return new Recorder(options)
  }

  private constructor(options: RecorderOptions) {
    this.#options = options
  }

  /**
   * Makes keys ready for a line of these parties, so that a call on it starts without the cost of a seal.
   *
   * @throws RecordingError `recipient` when a party has none, or one that is not hybrid post-quantum.
   */
  async prepare(parties: readonly PartyId[]): Promise<void> {
    await this.#reserve.prepare(this.#recipients(parties))
  }

  /**
   * Starts to record a call, or goes on with it after a new start of the server, under the next key. It resolves when
   * key, files and a first sealed entry that names the call are on the disk and have been read back: then the recorder
   * is up. It has no deadline of its own: on a disk that hangs it hangs, and is up when it resolves.
   *
   * @throws RecordingError `recipient`, `not-written`, `already-open`, `closed` or `damaged`. It may be called again.
   */
  async start(call: RecordedCall): Promise<CallRecording> {
    return await this.#alone(call.callId, async () => {
      const callKey = await this.#reserve.take(this.#recipients(call.parties))
      this.#reserveLater(call.parties)
      const record = await this.#takeUp(call.callId, call)
      const { folder, manifest, troubles } = record
      try {
        if (manifest.state.closed) throw new RecordingError('closed', `The record of call ${call.callId} is closed.`)
        const keyNumber = record.isNew ? 1 : await nextKeyNumber(folder)
        const knownTracks = new Set(manifest.state.tracks.keys())
        const { clock, maxPendingBytes } = this.#options
        const proving = proveRecorder(folder, call, keyNumber, callKey, clock())
        const [proved] = await Promise.all([proving, record.standing])
        // Only now: no manifest names a file that a power cut may have taken.
        manifest.append(proved)
        await manifest.flushedOrRefused()
        return new CallRecording({
          ...{ folder, callId: call.callId, keyNumber, callKey: callKey.key, knownTracks, clock },
          ...{ disk: this.#disk, manifest, troubles, interruptions: [...manifest.state.interruptions] },
          ...(maxPendingBytes !== undefined && { maxPendingBytes }),
          seal: () => this.#closeRecord(call.callId, record),
          onEnd: () => this.#open.delete(call.callId),
        })
      } catch (error) {
        await manifest.abandon()
        throw error
      }
    })
  }

  /**
   * Closes the record of a call that has ended while it was not being recorded: the server was lost, or the recorder was
   * never up. In the latter case a record without tracks is made, so that the call has one.
   *
   * @throws RecordingError `already-open` while it is being recorded, `not-written` or `damaged`.
   */
  async closeAbandoned(callId: CallId): Promise<AbandonedRecording> {
    return await this.#alone(callId, async () => {
      const record = await this.#takeUp(callId, undefined)
      try {
        await record.standing
        const { state } = record.manifest
        const closed = closedRecording(state) ?? (await this.#closeRecord(callId, record))
        return { ...closed, interruptions: [...state.interruptions], wasRecorded: state.keys.size > 0 }
      } finally {
        await record.manifest.abandon()
        this.#open.delete(callId)
      }
    })
  }

  /**
   * To be called at the start of the server, before any call: what a lost run left open gets its place in its manifest.
   * A record that is damaged is left as it is and told.
   *
   * @param open the calls whose records may be open; without it every record that there is has its manifest read.
   */
  async recover(open?: readonly CallId[]): Promise<readonly RecoveredRecord[]> {
    const recovered: RecoveredRecord[] = []
    for (const name of open ?? (await readdir(join(this.#options.dataDir, 'records')))) {
      const callId = callIdSchema.safeParse(name)
      if (!callId.success || this.#open.has(callId.data)) continue
      const found = await this.#alone(callId.data, () => this.#recoverOne(callId.data)).finally(() => {
        this.#open.delete(callId.data)
      })
      if (found) recovered.push(found)
    }
    return recovered
  }

  /** Puts what there is on the disk and lets go of all calls; the next start goes on with them. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    clearTimeout(this.#reserveTimer)
    const recordings = [...this.#open.values()].filter((open) => open !== 'busy')
    await Promise.all(recordings.map((recording) => recording.suspend()))
    this.#disk.close()
  }

  async #recoverOne(callId: CallId): Promise<RecoveredRecord | undefined> {
    const folder = recordFolder(this.#options.dataDir, callId)
    try {
      const soFar = await takeUpManifest(folder)
      if (soFar === undefined || closedRecording(soFar.state)) return undefined
      const { manifest, recovered, standing } = await this.#takeUp(callId, undefined)
      await standing
      await manifest.end()
      return { callId, ...recovered }
    } catch (error) {
      const damage = error instanceof RecordingError ? error : notWritten(error)
      return { callId, segments: 0, cutBytes: 0, damage }
    }
  }

  async #takeUp(callId: CallId, call: RecordedCall | undefined): Promise<WritableRecord> {
    const folder = recordFolder(this.#options.dataDir, callId)
    return await takeUpRecord({ ...this.#options, folder, callId, call, disk: this.#disk })
  }

  async #closeRecord(callId: CallId, { folder, manifest }: WritableRecord): Promise<ClosedRecording> {
    const facts = (await this.#options.factsOf?.(callId)) ?? []
    return await closeRecord(folder, manifest, facts)
  }

  /** One thing at a time for each call: two writers in one folder would be the end of its record. */
  async #alone<T>(callId: CallId, work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new RecordingError('not-written', 'The recorder is closed.')
    if (this.#open.has(callId)) throw new RecordingError('already-open', `Call ${callId} is being recorded already.`)
    this.#open.set(callId, 'busy')
    try {
      const result = await work()
      if (result instanceof CallRecording) this.#open.set(callId, result)
      return result
    } catch (error) {
      this.#open.delete(callId)
      throw error
    }
  }

  #recipients(parties: readonly PartyId[]): PartyRecipient[] {
    return parties.map((party) => {
      const recipient = this.#options.recipientOf(party)
      if (recipient !== undefined) return { party, recipient }
      throw new RecordingError('recipient', `The party ${party} has no recipient to seal a recording to.`)
    })
  }

  #reserveLater(parties: readonly PartyId[]): void {
    clearTimeout(this.#reserveTimer)
    this.#reserveTimer = setTimeout(() => {
      // A recipient that has gone bad meanwhile is told when a call needs it.
      this.prepare(parties).catch(() => undefined)
    }, RESERVE_AFTER_MS)
  }
}

/** Also counts files that a start left behind which never came up: a number is never given out twice. */
async function nextKeyNumber(folder: string): Promise<number> {
  const numbers = (await readdir(folder)).map((name) => {
    const file = recordFile(name)
    return file.kind === 'key' || file.kind === 'call' ? file.keyNumber : 0
  })
  return Math.max(0, ...numbers) + 1
}
