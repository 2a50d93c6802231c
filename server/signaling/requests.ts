import { refuseRequest } from '../calls/authority.ts'
import type { ConsoleCommand } from '../calls/commands.ts'
import { placeOnLine } from '../calls/roster.ts'
import {
  requestSchemas,
  type Answer,
  type AnswerBody,
  type RequestName,
  type RequestPayload,
} from '../protocol/events.ts'
import { LINE_COMMAND_NAMES, type LineCommandName } from '../protocol/lineCommands.ts'
import { mediaRequestSchemas } from '../protocol/media.ts'
import type { Person } from '../protocol/directory.ts'
import { RefusedError, refusal } from '../protocol/refusal.ts'
import type { Role, Standing } from '../protocol/words.ts'
import type { SignedIn } from './consoles.ts'
import type { LinesPort, MediaRequestName, MediaRequestsPort } from './ports.ts'

/** A parsed and authorised request with who makes it. */
interface Asked<N extends RequestName> {
  readonly payload: RequestPayload<N>
  readonly signedIn: SignedIn
  readonly who: Person
  /** Where the person stands on the line that the request names, if it names one. */
  readonly place: { readonly role: Role; readonly standing: Standing } | undefined
}

export type Handlers = { readonly [N in RequestName]: (asked: Asked<N>) => Promise<Answer<AnswerBody<N>>> }

/** What the three requests do that are about the console itself. */
export interface OwnRequests {
  report(signedIn: SignedIn, report: RequestPayload<'console:report'>): void
  renew(signedIn: SignedIn, accessToken: string): void
  readClock(): number
}

/** A missing handler is a compile error: the map is typed by the contract. */
export function createHandlers(lines: LinesPort, media: MediaRequestsPort, own: OwnRequests): Handlers {
  return {
    ...lineHandlers(lines),
    ...mediaHandlers(media),
    'console:report': async ({ signedIn, payload }) => {
      own.report(signedIn, payload)
      return done({})
    },
    'session:renew': async ({ signedIn, payload }) => {
      own.renew(signedIn, payload.accessToken)
      return done({})
    },
    'clock:read': async () => done({ atMs: own.readClock() }),
  }
}

const done = <Body>(body: Body): Answer<Body> => ({ ok: true, body })

function atConsole({ signedIn, who, place }: Asked<RequestName>) {
  if (place === undefined)
    throw new RefusedError(refusal('unknown', 'There is no such line, or it is not one of yours.'))
  const { person, name, party } = who
  return { console: { person, name, party, role: place.role, console: signedIn.console }, standing: place.standing }
}

type LineHandlers = Pick<Handlers, LineCommandName>

function lineHandlers(lines: LinesPort): LineHandlers {
  const handler =
    <N extends LineCommandName>(name: N) =>
    async (asked: Asked<N>): Promise<Answer<AnswerBody<LineCommandName>>> => {
      const { commandId, line, ...rest } = asked.payload as RequestPayload<LineCommandName>
      return await lines.command(line, atConsole(asked), commandId, { name, ...rest } as ConsoleCommand)
    }
  return Object.fromEntries(LINE_COMMAND_NAMES.map((name) => [name, handler(name)])) as unknown as LineHandlers
}

type MediaHandlers = Pick<Handlers, MediaRequestName>

function mediaHandlers(media: MediaRequestsPort): MediaHandlers {
  const handler =
    <N extends MediaRequestName>(name: N) =>
    async (asked: Asked<N>): Promise<Answer<AnswerBody<N>>> =>
      done(await media.handlers[name](atConsole(asked).console, asked.payload))
  const names = Object.keys(mediaRequestSchemas) as MediaRequestName[]
  return Object.fromEntries(names.map((name) => [name, handler(name)])) as unknown as MediaHandlers
}

/** Parses, authorises and calls: the one way of a request. Throws nothing that the caller has not to log. */
export async function handleRequest<N extends RequestName>(
  name: N,
  payload: unknown,
  signedIn: SignedIn,
  person: (person: string) => Person | undefined,
  lines: LinesPort,
  handlers: Handlers,
): Promise<Answer<AnswerBody<N>>> {
  const parsed = requestSchemas[name].request.safeParse(payload)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const where = issue === undefined || issue.path.length === 0 ? 'the payload' : `"${issue.path.join('.')}"`
    return {
      ok: false,
      refusal: refusal('malformed', `${name}: ${where} is not as the protocol says: ${issue?.message}`),
    }
  }
  const who = person(signedIn.person)
  if (who === undefined || who.suspended)
    return { ok: false, refusal: refusal('signed-out', 'This account may no longer be used.') }
  const body = parsed.data as RequestPayload<N>
  const line = 'line' in body ? lines.definition(body.line) : undefined
  const place = line && placeOnLine(who, line)
  const refused = refuseRequest(name, place?.standing)
  if (refused) return { ok: false, refusal: refused }
  try {
    return await handlers[name]({ payload: body, signedIn, who, place })
  } catch (error) {
    if (error instanceof RefusedError) return { ok: false, refusal: error.refusal }
    throw error
  }
}
