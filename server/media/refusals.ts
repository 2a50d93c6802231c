import { refusal, RefusedError } from '../protocol/refusal.ts'

/** Why media refuses, each said in one place. */
export const refusals = {
  noPartInLine: () => new RefusedError(refusal('not-allowed', 'You have no part in this line.')),
  mayNotSend: () => new RefusedError(refusal('not-allowed', 'Your role on this line listens: it sends nothing.')),
  tooManyTracks: () =>
    new RefusedError(refusal('not-allowed', 'You have opened more tracks in this call than one person may.')),
  flood: () => new RefusedError(refusal('not-allowed', 'More comes on this track than such a track can send.')),
  notPresent: () => new RefusedError(refusal('too-late', 'This console is gone: its socket is closed.')),
  notInCall: () => new RefusedError(refusal('not-now', 'This console is not in that call at the moment.')),
  notInCaucus: () => new RefusedError(refusal('not-now', 'You are not in the caucus of your party.')),
  inCaucus: () => new RefusedError(refusal('not-now', 'Leave the caucus first: nothing goes to all from there.')),
  staleWarmLine: () => new RefusedError(refusal('too-late', 'This warm line has been replaced or lost: make it anew.')),
  noDesk: () =>
    new RefusedError(refusal('not-now', 'Take a desk whose pair has that channel before you speak into it.')),
  stalePath: () => new RefusedError(refusal('too-late', 'This check of a path is over: begin another.')),
  unknownTransport: () => new RefusedError(refusal('unknown', 'This warm line has no such transport.')),
  unknownTrack: () => new RefusedError(refusal('unknown', 'There is no such track of this console.')),
  unknownConsumer: () => new RefusedError(refusal('unknown', 'There is no such consumer of this console.')),
  isHeard: () => new RefusedError(refusal('not-allowed', 'Only pictures can be paused: who is in a call hears it.')),
  notReady: () => new RefusedError(refusal('not-now', 'Say first what this console can receive (warm-line:ready).')),
  unusable: (cause: unknown) =>
    new RefusedError(refusal('malformed', 'The media server cannot use these media parameters.'), cause),
  noWorker: (cause?: unknown) =>
    new RefusedError(refusal('unavailable', 'The media server is being restarted. Try again in a second.'), cause),
}
