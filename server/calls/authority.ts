import type { RequestName } from '../protocol/events.ts'
import { refusal, type Refusal } from '../protocol/refusal.ts'
import type { Role, Standing, TrackKind } from '../protocol/words.ts'

/**
 * What a request of a console needs, beyond a session.
 * `session`: nothing more. `line`: a standing on the line that it names. `rung`: a role that is rung on that line.
 */
export type Need = 'session' | 'line' | 'rung'

/** The one table of who may ask what over a socket; PROTOCOL.md shows the same. Routes have theirs in `routeAuthority.ts`. */
export const REQUEST_AUTHORITY: Readonly<Record<RequestName, Need>> = {
  'call:place': 'rung',
  'call:cancel': 'rung',
  'call:answer': 'rung',
  'call:decline': 'rung',
  'call:join': 'line',
  'call:leave': 'line',
  'call:end': 'rung',
  'ring:repeat': 'rung',
  'ring:report': 'rung',
  'ring:acknowledge': 'rung',
  'test:start': 'rung',
  'console:report': 'session',
  'session:renew': 'session',
  'clock:read': 'session',
  'warm-line:open': 'line',
  'warm-line:connect': 'line',
  'warm-line:ready': 'line',
  'warm-line:close': 'line',
  'probe:open': 'line',
  'track:open': 'line',
  'track:mute': 'line',
  'track:unmute': 'line',
  'track:close': 'line',
  'consumer:resume': 'line',
  'quality:report': 'line',
}

const RUNG_SENTENCES: Partial<Record<RequestName, string>> = {
  'call:place': 'Your role joins calls on this line; a principal or watch officer of your party can place one.',
  'call:end': 'Your role cannot end the call for everybody. Leave it instead.',
}

/** Refuses a request that the person's standing on the line does not allow; undefined means that they may. */
export function refuseRequest(name: RequestName, standing: Standing | undefined): Refusal | undefined {
  const need = REQUEST_AUTHORITY[name]
  if (need === 'session') return undefined
  if (standing === undefined) return refusal('unknown', 'There is no such line, or it is not one of yours.')
  if (need === 'rung' && standing !== 'rung')
    return refusal('not-allowed', RUNG_SENTENCES[name] ?? 'Your role on this line does not allow that.')
  return undefined
}

/** A listener hears and cannot speak: no track of theirs goes on the air. */
export function refuseTrack(role: Role, kind: TrackKind): Refusal | undefined {
  if (role !== 'listener') return undefined
  return refusal('not-allowed', `A listener hears the call and cannot put a ${kind} on it.`)
}
