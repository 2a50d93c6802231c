import { refusal } from '../../server/protocol/refusal.ts'
import type { AlarmsPort } from '../models/alarmDesk.ts'
import { anythingSchema, ask } from './problem.ts'

export const createAlarmsHttp = (token: () => Promise<string | undefined>): AlarmsPort => ({
  async acknowledge(alarm) {
    const accessToken = await token()
    if (accessToken === undefined) return { ok: false, refusal: refusal('signed-out', '') }
    const path = `/api/v1/alarms/${alarm}/acknowledgement`
    return await ask({ method: 'POST', path, accessToken, schema: anythingSchema })
  },
})
