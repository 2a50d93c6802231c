import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { emptyDirectory, evolveDirectory, type DirectoryState } from '../../server/calls/directory.ts'
import type { DirectoryDecision } from '../../server/calls/directoryDecisions.ts'
import { changePrepared, preparedOf } from '../../server/calls/prepared.ts'
import { preparedChangeSchema } from '../../server/protocol/prepared.ts'
import { id } from './hotline.ts'

const party = (name: string, languages: string[]) => ({ party: name, name, languages, timeZone: 'UTC' })
const START: DirectoryState = {
  ...emptyDirectory,
  parties: [party('kr', ['ko', 'en']), party('us', ['en']), party('fr', ['fr'])],
}
const MINE = [{ id: 'well', name: 'All is well', texts: [{ language: 'en', text: 'All is well.' }] }]

const after = (state: DirectoryState, decision: DirectoryDecision, commandId: string): DirectoryState => {
  if ('refusal' in decision) throw new Error(decision.refusal.message)
  return decision.facts.reduce((folded, fact) => evolveDirectory(folded, fact, { commandId }), state)
}

describe('the prepared messages of a party', () => {
  it('begin as the same six for everybody, in three languages, with the own language as the original', () => {
    const { revision, messages } = preparedOf(START, 'kr')
    expect(revision).to.equal(undefined)
    expect(messages.map((message) => message.id)).to.deep.equal([
      ...['false-alarm', 'our-test', 'stand-by', 'missile-launch-seen', 'aircraft-in-difficulty', 'call-you-back'],
    ])
    for (const message of messages)
      expect(message.texts.map(({ language }) => language)).to.deep.equal(['ko', 'en', 'ja'])
    expect(preparedOf(START, 'fr').messages[0]?.texts[0]?.language, 'where it is in none of them').to.equal('en')
    expect(preparedChangeSchema.safeParse({ commandId: randomUUID(), messages }).success, 'they may be kept').to.equal(
      true,
    )
  })

  it('are what the administrators of that party have made of them', () => {
    const changed = after(START, changePrepared(START, 'us', { messages: MINE }), id(1))
    expect(preparedOf(changed, 'us')).to.deep.equal({ revision: id(1), messages: MINE })
    expect(preparedOf(changed, 'kr')).to.deep.equal(preparedOf(START, 'kr'))
    const none = after(changed, changePrepared(changed, 'us', { revision: id(1), messages: [] }), id(2))
    expect(preparedOf(none, 'us'), 'also none at all').to.deep.equal({ revision: id(2), messages: [] })
  })

  it('are not written over by somebody who has not seen the last change', () => {
    const changed = after(START, changePrepared(START, 'us', { messages: MINE }), id(1))
    const stale = [
      changePrepared(changed, 'us', { messages: [] }),
      changePrepared(START, 'us', { revision: id(9), messages: [] }),
    ]
    expect(stale.map((decision) => 'refusal' in decision && decision.refusal.code)).to.deep.equal([
      'too-late',
      'too-late',
    ])
    const unknown = changePrepared(START, 'xx', { messages: [] })
    expect('refusal' in unknown && unknown.refusal.code).to.equal('unknown')
  })

  it('are bounded in number, length and languages, and each has one text in a language', () => {
    const [one] = MINE
    const texts = [{ language: 'en', text: 'a' }]
    const many = (count: number) => Array.from({ length: count }, (_, index) => ({ ...one, id: `m-${index}` }))
    const fits = (messages: unknown) => preparedChangeSchema.safeParse({ commandId: randomUUID(), messages }).success
    expect(fits(many(24))).to.equal(true)
    const wrong = {
      'too many': many(25),
      'twice the same': [one, one],
      'without a text': [{ ...one, texts: [] }],
      'twice in a language': [{ ...one, texts: [...texts, ...texts] }],
      'too long': [{ ...one, texts: [{ language: 'en', text: 'x'.repeat(601) }] }],
      'too much in all': many(24).map((message) => ({
        ...message,
        texts: ['a', 'b', 'c'].map((at) => ({ language: `a${at}`, text: 'x'.repeat(300) })),
      })),
      'no writing': [{ ...one, texts: [{ language: 'en', text: 'a\u0007' }] }],
      'without a name': [{ ...one, name: ' ' }],
      'with a field that nobody knows': [{ ...one, note: 'x' }],
    }
    for (const [what, messages] of Object.entries(wrong)) expect(fits(messages), what).to.equal(false)
  })
})
