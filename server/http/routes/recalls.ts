import { z } from 'zod'
import { callIdSchema, trackIdSchema } from '../../protocol/identifiers.ts'
import { recallRequestSchema, recallSchema } from '../../protocol/recall.ts'
import { mediaCookie } from '../cookies.ts'
import type { HttpPorts } from '../ports.ts'
import { RecordGate } from '../recordGate.ts'
import { callerRoute, json } from '../route.ts'
import { trackReply } from '../trackReply.ts'

const callParams = z.strictObject({ callId: callIdSchema })

/** Instant recall, for who is in a call and hears it. Each is a fact of the call's record before a byte of it leaves. */
export function recallRoutes(ports: HttpPorts) {
  const { recalls, sessions } = ports
  const gate = new RecordGate(ports)
  return {
    'POST /api/v1/calls/:callId/recalls': callerRoute({
      summary:
        'Begins to hear the last minute of a call again that one is in. Lets the browser open its voices for minutes.',
      params: callParams,
      body: recallRequestSchema,
      answer: recallSchema,
      handle: async ({ params: { callId }, body }, caller) => {
        const { person } = caller.person
        const begun = await recalls.begin(
          { callId, person, ...body },
          async (stretch) => await gate.recall(caller, callId, stretch),
        )
        const cookie = mediaCookie('calls', callId, sessions.mediaToken(caller.sessionId, person, callId))
        return json(begun, { status: 201, cookies: [cookie] })
      },
    }),

    'GET /api/v1/calls/:callId/recalls/:recall/tracks/:trackId': callerRoute({
      summary: 'One voice of your newest recall as WebM, with byte ranges, while you hear the call.',
      params: z.strictObject({ ...callParams.shape, recall: z.uuid(), trackId: trackIdSchema }),
      answer: 'audio/webm',
      otherKey: 'media-cookie',
      handle: async ({ params: { callId, recall, trackId }, asked }, { person: { person } }) =>
        trackReply(recalls.track({ callId, person, recall }, trackId), asked, false),
    }),
  }
}
