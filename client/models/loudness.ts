import { heardAs } from '../../server/calls/hearing.ts'
import type { OwnCall } from './ownCall.ts'
import type { RemoteTrack } from './ports.ts'

/**
 * How loud a voice is played at this console, 0 to 1, by the rule by which the server sends it; `underneath` is how loud the
 * person wants what goes on under an interpreter.
 */
export function loudnessIn({ call, leg }: OwnCall, track: RemoteTrack, underneath: number): number {
  // What rings at this console meanwhile is not heard; it is no part of this call.
  if (track.callId !== call.callId) return 1
  const { kind } = track
  // Whoever is in a caucus has gone there to hear it.
  if (kind === 'caucus') return 1
  switch (heardAs(call, leg.console, { ...track, kind })) {
    case 'full':
      return 1
    case 'under':
      return underneath
    case 'none':
      return 0
  }
}
