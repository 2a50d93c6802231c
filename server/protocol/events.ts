import { z } from 'zod'
import { caucusNoticeSchemas, caucusRequestSchemas } from './caucus.ts'
import { consoleNoticeSchemas, consoleRequestSchemas } from './consoles.ts'
import { lineCommandAnswerSchema, lineCommandSchemas, type LineCommandName } from './lineCommands.ts'
import { lineTestRequestSchemas } from './lineTests.ts'
import { mediaNoticeSchemas, mediaRequestSchemas } from './media.ts'
import { noteNoticeSchemas, noteRequestSchemas } from './notes.ts'
import { refusalSchema, type Refusal } from './refusal.ts'

type LineRequests = {
  [N in LineCommandName]: { request: (typeof lineCommandSchemas)[N]; answer: typeof lineCommandAnswerSchema }
}

const lineRequestSchemas = Object.fromEntries(
  Object.entries(lineCommandSchemas).map(([name, request]) => [name, { request, answer: lineCommandAnswerSchema }]),
) as LineRequests

/** Every event that a console sends; each has exactly one acknowledgement, an `Answer`. */
export const requestSchemas = {
  ...lineRequestSchemas,
  ...consoleRequestSchemas,
  ...mediaRequestSchemas,
  ...lineTestRequestSchemas,
  ...caucusRequestSchemas,
  ...noteRequestSchemas,
} as const
export type RequestName = keyof typeof requestSchemas
export type RequestPayload<N extends RequestName> = z.infer<(typeof requestSchemas)[N]['request']>
export type AnswerBody<N extends RequestName> = z.infer<(typeof requestSchemas)[N]['answer']>
export const REQUEST_NAMES = Object.keys(requestSchemas) as RequestName[]

/** Every event that the server sends to a console. */
export const noticeSchemas = {
  ...consoleNoticeSchemas,
  ...mediaNoticeSchemas,
  ...caucusNoticeSchemas,
  ...noteNoticeSchemas,
} as const
export type NoticeName = keyof typeof noticeSchemas
export type Notice<N extends NoticeName> = z.infer<(typeof noticeSchemas)[N]>
export const NOTICE_NAMES = Object.keys(noticeSchemas) as NoticeName[]

/** The one answer to a request. */
export type Answer<Body> =
  | { readonly ok: true; readonly body: Body }
  | { readonly ok: false; readonly refusal: Refusal }

/** The schema of an answer around the schema of its body. */
export const answerSchema = <Body extends z.ZodType>(body: Body) =>
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), body }),
    z.object({ ok: z.literal(false), refusal: refusalSchema }),
  ])

/** socket.io's typed maps: what each side may emit. */
export type ClientToServerEvents = {
  [N in RequestName]: (payload: RequestPayload<N>, acknowledge: (answer: Answer<AnswerBody<N>>) => void) => void
}
export type ServerToClientEvents = { [N in NoticeName]: (notice: Notice<N>) => void }
