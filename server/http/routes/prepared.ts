import { derivedUuid } from '../../chain/derivedUuid.ts'
import { preparedChangeSchema, preparedSetSchema } from '../../protocol/prepared.ts'
import type { HttpPorts } from '../ports.ts'
import { callerRoute, json } from '../route.ts'

/** All that fits the schema, three bytes for a character, with room for its form. */
const LIMIT_BYTES = 128 * 1024

/** The messages that a party has ready for the text lines, as its own administrators keep them. */
export function preparedRoutes({ directory }: HttpPorts) {
  return {
    'GET /api/v1/prepared': callerRoute({
      summary: 'The messages that your own party has ready for the text lines.',
      answer: preparedSetSchema,
      handle: (_request, { person: { party } }) => json(directory.prepared(party)),
    }),

    'POST /api/v1/prepared': callerRoute({
      summary:
        'Changes them, all at once: `revision` is the one that you have read. The same `commandId` is one change. Every console of your party has them at once.',
      body: preparedChangeSchema,
      bodyLimitBytes: LIMIT_BYTES,
      answer: preparedSetSchema,
      handle: async ({ body }, { person: { person, party } }) => {
        // The person's own: nobody can use up the identifier of another's change.
        const commandId = derivedUuid(`${person}\nprepared\n${body.commandId}`)
        await directory.changePrepared({ kind: 'person', person, party }, party, { ...body, commandId })
        return json(directory.prepared(party))
      },
    }),
  }
}
