import { expect } from 'chai'
import { othersOnHold } from '../../../client/components/holdWords.ts'
import { en } from '../../../client/languages/en.ts'
import type { LineFact } from '../../../server/protocol/lineFacts.ts'
import { by, JP, KR, LineScript, SERVER, US } from '../fakeLine.ts'

/** 12:00 in Seoul. */
const NOON_MS = Date.UTC(2026, 10, 24, 3)

describe('what is said of those who are on hold', () => {
  let script: LineScript
  const sentences = (): string[] =>
    script.state.call ? othersOnHold(en, script.state.call, KR.console, 'Asia/Seoul') : []
  const held = (
    { console }: typeof KR,
    why: Pick<Extract<LineFact, { type: 'leg:held' }>, 'reason' | 'precedence'>,
    from = SERVER,
  ) => script.entry(from, [{ type: 'leg:held', console, ...why }])

  beforeEach(() => {
    script = new LineScript('leaders', NOON_MS)
    script.place(KR)
    script.answered(JP)
    script.answered(US)
  })

  it('is who, why and since when', () => {
    held(JP, { reason: 'answering', precedence: 'priority' }, by(JP))
    held(US, { reason: 'pre-empted', precedence: 'flash' })
    expect(sentences()).to.deep.equal([
      `${JP.name} put this call on hold for a PRIORITY call at 12:00. They hear nothing of this call meanwhile.`,
      `A FLASH call took ${US.name} at 12:00. They hear nothing of this call meanwhile.`,
    ])
  })

  it('is one sentence of all who are so for the same, and none of oneself', () => {
    for (const who of [KR, JP, US]) held(who, { reason: 'asked' }, by(who))
    expect(sentences()).to.deep.equal([
      `${JP.name}, ${US.name} put this call aside at 12:00. They hear nothing of this call meanwhile.`,
    ])
    script.entry(by(US), [{ type: 'leg:retrieved', console: US.console }])
    expect(sentences()).to.deep.equal([
      `${JP.name} put this call aside at 12:00. They hear nothing of this call meanwhile.`,
    ])
  })

  it('is in the place of a picture why and since when', () => {
    const since = { sinceMs: NOON_MS }
    expect([
      en.hold.why({ reason: 'asked', ...since }, '12:00'),
      en.hold.why({ reason: 'answering', precedence: 'immediate', ...since }, '12:00'),
      en.hold.why({ reason: 'pre-empted', precedence: 'flash', ...since }, '12:00'),
    ]).to.deep.equal([
      'Put this call aside, since 12:00',
      'On hold for an IMMEDIATE call, since 12:00',
      'Taken by a FLASH call, since 12:00',
    ])
  })
})
