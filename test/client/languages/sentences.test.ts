import { expect } from 'chai'
import { moment, fullTime, dayName } from '../../../client/components/times.ts'
import { en } from '../../../client/languages/en.ts'
import { enLineTests } from '../../../client/languages/enLineTests.ts'
import { enRecords } from '../../../client/languages/enRecords.ts'
import { ja } from '../../../client/languages/ja.ts'
import { jaLineTests } from '../../../client/languages/jaLineTests.ts'
import { jaRecords } from '../../../client/languages/jaRecords.ts'
import { ko } from '../../../client/languages/ko.ts'
import { koLineTests } from '../../../client/languages/koLineTests.ts'
import { koRecords } from '../../../client/languages/koRecords.ts'
import type { RefusalCode } from '../../../server/protocol/refusal.ts'

/** Every sentence that takes no words of others, by its path. */
function* sentencesOf(group: object, path = ''): Generator<readonly [string, string]> {
  for (const [key, value] of Object.entries(group) as [string, unknown][]) {
    if (typeof value === 'string') yield [`${path}.${key}`, value]
    else if (typeof value === 'object' && value !== null) yield* sentencesOf(value, `${path}.${key}`)
  }
}

/** What is written alike everywhere. */
const NAMES = new Set(['Ringdown', 'UDP', 'TCP', '–'])

describe('the sentences in Korean and Japanese', () => {
  const GROUPS = [
    { name: 'Korean', groups: [ko, koRecords, koLineTests], script: /\p{Script=Hangul}/u },
    {
      name: 'Japanese',
      groups: [ja, jaRecords, jaLineTests],
      script: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
    },
  ]
  for (const { name, groups, script } of GROUPS) {
    it(`are all in ${name}, and none is left in English`, () => {
      const english = [en, enRecords, enLineTests].map((group) => new Map(sentencesOf(group)))
      for (const [index, group] of groups.entries())
        for (const [path, sentence] of sentencesOf(group)) {
          if (path === '.tag' || NAMES.has(sentence) || /^\.keys\.(?:names|escape)/.test(path)) continue
          expect(sentence, path).to.match(script)
          expect(sentence, path).not.to.equal(english[index]?.get(path))
        }
    })
  }

  it('have no particle that depends on a name', () => {
    for (const [path, sentence] of [...sentencesOf(ko), ...sentencesOf(koRecords), ...sentencesOf(koLineTests)])
      expect(sentence, path).not.to.match(/[은이을과]\([는가를와]\)/)
  })

  it('say the same of a person and of a party in the order of the language', () => {
    expect(ko.incoming.title('일본')).to.equal('일본 측 수신 통화')
    expect(ja.incoming.title('韓国')).to.equal('韓国からの着信')
    expect(ko.titles.ringing('일본', { precedence: 'flash', marking: 'exercise' })).to.equal(
      '[훈련] · 화급 통화 · 일본 측 수신 통화 – Ringdown',
    )
    expect(ja.titles.ringing('韓国', { precedence: 'immediate', marking: 'test' })).to.equal(
      '【試験】 · 緊急通話 · 韓国からの着信 – Ringdown',
    )
    expect(ja.times.list(['A', 'B'])).to.equal('A、B')
  })
})

describe('what the server refuses with', () => {
  it('is said in the language of the console, with what the server has put into it', () => {
    const say = (message: string, code: RefusalCode = 'not-now') => [ko, ja].map((t) => t.refused({ code, message }))
    expect(say('A test of this line is running.')).to.deep.equal([
      '이 회선을 시험하고 있습니다.',
      'この回線は試験中です。',
    ])
    expect(say('You are signed in at 12 consoles already. Close one first.')[0]).to.equal(
      '이미 단말 12대에 로그인되어 있습니다. 먼저 하나를 닫으십시오.',
    )
    const highest =
      'The highest precedence that your role may originate on Leaders is immediate. ' +
      'Place the call as immediate, or ask somebody whose role it is.'
    expect(say(highest)[1]).to.equal(
      'あなたの役割でLeaders回線から発信できる最高優先度は「緊急」です。優先度「緊急」で発信するか、権限のある人に依頼してください。',
    )
    expect(en.refused({ code: 'not-now', message: 'A test of this line is running.' })).to.equal(
      'A test of this line is running.',
    )
  })

  it('is what its code says where the sentence is not known, and for what is meant for programs', () => {
    for (const t of [ko, ja]) {
      expect(t.refused({ code: 'not-now', message: 'A sentence of another version.' })).to.equal(t.refusals['not-now'])
      expect(t.refused({ code: 'unavailable', message: '' })).to.equal(t.refusals.unavailable)
    }
    expect(en.refused({ code: 'malformed', message: 'call:place: line is not as the protocol says' })).to.equal(
      en.refusals.malformed,
    )
  })
})

describe('dates and times', () => {
  const atMs = Date.UTC(2026, 10, 24, 12, 4, 33)

  it('are of the party’s zone, in the order of each language, and name the zone', () => {
    const nextDay = atMs + 86_400_000
    expect(moment(en, atMs, nextDay, 'Asia/Seoul')).to.equal('Tue 24 Nov, 21:04 Seoul time')
    expect(moment(ko, atMs, nextDay, 'Asia/Seoul')).to.equal('11월 24일 (화) 21:04 한국 표준시')
    expect(moment(ja, atMs, nextDay, 'Asia/Tokyo')).to.equal('11月24日(火) 21:04（日本標準時）')
    expect(moment(ko, atMs, atMs, 'America/New_York')).to.equal('07:04 미 동부 시간')
    expect(moment(ja, atMs, atMs, 'America/New_York')).to.equal('07:04（米国東部時間）')
  })

  it('of a record are whole, to the second', () => {
    expect(fullTime(en.tag, atMs, 'Asia/Seoul')).to.equal('24 Nov 2026, 21:04:33 GMT+9')
    expect(fullTime(ko.tag, atMs, 'Asia/Seoul')).to.equal('2026년 11월 24일 21시 4분 33초 GMT+9')
    expect(fullTime(ja.tag, atMs, 'Asia/Tokyo')).to.equal('2026年11月24日 21:04:33 JST')
    expect(dayName(ko.tag, atMs, 'Asia/Seoul', true)).to.equal('2026년 11월 24일 (화)')
  })
})
