import { refuseRequest, refuseTrack } from '../calls/authority.ts'
import type { ConsoleCommand } from '../calls/commands.ts'
import { lineOfRoom } from '../calls/room.ts'
import { placeOnLine } from '../calls/roster.ts'
import {
  requestSchemas,
  type Answer,
  type AnswerBody,
  type RequestName,
  type RequestPayload,
} from '../protocol/events.ts'
import type { ConsolePerson } from '../protocol/actor.ts'
import type { CaucusText } from '../protocol/caucus.ts'
import type { Person } from '../protocol/directory.ts'
import type { NoteCommand, NoteRequestName } from '../protocol/notes.ts'
import type { LineCommandAnswer, LineCommandName } from '../protocol/lineCommands.ts'
import { RefusedError, refusal, type Refusal } from '../protocol/refusal.ts'
import type { Role, Standing } from '../protocol/words.ts'
import type { SignedIn } from './consoles.ts'
import type { DirectoryPort, LinesPort, MediaRequestName, MediaRequestsPort, NotesPort } from './ports.ts'

/** Who makes a request, as the directory has it at this moment. */
interface Authority {
  readonly who: Person
  /** Where the person stands on the line that the request names, if it names one. */
  readonly place: { readonly role: Role; readonly standing: Standing } | undefined
}

/** A parsed and authorised request with who makes it. */
interface Asked<N extends RequestName> extends Authority {
  readonly payload: RequestPayload<N>
  readonly signedIn: SignedIn
  /** What has been taken away from the person since the request was authorised, for whoever had to wait meanwhile. */
  readonly refusedNow: () => Refusal | undefined
}

export type Handlers = { readonly [N in RequestName]: (asked: Asked<N>) => Promise<Answer<AnswerBody<N>>> }

/** What the requests do that are about the console itself, and what is to be looked at after a command. */
export interface OwnRequests {
  report(signedIn: SignedIn, report: RequestPayload<'console:report'>): void
  readPaths(line: string): AnswerBody<'paths:read'>
  readTexts(line: string, before: number): Promise<AnswerBody<'texts:read'>>
  sayInCaucus(from: ConsolePerson, said: RequestPayload<'caucus:say'>): void
  readCaucus(by: ConsolePerson, asked: RequestPayload<'caucus:read'>): CaucusText[]
  testReport(signedIn: SignedIn, report: RequestPayload<'test:report'>): void
  renew(signedIn: SignedIn, accessToken: string): void
  readClock(): number
  commandTaken(signedIn: SignedIn): void
}

