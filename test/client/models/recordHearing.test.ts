import { expect } from 'chai'
import { hearingsOf, playableChannels, playedAt } from '../../../client/models/recordHearing.ts'
import type { RecordTrack } from '../../../server/protocol/records.ts'
import { FakeRecords } from '../fakeRecords.ts'

const playable = { mimeType: 'audio/webm', byteLength: 1, durationMs: 60_000 }
const track = (party: string, channel?: string): RecordTrack => ({
  trackId: crypto.randomUUID(),
  ...(channel === undefined ? { kind: 'microphone' as const } : { kind: 'interpretation' as const, channel }),
  console: crypto.randomUUID(),
  person: `${party}-principal`,
  party,
  fromMs: 0,
  playable,
  speech: [],
  gaps: [],
})

describe('What is heard of a record', () => {
  const [kr, us] = [track('kr'), track('us')]
  /** Into English from the tenth second to the twentieth, and into Korean nothing that can be played. */
  const en: RecordTrack = {
    ...track('kr', 'en'),
    gaps: [
      { fromMs: 0, toMs: 10_000, reason: 'muted' },
      { fromMs: 20_000, toMs: 60_000, reason: 'muted' },
    ],
  }
  const { playable: _none, ...ko } = track('us', 'ko')
  const call = {
    ...new FakeRecords(1_790_000_000_000).record.call,
    channels: ['ko', 'ja', 'en'],
    speaks: { kr: 'ko', jp: 'ja', us: 'en' },
  }
  const record = { call, tracks: [kr, us, en, ko] }

  it('can be chosen: the floor, or a channel of which there is anything', () => {
    expect(playableChannels(record)).to.deep.equal(['en'])
    const both = { call, tracks: [track('kr', 'en'), track('us', 'ko')] }
    expect(playableChannels(both), 'in the order of the call').to.deep.equal(['ko', 'en'])
  })

  /** What is listened to, when, and how loud Korea's principal, that of the United States, and the interpreter are. */
  const TABLE: readonly [string, number, number, number, number][] = [
    ['floor', 15_000, 1, 1, 0],
    ['en', 5_000, 1, 1, 1],
    ['en', 15_000, 0.2, 1, 1],
    ['en', 25_000, 1, 1, 1],
    ['ja', 15_000, 1, 1, 0],
  ]
  for (const [hearing, positionMs, ...volumes] of TABLE) {
    it(`of ${hearing} at ${positionMs / 1_000} s is ${volumes.join(', ')}`, () => {
      expect([kr, us, en].map((one) => playedAt(record, hearing, one, positionMs))).to.deep.equal(volumes)
    })
  }

  it('stands in the roster of each leg, in order, from what it began with', () => {
    const [leg] = call.legs
    if (leg === undefined) throw new Error('The record has a leg.')
    const entry = new FakeRecords(1_790_000_000_000).record.facts.entries[0]
    if (entry === undefined) throw new Error('The record has an entry.')
    const chosen = (afterMs: number, hearing: string, console = leg.console) => ({
      ...entry,
      atMs: leg.fromMs + afterMs,
      facts: [{ type: 'hearing:chosen', v: 1, callId: call.callId, console, person: leg.person, hearing } as const],
    })
    const of = (...entries: ReturnType<typeof chosen>[]) =>
      hearingsOf({ call, facts: { ...new FakeRecords(1_790_000_000_000).record.facts, entries } }, leg)
    expect(of()).to.deep.equal(['floor'])
    expect(of(chosen(10, 'en'), chosen(20, 'ja', crypto.randomUUID()), chosen(30, 'floor'))).to.deep.equal([
      'floor',
      'en',
      'floor',
    ])
    expect(of(chosen(0, 'ko'), chosen(10, 'floor')), 'remembered').to.deep.equal(['ko', 'floor'])
  })
})
