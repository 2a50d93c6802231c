import { refusal } from '../../server/protocol/refusal.ts'
import { lineHistorySchema, testedLinesSchema } from '../../server/protocol/lineHistory.ts'
import type { TestHistoryPort } from '../models/testHistory.ts'
import { ask } from './problem.ts'

const signedOut = { ok: false, refusal: refusal('signed-out', '') } as const

export const createTestHistoryHttp = (token: () => Promise<string | undefined>): TestHistoryPort => ({
  async lines() {
    const accessToken = await token()
    if (accessToken === undefined) return signedOut
    const answer = await ask({ method: 'GET', path: '/api/v1/tests', accessToken, schema: testedLinesSchema })
    return answer.ok ? { ok: true, body: answer.body.lines } : answer
  },
  async history(line, fromMs, toMs) {
    const accessToken = await token()
    if (accessToken === undefined) return signedOut
    const path = `/api/v1/lines/${line}/tests?from=${fromMs}&to=${toMs}`
    return await ask({ method: 'GET', path, accessToken, schema: lineHistorySchema })
  },
})
