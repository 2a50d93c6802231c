import type { types } from 'mediasoup-client'
import { z } from 'zod'

const sentSoundSchema = z.object({ type: z.literal('outbound-rtp'), packetsSent: z.number().default(0) })
/** One row for each layer. */
const sentPicturesSchema = z.object({ type: z.literal('outbound-rtp'), framesSent: z.number().default(0) })
const receivedSchema = z.object({
  type: z.literal('inbound-rtp'),
  packetsReceived: z.number().default(0),
  /** More may come than were missed: a packet that comes twice. */
  packetsLost: z.number().default(0),
  jitter: z.number().optional(),
})

/** How much a track has sent: packets of sound, or pictures of each layer. */
export async function sentBy(producer: types.Producer): Promise<number> {
  const report = await producer.getStats()
  const counts =
    producer.kind === 'audio'
      ? rowsOf(report, sentSoundSchema).map((row) => row.packetsSent)
      : rowsOf(report, sentPicturesSchema).map((row) => row.framesSent)
  return counts.reduce((sum, count) => sum + count, 0)
}

export interface ReceivedCount {
  readonly packets: number
  readonly lossPercent?: number
  readonly jitterMs?: number
}

export async function receivedBy(consumer: types.Consumer): Promise<ReceivedCount> {
  const [row] = rowsOf(await consumer.getStats(), receivedSchema)
  if (row === undefined || row.packetsReceived === 0) return { packets: 0 }
  const { packetsReceived: packets, packetsLost, jitter } = row
  const lost = Math.max(0, packetsLost)
  return {
    packets,
    lossPercent: (100 * lost) / (packets + lost),
    ...(jitter !== undefined && { jitterMs: jitter * 1_000 }),
  }
}

function rowsOf<Row>(report: RTCStatsReport, schema: z.ZodType<Row>): Row[] {
  const rows: Row[] = []
  // The report is a map to the browser, and what is in its rows is for a schema to say.
  report.forEach((value: unknown) => {
    const parsed = schema.safeParse(value)
    if (parsed.success) rows.push(parsed.data)
  })
  return rows
}
