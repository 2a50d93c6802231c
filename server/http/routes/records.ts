import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { hasSitting } from '../../calls/recordAccesses.ts'
import { exceptionReportSchema, exceptionsQuerySchema } from '../../protocol/exceptions.ts'
import { callIdSchema, trackIdSchema } from '../../protocol/identifiers.ts'
import { memorandumFormatSchema, memorandumLanguageSchema } from '../../protocol/memoranda.ts'
import { noteListSchema } from '../../protocol/notes.ts'
import {
  recordAccessesSchema,
  recordListSchema,
  recordSchema,
  recordsQuerySchema,
  sittingSchema,
  verificationSchema,
} from '../../protocol/records.ts'
import { refusal, RefusedError } from '../../protocol/refusal.ts'
import { mediaCookie } from '../cookies.ts'
import type { Download, HttpPorts } from '../ports.ts'
import { RecordGate } from '../recordGate.ts'
import { namesIn } from '../recordNames.ts'
import { callerRoute, json, type Caller, type Reply } from '../route.ts'
import { trackReply } from '../trackReply.ts'

const callParams = z.strictObject({ callId: callIdSchema })

/** `download` names one pull: asked for again with the same identifier (a download that goes on) it is the same fact. */
const downloadQuery = z.strictObject({ download: z.union([z.literal(''), z.uuid()]).optional() })
const memorandumQuery = z.strictObject({
  ...downloadQuery.shape,
  format: memorandumFormatSchema,
  language: memorandumLanguageSchema.optional(),
})
const trackQuery = z
  .strictObject({ ...downloadQuery.shape, sitting: z.uuid().optional() })
  .refine(
    ({ download, sitting }) => download === undefined || sitting === undefined,
    'It is a play or a pull, not both.',
  )

