import { expect } from 'chai'
import { roomOf } from '../../server/calls/room.ts'
import type { LineFact } from '../../server/protocol/lineFacts.ts'
import { RecordIndex, summaryOf } from '../../server/recording/recordIndex.ts'
import { id, jpWatch, krWatch } from '../calls/hotline.ts'

const ROOM = roomOf('leaders')
const TEST = id(700)
const HASH = '0'.repeat(64)
const call = { v: 1, callId: TEST } as const

const FACTS: LineFact[] = [
  {
    ...{ type: 'call:placed', ...call, line: ROOM, parties: ['kr', 'jp'], precedence: 'routine', marking: 'test' },
    placedFor: { ...krWatch.console, person: 'line-test', name: 'Line test' },
  },
  ...[krWatch, jpWatch].map(({ console: leg }): LineFact => ({ type: 'leg:joined', ...call, leg, how: 'joined' })),
  { type: 'recording:started', ...call, keyNumber: 1 },
  ...[krWatch, jpWatch].map(({ console: { console, person } }, at): LineFact => ({
    ...{ type: 'track:started', ...call, trackId: id(710 + at), console, person, kind: 'microphone', muted: false },
  })),
  { type: 'call:ended', ...call, reason: 'ended' },
  {
    ...{ type: 'recording:closed', ...call, tracks: 2, bytes: 9 },
    head: { version: 9, hash: HASH, keyId: 'key', signature: 'signature' },
  },
]

function fold(index: RecordIndex, facts: readonly LineFact[]): RecordIndex {
  for (const [at, fact] of facts.entries()) {
    const by = { kind: 'system', part: 'testing' } as const
    const about = { stream: `line/${ROOM}`, version: at + 1, previous: HASH, hash: HASH, commandId: id(800 + at) }
    index.add(ROOM, { ...about, atMs: 1_000 + at, by, facts: [fact] })
  }
  return index
}

describe('the index of records', () => {
  const summary = (index: RecordIndex) => {
    const indexed = index.get(TEST)
    if (indexed === undefined) throw new Error('It is indexed.')
    return summaryOf(indexed, 'Leaders, line test')
  }
  const deleted: LineFact[] = [...FACTS, { type: 'recording:deleted', ...call }]

  it('keeps of a test whose recording is deleted only what a list says, and that is the same as before', () => {
    const [short, whole] = [fold(new RecordIndex(), deleted), fold(new RecordIndex({ isBrief: false }), deleted)]
    expect(summary(short)).to.deep.equal(summary(whole))
    expect(summary(short)).to.deep.include({ tracks: 2, recording: 'closed' })
    expect(summary(short).people.map(({ person }) => person)).to.deep.equal(['kr-watch', 'jp-watch'])
    const { call: kept } = short.get(TEST) ?? {}
    expect([kept?.legs, kept?.tracks, kept?.rings]).to.deep.equal([[], [], []])
    expect(whole.get(TEST)?.call.tracks).to.have.length(2)
  })

  it('keeps no more of what was written for a search than it says, also of signs that fold to many', () => {
    const texts = [{ language: 'en', text: '\uFDFA'.repeat(2_000) }]
    const sent = Array.from({ length: 20 }, (_, at): LineFact => ({
      ...{ type: 'text:sent', v: 1, number: at + 1, language: 'en', texts, callId: TEST },
    }))
    const kept = fold(new RecordIndex(), [...FACTS.slice(0, 1), ...sent]).textsOf(TEST)
    expect(kept).to.not.have.length(0)
    expect(kept.reduce((sum, { folded }) => sum + folded.length, 0)).to.be.at.most(100_000)
  })

  it('keeps everything of one whose recording is there', () => {
    const { call: kept, brief } = fold(new RecordIndex(), FACTS).get(TEST) ?? {}
    expect([kept?.legs.length, kept?.tracks.length, brief]).to.deep.equal([2, 2, undefined])
  })
})
