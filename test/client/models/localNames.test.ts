import { expect } from 'chai'
import { signal } from '@preact/signals'
import type { Language } from '../../../client/languages/languages.ts'
import { offlineSentences } from '../../../client/languages/offline.ts'
import { createLines } from '../../../client/models/lines.ts'
import { emptyLine } from '../../../server/calls/evolve.ts'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import { KR, PARTIES, person } from '../fakeLine.ts'
import { FakeConnection } from '../fakeConnection.ts'

describe('parties and lines in the language of a console', () => {
  const named = { ...LEADERS, names: { ko: '정상', ja: '首脳' } }

  it('are called as the directory says, at once when it is another, and by their name where it says nothing', () => {
    const language = signal<Language>('en')
    const connection = new FakeConnection()
    const lines = createLines(connection, () => {}, language)
    connection.notify('console:welcomed', {
      console: KR.console,
      person: person('kr-principal', 'Han Ji-woo', ['principal']),
      parties: PARTIES.map((party) =>
        party.party === 'kr' ? { ...party, names: { ko: '대한민국' } } : { ...party, names: {} },
      ),
      prepared: [],
      lines: [{ line: named, standing: 'rung', state: emptyLine(named.line), consoles: [] }],
      atMs: 0,
    })
    const called = () => [lines.snapshotOf('leaders')?.line.name, lines.partyName('kr'), lines.partyName('jp')]
    expect(called()).to.deep.equal(['Leaders', 'Republic of Korea', 'Japan'])
    language.value = 'ko'
    expect(called()).to.deep.equal(['정상', '대한민국', 'Japan'])
    language.value = 'ja'
    expect(called()).to.deep.equal(['首脳', 'Republic of Korea', 'Japan'])
    lines.close()
  })
})

describe('the page that says that there is no server', () => {
  it('is in the first language of the browser that the softphone speaks', () => {
    expect(offlineSentences(['fr-FR', 'ja-JP', 'en']).language).to.equal('ja')
    expect(offlineSentences(['ko']).heading).to.equal('서버와 연결되어 있지 않습니다')
    expect(offlineSentences([]).language).to.equal('en')
  })
})
