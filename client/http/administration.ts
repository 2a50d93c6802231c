import { z } from 'zod'
import { lineSchema, personSchema } from '../../server/protocol/directory.ts'
import { preparedSetSchema } from '../../server/protocol/prepared.ts'
import { refusal } from '../../server/protocol/refusal.ts'
import type { AdministrationPort } from '../models/administration.ts'
import { ask } from './problem.ts'

const signedOut = { ok: false, refusal: refusal('signed-out', '') } as const

export function createAdministrationHttp(token: () => Promise<string | undefined>): AdministrationPort {
  const read = async <T>(path: string, schema: z.ZodType<T>) => {
    const accessToken = await token()
    return accessToken === undefined ? signedOut : ask({ method: 'GET', path, accessToken, schema })
  }
  return {
    prepared: () => read('/api/v1/prepared', preparedSetSchema),
    async changePrepared(change) {
      const accessToken = await token()
      if (accessToken === undefined) return signedOut
      return await ask({
        method: 'POST',
        path: '/api/v1/prepared',
        accessToken,
        json: change,
        schema: preparedSetSchema,
      })
    },
    async people() {
      const answer = await read('/api/v1/people', z.object({ people: z.array(personSchema) }))
      return answer.ok ? { ok: true, body: answer.body.people } : answer
    },
    async lines() {
      const answer = await read('/api/v1/lines', z.object({ lines: z.array(lineSchema) }))
      return answer.ok ? { ok: true, body: answer.body.lines } : answer
    },
  }
}
