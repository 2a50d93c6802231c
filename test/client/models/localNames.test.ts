import { expect } from 'chai'
import { signal } from '@preact/signals'
import type { Language } from '../../../client/languages/languages.ts'
import { offlineSentences } from '../../../client/languages/offline.ts'
import { lineSays } from '../../../client/components/lineWords.ts'
import { ko } from '../../../client/languages/ko.ts'
import { createAlarms } from '../../../client/models/alarms.ts'
import { createLines } from '../../../client/models/lines.ts'
import { emptyLine } from '../../../server/calls/evolve.ts'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import { consoleId, JP, KR, LineScript, PARTIES, person, present, US } from '../fakeLine.ts'
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

  it('are called so in records and alarms as well, also of a line on which whoever sits here has no place', () => {
    const language = signal<Language>('en')
    const connection = new FakeConnection()
    const lines = createLines(connection, () => {}, language)
    const alarms = createAlarms(connection, lines)
    connection.notify('console:welcomed', {
      console: KR.console,
      person: person('kr-admin', 'Nam Tae-yang', ['admin']),
      ...{ parties: PARTIES, prepared: [], lines: [], atMs: 0 },
      calledLines: { leaders: { ko: '정상' } },
      called: { 'us-admin': { ko: '토머스 에이버리' } },
      alarms: ['leaders', 'advisers'].map((line, number) => ({
        ...{
          kind: 'roll-call',
          alarm: consoleId(number),
          line,
          lineName: `The ${line}`,
          dueMs: 1,
          atMs: 2,
          parties: [],
        },
        acknowledged: [{ party: 'us', person: 'us-admin', name: 'Thomas Avery', atMs: 3 }],
      })),
    })
    const inAlarms = () => alarms.all.value.map(({ lineName, acknowledged: [by] }) => [lineName, by?.name])
    expect(inAlarms()).to.deep.equal([
      ['The leaders', 'Thomas Avery'],
      ['The advisers', 'Thomas Avery'],
    ])
    language.value = 'ko'
    expect(inAlarms()).to.deep.equal([
      ['정상', '토머스 에이버리'],
      ['The advisers', '토머스 에이버리'],
    ])
    const said = (line: string) => lineSays(lines, ko, { line, lineName: 'as it stands' })
    expect([said('leaders'), said('leaders.test'), said('advisers')]).to.deep.equal([
      '정상',
      '정상 (시험)',
      'as it stands',
    ])
    alarms.close()
    lines.close()
  })
})

describe('people in the language of a console', () => {
  const called = {
    'kr-principal': { ko: '한지우', ja: 'ハン・ジウ' },
    'jp-principal': { ko: '사토 하루카', ja: '佐藤 遥' },
  }

  it('are called as the directory says wherever the server names them, and what names nobody else stays the same', () => {
    const language = signal<Language>('en')
    const connection = new FakeConnection()
    const lines = createLines(connection, () => {}, language)
    const script = new LineScript('leaders', 0)
    script.place(KR)
    script.answered(JP)
    const welcome = {
      ...{
        console: KR.console,
        person: { ...person('kr-principal', 'Han Ji-woo', ['principal']), names: { ko: '한지우' } },
      },
      ...{ parties: PARTIES, prepared: [], called, atMs: 0 },
      lines: [{ line: LEADERS, standing: 'rung' as const, state: script.state, consoles: [present(JP), present(US)] }],
    }
    connection.notify('console:welcomed', welcome)
    const leaders = () => lines.snapshotOf('leaders')
    const names = () => [
      lines.own.value?.person.name,
      ...(leaders()?.state.call?.legs.map(({ name }) => name) ?? []),
      leaders()?.state.call?.placedBy.name,
      ...(leaders()?.consoles.map(({ name }) => name) ?? []),
    ]
    const inEnglish = ['Han Ji-woo', 'Han Ji-woo', 'Sato Haruka', 'Han Ji-woo', 'Sato Haruka', 'Ellen Ward']
    expect(names()).to.deep.equal(inEnglish)
    language.value = 'ko'
    expect(names()).to.deep.equal(['한지우', '한지우', '사토 하루카', '한지우', '사토 하루카', 'Ellen Ward'])
    expect([lines.personName('jp-principal'), lines.personName('us-principal')]).to.deep.equal([
      '사토 하루카',
      'Ellen Ward',
    ])
    const [legOfKr] = leaders()?.state.call?.legs ?? []
    connection.notify('line:advanced', { line: 'leaders', entries: [script.answered(US)] })
    expect(leaders()?.state.call?.legs.map(({ name }) => name)).to.deep.equal(['한지우', '사토 하루카', 'Ellen Ward'])
    expect(leaders()?.state.call?.legs[0], 'renamed once').to.equal(legOfKr)
    language.value = 'en'
    expect(leaders()?.state.call?.legs.map(({ name }) => name)).to.deep.equal([
      'Han Ji-woo',
      'Sato Haruka',
      'Ellen Ward',
    ])
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
