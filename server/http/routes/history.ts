import { z } from 'zod'
import { alarmIdSchema } from '../../protocol/alarmFacts.ts'
import { lineIdSchema } from '../../protocol/identifiers.ts'
import {
  alarmListSchema,
  lineHistoryQuerySchema,
  lineHistorySchema,
  testedLinesSchema,
} from '../../protocol/lineHistory.ts'
import { refusal, RefusedError } from '../../protocol/refusal.ts'
import type { HttpPorts } from '../ports.ts'
import { callerRoute, json, nothing } from '../route.ts'

/** What became of the tests and roll-calls of lines, for everybody of their parties; alarms, for the admins of these. */
export function historyRoutes({ directory, history }: HttpPorts) {
  const linesOf = (party: string) => directory.lines().filter((line) => line.parties.includes(party))

  return {
    'GET /api/v1/tests': callerRoute({
      summary: 'The lines that your party is on, and the roll-calls that are agreed there.',
      answer: testedLinesSchema,
      handle: (_request, { person }) => json({ lines: linesOf(person.party) }),
    }),

    'GET /api/v1/lines/:line/tests': callerRoute({
      summary: 'The roll-calls and tests of a line of your party that were due in a time of at most 93 days.',
      params: z.strictObject({ line: lineIdSchema }),
      query: lineHistoryQuerySchema,
      answer: lineHistorySchema,
      handle: async ({ params, query: { from, to } }, { person }) => {
        const line = linesOf(person.party).find((known) => known.line === params.line)
        if (!line) throw new RefusedError(refusal('unknown', 'There is no such line, or it is not one of your party.'))
        return json(await history.history(line, from, to))
      },
    }),

    'GET /api/v1/alarms': callerRoute({
      summary:
        'The newest alarms of the lines that your party is on: missed roll-calls, and tests that failed or were missed.',
      answer: alarmListSchema,
      handle: async (_request, { person }) => {
        await history.ready
        return json({ alarms: history.alarms(person.party) })
      },
    }),

    'POST /api/v1/alarms/:alarm/acknowledgement': callerRoute({
      summary: 'Says to all parties that you have seen this alarm and see to it for yours.',
      params: z.strictObject({ alarm: alarmIdSchema }),
      answer: 'nothing',
      handle: async ({ params: { alarm } }, { person }) => {
        const { party, name } = person
        const known = await history.alarm(party, alarm)
        if (!known)
          throw new RefusedError(refusal('unknown', 'There is no such alarm, or it is not one of your party.'))
        await history.acknowledge(known, { person: person.person, name, party })
        return nothing()
      },
    }),
  }
}
