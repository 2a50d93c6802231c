import { parentPort, workerData } from 'node:worker_threads'
import type { MemorandumFormat } from '../protocol/memoranda.ts'
import { writeDocx } from './docx.ts'
import type { Memorandum } from './memorandum.ts'
import { writePdf } from './pdf.ts'

/** The thread in which one memorandum is written: fonts are large, and the server has calls to carry meanwhile. */
interface WritingTask {
  readonly memorandum: Memorandum
  readonly format: MemorandumFormat
}

const { memorandum, format } = workerData as WritingTask
// A copy of its own, which can be handed over as it is.
const bytes = Uint8Array.from(await (format === 'docx' ? writeDocx(memorandum) : writePdf(memorandum)))
parentPort?.postMessage(bytes, [bytes.buffer])
