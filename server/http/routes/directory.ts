import { z } from 'zod'
import { lineSchema, partySchema, personSchema } from '../../protocol/directory.ts'
import type { HttpPorts } from '../ports.ts'
import { callerRoute, json } from '../route.ts'

/** What an admin sees: the people of their own party, and the lines that it is on. */
export function directoryRoutes({ directory }: HttpPorts) {
  return {
    'GET /api/v1/people': callerRoute({
      summary: 'The people of your own party.',
      answer: z.object({ people: z.array(personSchema) }),
      handle: (_request, { person: { party } }) =>
        json({ people: directory.people().filter((person) => person.party === party) }),
    }),

    'GET /api/v1/lines': callerRoute({
      summary: 'The lines that your own party is on, and the parties on them.',
      answer: z.object({ lines: z.array(lineSchema), parties: z.array(partySchema) }),
      handle: (_request, { person: { party } }) => {
        const lines = directory.lines().filter((line) => line.parties.includes(party))
        const shown = new Set([party, ...lines.flatMap((line) => line.parties)])
        return json({ lines, parties: directory.parties().filter((known) => shown.has(known.party)) })
      },
    }),
  }
}
