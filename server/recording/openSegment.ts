import { readBatchRecords, type ContentSink } from './batchRecords.ts'
import { RecordingError } from './recordingError.ts'
import { deriveSegmentKey, openBatch, segmentName } from './segmentKeys.ts'
import type { SegmentWalk } from './segmentWalk.ts'

/**
 * Opens all batches of a segment.
 *
 * @throws RecordingError `damaged`, with the place, when a batch is not what was sealed there.
 */
export function openSegment(walk: SegmentWalk, callKey: Uint8Array, callId: string, file: string): ContentSink {
  const name = segmentName(callId, file)
  const key = deriveSegmentKey(callKey, name)
  const content: ContentSink = { packets: [], senderReports: [], marks: [] }
  for (const batch of walk.batches) {
    const plain = openBatch({ key, name, ...batch }, batch.sealed, batch.tag)
    if (plain === undefined) {
      throw new RecordingError(
        'damaged',
        `${file}: batch ${batch.number} at byte ${batch.offset} is not what was sealed.`,
      )
    }
    const before = content.packets.length
    readBatchRecords(plain, content)
    if (content.packets.length - before === batch.packets) continue
    throw new RecordingError('damaged', `${file}: batch ${batch.number} at byte ${batch.offset} has a wrong count.`)
  }
  return content
}