/** A missing handler is a compile error: the map is typed by the contract. */
export function createHandlers(
  lines: LinesPort,
  media: MediaRequestsPort,
  notes: NotesPort,
  own: OwnRequests,
): Handlers {
  return {
    ...lineHandlers(lines, own),
    ...mediaHandlers(media),
    ...noteHandlers(notes),
    'console:report': async ({ signedIn, payload }) => {
      own.report(signedIn, payload)
      return done({})
    },
    // It was counted when it came, see `Answering`.
    'console:beat': async () => done({}),
    'paths:read': async ({ payload }) => done(own.readPaths(payload.line)),
    'texts:read': async ({ payload: { line, before } }) => done(await own.readTexts(line, before)),
    'caucus:say': async (asked) => {
      own.sayInCaucus(atConsole(asked).console, asked.payload)
      return done({})
    },
    'caucus:read': async (asked) => done({ texts: own.readCaucus(atConsole(asked).console, asked.payload) }),
    'test:report': async ({ signedIn, payload }) => {
      own.testReport(signedIn, payload)
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

function atConsole({ signedIn, who, place }: Pick<Asked<RequestName>, 'signedIn' | 'who' | 'place'>) {
  if (place === undefined)
    throw new RefusedError(refusal('unknown', 'There is no such line, or it is not one of yours.'))
  const { person, name, party } = who
  return { console: { person, name, party, role: place.role, console: signedIn.console }, standing: place.standing }
}

type LineHandlers = Pick<Handlers, LineCommandName>

function lineHandlers(lines: LinesPort, own: OwnRequests): LineHandlers {
  const commanding =
    <N extends LineCommandName>(commandOf: (payload: RequestPayload<N>) => ConsoleCommand) =>
    async (asked: Asked<N>): Promise<Answer<LineCommandAnswer>> => {
      const { commandId, line } = asked.payload
      const command = commandOf(asked.payload)
      const answer = await lines.command(line, atConsole(asked), commandId, command, asked.refusedNow)
      if (answer.ok) own.commandTaken(asked.signedIn)
      return answer
    }
  return {
    'call:place': commanding(({ precedence, marking }) => ({ name: 'call:place', precedence, marking })),
    'call:cancel': commanding(({ callId }) => ({ name: 'call:cancel', callId })),
    'call:answer': commanding(({ callId }) => ({ name: 'call:answer', callId })),
    'call:decline': commanding((declined) => ({
      name: 'call:decline',
      callId: declined.callId,
      reason: declined.reason,
      ...(declined.callBackAtMs !== undefined && { callBackAtMs: declined.callBackAtMs }),
    })),
    'call:join': commanding(({ callId }) => ({ name: 'call:join', callId })),
    'call:leave': commanding(({ callId }) => ({ name: 'call:leave', callId })),
    'call:hold': commanding(({ callId }) => ({ name: 'call:hold', callId })),
    'call:retrieve': commanding(({ callId }) => ({ name: 'call:retrieve', callId })),
    'call:end': commanding(({ callId }) => ({ name: 'call:end', callId })),
    'ring:repeat': commanding(({ callId, party, person }) => ({
      name: 'ring:repeat',
      callId,
      party,
      ...(person !== undefined && { person }),
    })),
    'ring:report': commanding(({ callId, attempt, state, armed }) => {
      return { name: 'ring:report', callId, attempt, state, armed }
    }),
    'test:start': commanding(() => ({ name: 'test:start' })),
    'rollcall:confirm': commanding(({ rollCallId }) => ({ name: 'rollcall:confirm', rollCallId })),
    'ring:acknowledge': commanding(({ callId }) => ({ name: 'ring:acknowledge', callId })),
    'text:send': commanding(({ language, text, prepared, translations }) => {
      const chosen = {
        ...(prepared !== undefined && { prepared }),
        ...(translations !== undefined && { translations }),
      }
      return { name: 'text:send', language, text, ...chosen }
    }),
    'hearing:choose': commanding(({ callId, hearing }) => ({ name: 'hearing:choose', callId, hearing })),
    'desk:take': commanding(({ callId, pair, output }) => ({ name: 'desk:take', callId, pair, output })),
    'desk:turn': commanding(({ callId, output }) => ({ name: 'desk:turn', callId, output })),
    'desk:leave': commanding(({ callId }) => ({ name: 'desk:leave', callId })),
    'channel:offer': commanding(({ callId }) => ({ name: 'channel:offer', callId })),
    'channel:keep': commanding(({ callId }) => ({ name: 'channel:keep', callId })),
    'channel:take': commanding(({ callId, channel }) => ({ name: 'channel:take', callId, channel })),
    'mode:set': commanding(({ callId, mode }) => ({ name: 'mode:set', callId, mode })),
    'turn:set': commanding(({ callId, turn }) => ({ name: 'turn:set', callId, turn })),
    'text:receive': commanding(({ from, upTo }) => ({ name: 'text:receive', from, upTo })),
    'caucus:enter': commanding(({ callId }) => ({ name: 'caucus:enter', callId })),
    'caucus:leave': commanding(({ callId }) => ({ name: 'caucus:leave', callId })),
    'floor:give': commanding(({ callId, person }) => ({ name: 'floor:give', callId, person })),
    'floor:release': commanding(({ callId, person }) => ({ name: 'floor:release', callId, person })),
    'mute:ask': commanding(({ callId, person }) => ({ name: 'mute:ask', callId, person })),
    'leg:mute': commanding(({ callId, person }) => ({ name: 'leg:mute', callId, person })),
    'text:acknowledge': commanding(({ number }) => ({ name: 'text:acknowledge', number })),
  }
}

type MediaHandlers = Pick<Handlers, MediaRequestName>

function mediaHandlers({ handlers }: MediaRequestsPort): MediaHandlers {
  const through =
    <N extends MediaRequestName>(handle: MediaRequestsPort['handlers'][N]) =>
    async (asked: Asked<N>): Promise<Answer<AnswerBody<N>>> =>
      done(await handle(atConsole(asked).console, asked.payload))
  const openTrack = through<'track:open'>(handlers['track:open'])
  return {
    'warm-line:open': through(handlers['warm-line:open']),
    'warm-line:connect': through(handlers['warm-line:connect']),
    'warm-line:ready': through(handlers['warm-line:ready']),
    'warm-line:close': through(handlers['warm-line:close']),
    'warm-line:report': through(handlers['warm-line:report']),
    'probe:open': through(handlers['probe:open']),
    'path:open': through(handlers['path:open']),
    'path:connect': through(handlers['path:connect']),
    'path:close': through(handlers['path:close']),
    'track:open': async (asked) => {
      // Media looks itself whether this may be sent, and knows no sentence for who may send something else.
      const refused = asked.place && refuseTrack(asked.place.role, asked.payload.kind)
      return refused ? { ok: false, refusal: refused } : await openTrack(asked)
    },
    'track:mute': through(handlers['track:mute']),
    'track:unmute': through(handlers['track:unmute']),
    'track:close': through(handlers['track:close']),
    'consumer:resume': through(handlers['consumer:resume']),
    'consumer:pause': through(handlers['consumer:pause']),
    'consumer:prefer': through(handlers['consumer:prefer']),
    'quality:report': through(handlers['quality:report']),
  }
}

function noteHandlers(notes: NotesPort): Pick<Handlers, NoteRequestName> {
  const commanding =
    <N extends Exclude<NoteRequestName, 'notes:read'>>(commandOf: (payload: RequestPayload<N>) => NoteCommand) =>
    async (asked: Asked<N>): Promise<Answer<{ version: number }>> => {
      const { console } = atConsole(asked)
      const { commandId, line, callId } = asked.payload
      return await notes.command(console, { line, callId }, commandId, commandOf(asked.payload), asked.refusedNow)
    }
  return {
    'note:write': commanding(({ kind, text, startedAtMs }) => ({ name: 'note:write', kind, text, startedAtMs })),
    'note:change': commanding(({ note, revision, kind, text }) => ({
      name: 'note:change',
      note,
      revision,
      kind,
      text,
    })),
    'note:withdraw': commanding(({ note, revision }) => ({ name: 'note:withdraw', note, revision })),
    'notes:read': async ({ who, payload: { line, callId } }) => done(await notes.read(who.person, line, callId)),
  }
}

/** Parses, authorises and calls: the one way of a request. Throws nothing that the caller has not to log. */
export async function handleRequest<N extends RequestName>(
  name: N,
  payload: unknown,
  signedIn: SignedIn,
  directory: Pick<DirectoryPort, 'person'>,
  lines: Pick<LinesPort, 'definition'>,
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
  const body = parsed.data as RequestPayload<N>
  const line = 'line' in body ? body.line : undefined
  const authorise = () => authorityOf(name, signedIn.person, line, directory, lines)
  const authority = authorise()
  if ('refusal' in authority) return { ok: false, refusal: authority.refusal }
  const refusedNow = () => refuseChanged(authority, authorise())
  try {
    return await handlers[name]({ payload: body, signedIn, ...authority, refusedNow })
  } catch (error) {
    if (error instanceof RefusedError) return { ok: false, refusal: error.refusal }
    throw error
  }
}

function authorityOf(
  name: RequestName,
  person: string,
  lineId: string | undefined,
  directory: Pick<DirectoryPort, 'person'>,
  lines: Pick<LinesPort, 'definition'>,
): Authority | { readonly refusal: Refusal } {
  const who = directory.person(person)
  if (who === undefined || who.suspended)
    return { refusal: refusal('signed-out', 'This account may no longer be used.') }
  // Who is on a line may ask media for what belongs to its test room; that they have part in a test, media looks itself.
  const line = lineId === undefined ? undefined : lines.definition(lineOfRoom(lineId))
  const place = line && placeOnLine(who, line)
  const refused = refuseRequest(name, place)
  return refused ? { refusal: refused } : { who, place }
}

/** A fact names the role it was authorised for: in another one the person may do the same, but it is not the same fact. */
function refuseChanged(then: Authority, now: Authority | { readonly refusal: Refusal }): Refusal | undefined {
  if ('refusal' in now) return now.refusal
  if (now.place?.role === then.place?.role) return undefined
  return refusal('not-now', 'Your role on this line has just changed. Try again.')
}
