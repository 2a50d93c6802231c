import { expect } from 'chai'
import { excerptOf, folded, hasAll, hitsIn, wordsOf } from '../../server/calls/searchText.ts'

const finds = (query: string, ...texts: string[]): boolean => hasAll(wordsOf(query), texts.map(folded))
const marked = (text: string, query: string): string[] =>
  hitsIn(text, wordsOf(query)).map(({ from, to }) => text.slice(from, to))

describe('search across three scripts', () => {
  const alike: [what: string, ...forms: string[]][] = [
    ['case', 'Hotline', 'HOTLINE', 'hotline'],
    ['full and half width', 'ＮＳＡ　２０２６', 'NSA 2026'],
    ['half-width katakana', 'ﾎｯﾄﾗｲﾝ', 'ホットライン', 'ほっとらいん'],
    ['katakana and hiragana', 'サトウ', 'さとう', 'ｻﾄｳ'],
    ['voiced marks', 'ガギグパ', 'カ\u3099キ\u3099ク\u3099ハ\u309a', 'ｶﾞｷﾞｸﾞﾊﾟ', 'か゛き゛く゛は゜', 'がぎぐぱ'],
    ['iteration marks', 'ヽヾ', 'ゝゞ'],
    ['Hangul syllables and conjoining letters', '대한민국', '대한민국'.normalize('NFD')],
    ['Hangul letters of an input method', '한국', 'ㅎㅏㄴㄱㅜㄱ', '\uffbe\uffc2\uffa4\uffa1\uffd3\uffa1'],
    ['accents', 'Müller', 'MÜLLER', 'Muller', 'Mu\u0308ller'],
    ['the end of a Greek word', 'ΟΔΟΣ', 'οδος'],
    ['compatibility forms', '㈱', '(株)'],
    ['thousands', '1,234,567', '1234567', '１，２３４，５６７', "1'234'567"],
    ['dates in figures', '2026-11-24', '2026/11/24', '2026.11.24', '２０２６／１１／２４'],
    ['times', '21:04', '２１：０４', '21.04'],
    ['what separates words', 'Park, Min-jun', 'park  min jun', 'Park·Min・jun'],
  ]
  for (const [what, ...forms] of alike) {
    it(`takes ${what} for the same`, () => {
      expect(forms.map(folded)).to.deep.equal(forms.map(() => folded(forms[0] ?? '')))
      for (const form of forms) expect(finds(form, forms[0] ?? ''), form).to.equal(true)
    })
  }

  it('does not take for the same what is not', () => {
    for (const [one, other] of [
      ['はし', 'ばし'],
      ['한', '하'],
      ['가나', '간'],
      ['びょういん', 'びよういん'],
      ['1234', '12 34'],
      ['2026-11-24', '2026-11-25'],
      ['회선', '회의'],
    ] as const)
      expect(folded(one), `${one} ${other}`).not.to.equal(folded(other))
    expect(finds('간', '가나')).to.equal(false)
  })

  it('finds all words in whatever order, each in any text, also within what is written without spaces', () => {
    expect(finds('leaders mori', 'Leaders', 'Mori Haruto')).to.equal(true)
    expect(finds('mori leaders absent', 'Leaders', 'Mori Haruto')).to.equal(false)
    expect(finds('首脳 回線', '日韓米首脳級ホットライン回線')).to.equal(true)
    expect(finds('민국', '대한민국')).to.equal(true)
    expect(finds('11월 24일', '2026년 11월 24일')).to.equal(true)
    expect(finds('2026年11月24日', '２０２６年１１月２４日')).to.equal(true)
    expect(finds(' , ', 'anything'), 'no word asks for nothing').to.equal(true)
  })

  it('marks what it has found in the text as it was written', () => {
    expect(marked('ＨＯＴｌｉｎｅ for ﾎｯﾄﾗｲﾝ', 'hotline ほっとらいん')).to.deep.equal(['ＨＯＴｌｉｎｅ', 'ﾎｯﾄﾗｲﾝ'])
    expect(marked('カ\u3099イド', 'がい')).to.deep.equal(['カ\u3099イ'])
    expect(marked('대한민국'.normalize('NFD'), '한민')).to.deep.equal(['한민'.normalize('NFD')])
    expect(marked('Meet at 21:04, then 21:05.', '21:04')).to.deep.equal(['21:04'])
    expect(marked('𠮷野さん', '野')).to.deep.equal(['野'])
    expect(marked('nothing', 'else')).to.deep.equal([])
  })

  it('shows of a long text the part around the first hit, and cuts no sign in two', () => {
    const text = `${'𠮷'.repeat(400)} 핫라인 ${'x'.repeat(400)}`
    const excerpt = excerptOf(text, wordsOf('핫라인'), 101)
    expect(excerpt)
      .to.contain('핫라인')
      .and.to.match(/^….*…$/u)
    expect(excerpt.length).to.be.at.most(103)
    expect(excerpt.isWellFormed()).to.equal(true)
    expect(excerptOf('short', wordsOf('o'), 101)).to.equal('short')
  })

  it('looks for no more than sixteen words', () => {
    expect(wordsOf(Array.from({ length: 40 }, (_, at) => `w${at}`).join(' '))).to.have.length(16)
    expect(wordsOf('one ONE ｏｎｅ')).to.deep.equal(['one'])
  })
})