/** Records. Every look, play and pull is a fact before a byte of it leaves. */
export function recordRoutes(ports: HttpPorts) {
  const { records, sessions, accesses, directory, notes, memoranda } = ports
  const gate = new RecordGate(ports)

  const withCookie = (callId: string, { sessionId, person }: Caller): Pick<Reply, 'cookies'> => ({
    cookies: [mediaCookie('records', callId, sessions.mediaToken(sessionId, person.person, callId))],
  })

  /** What is sent whole. Attached when it is asked for as a download, and the archive, which no browser shows, always. */
  const pullRoute = ({ what, ...described }: { what: 'manifest' | 'archive'; summary: string; answer: string }) =>
    callerRoute({
      ...described,
      params: callParams,
      query: downloadQuery,
      otherKey: 'media-cookie',
      handle: async ({ params: { callId }, query: { download }, asked }, caller) => {
        await gate.open(callId, caller)
        const content = await records[what](callId)
        if (asked.method !== 'HEAD') await gate.pull(caller, callId, what, download)
        return downloadReply(content, what === 'archive' || download !== undefined)
      },
    })

  return {
    'GET /api/v1/records': callerRoute({
      summary: 'The records of the lines that your party is on, newest first.',
      query: recordsQuerySchema,
      answer: recordListSchema,
      handle: async ({ query }, { person }) => json(await records.list(person.party, query)),
    }),

    'GET /api/v1/records/exceptions': callerRoute({
      summary:
        'The day’s exception report: what of the calls of your party’s lines was not safe, and whether it was kept.',
      query: exceptionsQuerySchema,
      answer: exceptionReportSchema,
      handle: async ({ query: { day } }, { person }) => json(await records.exceptions(person.party, day)),
    }),

    'GET /api/v1/records/:callId': callerRoute({
      summary:
        'Opens a record: facts, roster, texts and tracks. It is a look. Lets the browser open its media for minutes.',
      params: callParams,
      answer: recordSchema,
      handle: async ({ params: { callId } }, caller) => {
        await gate.open(callId, caller)
        const record = await records.record(callId)
        await gate.note(caller, randomUUID(), { type: 'record:looked', v: 1, callId })
        return json({ ...record, names: namesIn(record, directory) }, withCookie(callId, caller))
      },
    }),

    'POST /api/v1/records/:callId/sittings': callerRoute({
      summary:
        'Begins to play a record: one fact per sitting. Again with the same sitting: renews the cookie and nothing else.',
      params: callParams,
      body: sittingSchema,
      answer: sittingSchema,
      handle: async ({ params: { callId }, body: { sitting } }, caller) => {
        await gate.open(callId, caller)
        const named = gate.sittingOf(caller, callId, sitting)
        if (!hasSitting(await accesses.of(callId), caller.person.person, named)) {
          await gate.note(caller, named, { type: 'record:played', v: 1, callId, sitting: named })
        }
        return json({ sitting }, { status: 201, ...withCookie(callId, caller) })
      },
    }),

    'GET /api/v1/records/:callId/accesses': callerRoute({
      summary: 'Who has looked at this record, played, pulled and verified it, of all parties.',
      params: callParams,
      answer: recordAccessesSchema,
      handle: async ({ params: { callId } }, caller) => {
        await gate.open(callId, caller)
        const named = (await accesses.of(callId)).map((access) => {
          const { person } = access.fact
          const known = person === undefined ? undefined : directory.person(person)
          return { ...access, ...(known && { name: known.name }) }
        })
        return json({ accesses: named })
      },
    }),

    'GET /api/v1/records/:callId/notes': callerRoute({
      summary:
        'What your own party has noted of a call. It is no part of the record, and nobody of another party has it.',
      params: callParams,
      answer: noteListSchema,
      handle: async ({ params: { callId } }, { person: { person } }) =>
        json(await notes.read(person, undefined, callId)),
    }),

    'GET /api/v1/records/:callId/memorandum': callerRoute({
      summary:
        'A memorandum of conversation for your own party, with its notes, as DOCX or PDF; not verbatim. It is a pull. In your party’s language, or in the one that is asked for.',
      params: callParams,
      query: memorandumQuery,
      answer: 'application/pdf',
      otherKey: 'media-cookie',
      handle: async ({ params: { callId }, query: { format, language, download }, asked }, caller) => {
        await gate.open(callId, caller)
        const { person, party: own } = caller.person
        const noted = await notes.read(person, undefined, callId)
        const party = directory.parties().find(({ party }) => party === own)
        if (party === undefined) throw new RefusedError(refusal('unknown', 'There is no such party.'))
        // That it would be given is all that is asked; nothing is made for that.
        if (asked.method === 'HEAD') return json({})
        const record = await records.record(callId)
        const content = await memoranda.make({ record, notes: noted, party, format, language })
        await gate.pull(caller, callId, 'memorandum', download)
        return downloadReply(content, true)
      },
    }),

    'GET /api/v1/records/:callId/manifest': pullRoute({
      what: 'manifest',
      summary: 'The chained, signed list of what there is. It is a pull.',
      answer: 'application/jsonl',
    }),

    'GET /api/v1/records/:callId/archive': pullRoute({
      what: 'archive',
      summary: 'Everything of the record in one file, with its manifest. It is a pull.',
      answer: 'application/x-tar',
    }),

    'GET /api/v1/records/:callId/tracks/:trackId': callerRoute({
      summary: 'One track as WebM, with byte ranges. With `sitting` it is played; otherwise it is a pull.',
      params: z.strictObject({ ...callParams.shape, trackId: trackIdSchema }),
      query: trackQuery,
      answer: 'video/webm',
      otherKey: 'media-cookie',
      handle: async ({ params: { callId, trackId }, query: { download, sitting }, asked }, caller) => {
        await gate.open(callId, caller)
        const named = sitting === undefined ? undefined : gate.sittingOf(caller, callId, sitting)
        if (named !== undefined && !hasSitting(await accesses.of(callId), caller.person.person, named)) {
          throw new RefusedError(refusal('not-allowed', 'Begin this sitting before you play in it.'))
        }
        const file = await records.track(callId, trackId)
        const reply = trackReply(file, asked, download !== undefined)
        const sends = reply.content.kind === 'bytes' && asked.method !== 'HEAD'
        if (sends && sitting === undefined) await gate.pull(caller, callId, trackId, download)
        return reply
      },
    }),

    'GET /api/v1/records/:callId/verification': callerRoute({
      summary: 'Checks that the record is complete and untouched: hashes, chains, seals, signatures, continuity.',
      params: callParams,
      answer: verificationSchema,
      handle: async ({ params: { callId } }, caller) => {
        await gate.open(callId, caller)
        const verification = await records.verify(callId)
        await gate.note(caller, randomUUID(), { type: 'record:verified', v: 1, callId, sound: verification.sound })
        return json(verification)
      },
    }),
  }
}

const downloadReply = ({ mimeType, fileName, stream }: Download, attached: boolean): Reply => ({
  headers: attached ? { 'content-disposition': `attachment; filename="${fileName}"` } : {},
  content: { kind: 'bytes', mimeType, stream: () => stream },
})
