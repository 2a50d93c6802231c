import type { RequestName } from '../protocol/events.ts'
import { refusal, type Refusal } from '../protocol/refusal.ts'
import type { Role, Standing, SentKind } from '../protocol/words.ts'

/**
 * What a request of a console needs, beyond a session.
 * `session`: nothing more. `line`: a standing on the line that it names. `speaks`: that, in a role that is no listener.
 * `rung`: a role that is rung on that line. `interprets`: the role of an interpreter.
 */
export type Need = 'session' | 'line' | 'speaks' | 'rung' | 'interprets'

/** The one table of who may ask what over a socket; PROTOCOL.md shows the same. Routes have theirs in `routeAuthority.ts`. */
export const REQUEST_AUTHORITY: Readonly<Record<RequestName, Need>> = {
  'call:place': 'rung',
  'call:cancel': 'rung',
  // Whom a ring is for is a matter of its ladder: the domain refuses the others.
  'call:answer': 'line',
  'call:decline': 'line',
  'call:join': 'line',
  'call:leave': 'line',
  'call:hold': 'line',
  'call:retrieve': 'line',
  'call:end': 'rung',
  'ring:repeat': 'rung',
  'ring:report': 'line',
  'ring:acknowledge': 'line',
  'test:start': 'rung',
  'text:send': 'speaks',
  'text:receive': 'line',
  'text:acknowledge': 'speaks',
  'texts:read': 'line',
  'caucus:enter': 'line',
  'caucus:leave': 'line',
  'caucus:say': 'speaks',
  'caucus:read': 'line',
  'floor:give': 'speaks',
  'floor:release': 'speaks',
  'mute:ask': 'line',
  'leg:mute': 'speaks',
  'hearing:choose': 'line',
  'desk:take': 'interprets',
  'desk:turn': 'interprets',
  'desk:leave': 'interprets',
  'channel:offer': 'interprets',
  'channel:keep': 'interprets',
  'channel:take': 'interprets',
  'mode:set': 'speaks',
  'turn:set': 'interprets',
  // Of the role `watch` only: a line has one in which it may only join, too.
  'rollcall:confirm': 'line',
  // Of note-takers, and of who reads with them: see `noteAuthority.ts`.
  'note:write': 'line',
  'note:change': 'line',
  'note:withdraw': 'line',
  'notes:read': 'line',
  'console:report': 'session',
  'console:beat': 'session',
  'paths:read': 'line',
  'session:renew': 'session',
  'clock:read': 'session',
  'warm-line:open': 'line',
  'warm-line:connect': 'line',
  'warm-line:ready': 'line',
  'warm-line:close': 'line',
  'warm-line:report': 'line',
  'probe:open': 'line',
  'path:open': 'line',
  'path:connect': 'line',
  'path:close': 'line',
  'track:open': 'speaks',
  'track:mute': 'line',
  'track:unmute': 'line',
  'track:close': 'line',
  'consumer:resume': 'line',
  'consumer:pause': 'line',
  'consumer:prefer': 'line',
  'quality:report': 'line',
  'test:report': 'line',
}

/** For who is on the line and may not do that. */
const SENTENCES: Partial<Record<RequestName, string>> = {
  'call:place': 'Your role joins calls on this line; a principal or watch officer of your party can place one.',
  'call:end': 'Your role cannot end the call for everybody. Leave it instead.',
  'text:send': 'A listener reads the text line and cannot write on it.',
  'text:acknowledge': 'A listener reads the text line and cannot acknowledge for their party.',
  'caucus:say': 'A listener hears and reads the caucus and says nothing in it.',
  'floor:give': 'A listener cannot give the floor to anybody.',
  'floor:release': 'A listener cannot take the floor back from anybody.',
  'leg:mute': 'A listener cannot mute anybody. You can ask them to mute.',
  'desk:take': 'Only an interpreter takes a desk.',
  'mode:set': 'A listener hears the call and cannot change its mode.',
  'track:open': 'A listener hears the call and cannot put anything on it.',
}

/** Refuses a request that the person's place on the line does not allow; undefined means that they may. */
export function refuseRequest(
  name: RequestName,
  place: { readonly role: Role; readonly standing: Standing } | undefined,
): Refusal | undefined {
  const need = REQUEST_AUTHORITY[name]
  if (need === 'session') return undefined
  if (place === undefined) return refusal('unknown', 'There is no such line, or it is not one of yours.')
  return isAllowed(need, place)
    ? undefined
    : refusal('not-allowed', SENTENCES[name] ?? 'Your role on this line does not allow that.')
}

function isAllowed(need: Need, { role, standing }: { readonly role: Role; readonly standing: Standing }): boolean {
  if (need === 'rung') return standing === 'rung'
  if (need === 'interprets') return role === 'interpreter'
  return need !== 'speaks' || speaks(role)
}

/** A listener hears and reads, and says nothing. */
export const speaks = (role: Role): boolean => role !== 'listener'

/** A listener hears and cannot speak: no track of theirs goes on the air. */
export function refuseTrack(role: Role, kind: SentKind): Refusal | undefined {
  if (kind === 'interpretation' && role !== 'interpreter')
    return refusal('not-allowed', 'Only an interpreter speaks into a channel.')
  if (speaks(role)) return undefined
  return refusal('not-allowed', `A listener hears the call and cannot put a ${kind} on it.`)
}
