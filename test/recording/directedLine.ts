import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LineReports } from '../../server/lineReports.ts'
import { refusal } from '../../server/protocol/refusal.ts'
import type { LineCommand } from '../../server/calls/commands.ts'
import type { RecordingMark } from '../../server/protocol/consoles.ts'
import type { LineFact, LineFactOf } from '../../server/protocol/lineFacts.ts'
import { RecordingDirector, type TapRequest } from '../../server/recording/director.ts'
import type { TapSink } from '../../server/recording/pendingTap.ts'
import { recordFolder, type Recorder, type RecorderOptions } from '../../server/recording/recorder.ts'
import type { RecordingTrouble } from '../../server/recording/trouble.ts'
import { Hotline, id, krPrincipal, PLACE } from '../calls/hotline.ts'
import { makeRecorder, serverClock } from './synthetic.ts'

/** A line whose rules and whose recording are the product's, and nothing else of it: what is reported is decided. */
export class DirectedLine {
  readonly hotline = new Hotline()
  readonly marks: RecordingMark[] = []
  readonly reports: { readonly command: LineCommand; readonly commandId: string | undefined }[] = []
  /** Whether the log takes what is reported. */
  takes: (command: LineCommand) => boolean = () => true
  onTrouble: (trouble: RecordingTrouble) => void = () => undefined
  readonly #dataDir: string
  readonly #options: Partial<RecorderOptions>
  #lineReports: LineReports | undefined
  #recorder: Recorder | undefined
  #director: RecordingDirector | undefined

  constructor(dataDir: string, options: Partial<RecorderOptions> = {}) {
    this.#dataDir = dataDir
    this.#options = options
  }

  get call() {
    return this.hotline.call
  }

  get folder(): string {
    return recordFolder(this.#dataDir, this.call.callId)
  }

  /** As the server starts: records are recovered, the call that is up is resumed, and recording looks at the state. */
  async start(): Promise<void> {
    const onTrouble = (trouble: RecordingTrouble): void => {
      this.#director?.troubled(trouble)
      this.onTrouble(trouble)
    }
    const { recorder } = await makeRecorder(this.#dataDir, { onTrouble, ...this.#options })
    this.#recorder = recorder
    const lineReports = LineReports.create({
      take: async (_line, _part, command, commandId) => this.#take(command, commandId),
    })
    this.#lineReports = lineReports
    this.#director = RecordingDirector.create({
      recorder,
      clock: serverClock,
      log: { info: () => {}, error: () => {} },
      reports: {
        report: async (_line, command) => this.#take(command, undefined),
        untilTaken: (line, command, stillSo, commandId) =>
          lineReports.untilTaken(line, 'recording', command, stillSo, commandId),
        publish: (mark) => this.marks.push(mark),
        state: () => this.hotline.state,
      },
    })
    await recorder.recover()
    const { call } = this.hotline.state
    if (call !== undefined && call.phase !== 'ended') {
      this.hotline.atMs = serverClock()
      this.hotline.must('server', { name: 'call:resume', callId: call.callId })
    }
    this.#director.stateChanged(this.hotline.state)
  }

  place(): void {
    this.command({ ...PLACE })
  }

  command(command: Extract<LineCommand, { name: 'call:place' | 'call:end' }>): void {
    this.hotline.atMs = serverClock()
    this.hotline.must(krPrincipal, command)
    this.#director?.stateChanged(this.hotline.state)
  }

  /** A microphone of the caller goes on the air. */
  microphone(number = 1): TapSink {
    const { callId, line } = this.call
    const { person, console } = krPrincipal.console
    const request: TapRequest = {
      ...{ line, callId, trackId: id(5000 + number), kind: 'microphone', person, console },
      codec: { mimeType: 'audio/opus', clockRate: 48_000, channels: 2, payloadType: 111 },
      ...{ encodings: [{ ssrc: 1111 }], headerExtensions: [] },
    }
    const sink = this.#director?.open(request)
    if (sink === undefined) throw new Error('The recorder takes no track.')
    return sink
  }

  facts<T extends LineFact['type']>(type: T): LineFactOf<T>[] {
    return this.hotline.facts.filter((fact): fact is LineFactOf<T> => fact.type === type)
  }

  async stop(): Promise<void> {
    await this.#director?.close()
    await this.#lineReports?.close()
    await this.#recorder?.close()
  }

  /** Somebody has changed a byte that the chain vouches for. */
  async damageManifest(): Promise<void> {
    const file = join(this.folder, 'manifest.jsonl')
    await writeFile(file, (await readFile(file, 'utf8')).replace('leaders', 'leaderz'))
  }

  #take(command: LineCommand, commandId: string | undefined) {
    if (!this.takes(command)) return { ok: false, refusal: refusal('unavailable', 'The log takes nothing.') }
    this.hotline.atMs = serverClock()
    this.reports.push({ command, commandId })
    const decision = this.hotline.take('server', command)
    this.#director?.stateChanged(this.hotline.state)
    return 'refusal' in decision ? { ok: false, refusal: decision.refusal } : { ok: true }
  }
}
