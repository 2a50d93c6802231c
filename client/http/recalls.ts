import { recallSchema } from '../../server/protocol/recall.ts'
import { refusal } from '../../server/protocol/refusal.ts'
import type { RecallPort } from '../models/recallPorts.ts'
import { ask } from './problem.ts'

const recallsOf = (callId: string): string => `/api/v1/calls/${callId}/recalls`

export function createRecallsHttp(token: () => Promise<string | undefined>): RecallPort {
  return {
    async begin(callId, recall, of) {
      const accessToken = await token()
      if (accessToken === undefined) return { ok: false, refusal: refusal('signed-out', '') }
      return await ask({
        method: 'POST',
        path: recallsOf(callId),
        accessToken,
        json: { recall, of },
        schema: recallSchema,
      })
    },
    voiceAddress: (callId, recall, trackId) => `${recallsOf(callId)}/${recall}/tracks/${trackId}`,
  }
}
