import { randomUUID } from 'node:crypto'
import type { RequestName } from '../../server/protocol/events.ts'

/** One well-formed payload of every request: what a program could send that knows the protocol and nothing else. */
export function wellFormed(line: string): { readonly [N in RequestName]: object } {
  const onLine = { commandId: randomUUID(), line }
  const inCall = { ...onLine, callId: randomUUID() }
  const warmLine = randomUUID()
  const ofTrack = { line, trackId: randomUUID() }
  const fingerprint = { algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AB').join(':') }
  return {
    'call:place': { ...onLine, precedence: 'routine', marking: 'test' },
    'call:cancel': inCall,
    'call:answer': inCall,
    'call:decline': { ...inCall, reason: 'unavailable' },
    'call:join': inCall,
    'call:leave': inCall,
    'call:hold': inCall,
    'call:retrieve': inCall,
    'call:end': inCall,
    'ring:repeat': { ...inCall, party: 'jp' },
    'ring:report': { ...inCall, attempt: 1, state: 'reached', armed: true },
    'ring:acknowledge': inCall,
    'test:start': onLine,
    'test:report': { line, testId: randomUUID(), measured: { sent: [], heard: [] } },
    'hearing:choose': { ...inCall, hearing: 'ko' },
    'desk:take': { ...inCall, pair: ['ko', 'en'], output: 'en' },
    'desk:turn': { ...inCall, output: 'floor' },
    'desk:leave': inCall,
    'channel:offer': inCall,
    'channel:take': { ...inCall, channel: 'en' },
    'mode:set': { ...inCall, mode: 'consecutive' },
    'turn:set': { ...inCall, turn: 'clear' },
    'text:send': { ...onLine, language: 'en', text: 'One, two, three.' },
    'text:receive': { ...onLine, from: 1, upTo: 1 },
    'text:acknowledge': { ...onLine, number: 1 },
    'floor:give': { ...inCall, person: 'kr-adviser' },
    'mute:ask': { ...inCall, person: 'kr-adviser' },
    'leg:mute': { ...inCall, person: 'kr-adviser' },
    'note:write': { ...inCall, kind: 'note', text: 'They ask for a day.', startedAtMs: 1_000 },
    'note:change': { ...inCall, note: randomUUID(), revision: 0, kind: 'action', text: 'They ask for two days.' },
    'note:withdraw': { ...inCall, note: randomUUID(), revision: 0 },
    'notes:read': { line, callId: randomUUID() },
    'rollcall:confirm': { ...onLine, rollCallId: randomUUID() },
    'console:report': { armed: false, lamps: [], paths: [] },
    'console:beat': {},
    'paths:read': { line },
    'texts:read': { line, before: 10 },
    'session:renew': { accessToken: 'not a token' },
    'clock:read': {},
    'warm-line:open': { line },
    'warm-line:connect': { line, warmLine, transport: 'none', dtlsParameters: { fingerprints: [fingerprint] } },
    'warm-line:ready': { line, warmLine, rtpCapabilities: { codecs: [], headerExtensions: [] } },
    'warm-line:close': { line, warmLine },
    'probe:open': { line, warmLine, sctpStreamParameters: { streamId: 0, ordered: false, maxRetransmits: 0 } },
    'path:open': { line, protocol: 'tcp' },
    'path:connect': { line, transport: 'none', dtlsParameters: { fingerprints: [fingerprint] } },
    'path:close': { line, transport: 'none' },
    'track:open': {
      line,
      callId: randomUUID(),
      warmLine,
      kind: 'microphone',
      muted: false,
      rtpParameters: {
        codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000, channels: 2 }],
        encodings: [{ ssrc: 1 }],
        rtcp: { cname: 'one' },
      },
    },
    'track:mute': ofTrack,
    'track:unmute': ofTrack,
    'track:close': ofTrack,
    'consumer:resume': { line, consumer: 'none' },
    'quality:report': { line, callId: randomUUID(), received: [] },
  }
}
