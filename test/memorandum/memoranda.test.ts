import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'chai'
import PDFDocument from 'pdfkit'
import { Memoranda } from '../../server/memorandum/memoranda.ts'
import { memorandumOf } from '../../server/memorandum/memorandum.ts'
import { writeDocx } from '../../server/memorandum/docx.ts'
import { writePdf } from '../../server/memorandum/pdf.ts'
import type { MemorandumFormat, MemorandumLanguage } from '../../server/protocol/memoranda.ts'
import type { Marking } from '../../server/protocol/words.ts'
import { LEADERS, PARTIES } from '../calls/demonstrationLines.ts'
import { inTempFolder } from '../facts/tempFolder.ts'
import { conversation, notesOfSeoul, PLACED_MS } from './conversation.ts'
import { fileInZip, paragraphsOf } from './zipFile.ts'

const run = promisify(execFile)

interface Wanted {
  readonly format: MemorandumFormat
  readonly language?: MemorandumLanguage
  readonly marking?: Marking
  readonly of?: string
  readonly copies?: number
}

async function made({ format, language, marking = 'real', of = 'kr', copies = 1 }: Wanted) {
  const memoranda = new Memoranda({ parties: () => PARTIES, lines: () => [LEADERS] }, () => PLACED_MS + 3_600_000)
  const party = PARTIES.find((known) => known.party === of)
  if (party === undefined) throw new Error(`There is no party ${of}.`)
  const notes = Array.from({ length: copies }, notesOfSeoul).flat()
  const record = conversation(marking)
  const { stream, fileName, mimeType } = await memoranda.make({
    record,
    notes: { version: 5, notes },
    party,
    format,
    language,
  })
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return { bytes: Buffer.concat(chunks), fileName, mimeType }
}

/** What a reader of the PDF finds, page by page, with spaces as they come. */
async function pagesOf(pdf: Buffer): Promise<{ pages: string[]; fonts: string }> {
  const found = { pages: [] as string[], fonts: '' }
  await inTempFolder(async (folder) => {
    const file = join(folder, 'memorandum.pdf')
    await writeFile(file, pdf)
    const { stdout } = await run('pdftotext', ['-layout', '-enc', 'UTF-8', file, '-'])
    found.pages = stdout.split('\f').slice(0, -1)
    found.fonts = (await run('pdffonts', [file])).stdout
  })
  return found
}

/** What must stand in each language, beside what people wrote. Times are those of the party. */
const EXPECTED: Readonly<Record<MemorandumLanguage, readonly string[]>> = {
  ko: [
    '면담록',
    '발언 그대로의 기록이 아님',
    '2026년 11월 24일',
    '한국 표준시',
    '수석대표',
    '기록 담당관',
    '결정 사항',
    '조치 사항',
    '제7호',
    '수신 확인',
    ...['대한민국', '일본', '미국', '정상급'],
  ],
  ja: [
    '会談記録',
    '逐語記録ではない',
    '2026年11月24日',
    '日本標準時',
    '首席代表',
    '記録担当官',
    '決定事項',
    '対応事項',
    '第7号',
    '受領確認',
    ...['韓国', '日本', '米国', '首脳'],
  ],
  en: [
    'Memorandum of conversation',
    'Not verbatim',
    '23 November 2026',
    'Eastern Time',
    'Principal',
    'Notetaker',
    'Decisions',
    'Actions',
    'No. 7',
    'Acknowledged by John Smith',
    ...['Republic of Korea', 'Japan', 'United States', 'Leaders'],
  ],
}
const OF: Readonly<Record<MemorandumLanguage, string>> = { ko: 'kr', ja: 'jp', en: 'us' }
const BEGAN: Readonly<Record<MemorandumLanguage, string>> = { ko: '09:00:00', ja: '09:00:00', en: '19:00:00' }
/** In whichever language the memorandum is, what people wrote and are called is as they wrote it. */
const WRITTEN = [
  ...['미국 측이 하루를 더 요청함. <A & B>', '日本側は記録の写しを求めた。', '양측은 목요일에 다시 만나기로 함.'],
  ...['회의 자료를 내일까지 전달.', '直ちに会談を始めます。', '즉시 회담을 시작합니다.', 'We begin at once.'],
  ...['Kim Min-jun', '한소라', '佐藤花子', 'John Smith'],
]

describe('a memorandum of conversation', function () {
  this.timeout(60_000)

  for (const language of ['en', 'ko', 'ja'] as const) {
    it(`says all of it as a DOCX in ${language}, in the party’s own times`, async () => {
      const { bytes, mimeType } = await made({ format: 'docx', of: OF[language] })
      expect(mimeType).to.contain('wordprocessingml')
      const paragraphs = paragraphsOf(fileInZip(bytes, 'word/document.xml'))
      const text = paragraphs.join('\n')
      for (const sentence of [...EXPECTED[language], ...WRITTEN, BEGAN[language]]) expect(text).to.contain(sentence)
      expect(text).to.not.contain('A slip of the pen')
      const xml = fileInZip(bytes, 'word/document.xml')
      for (const font of ['Malgun Gothic', 'Yu Gothic']) expect(xml, 'fonts that Word has').to.contain(font)
      const [, notVerbatim = ''] = EXPECTED[language]
      expect(paragraphsOf(fileInZip(bytes, 'word/header1.xml')).join(' ')).to.contain(notVerbatim)
    })

    it(`says all of it as a PDF in ${language}, with its fonts in it`, async () => {
      const { bytes, mimeType } = await made({ format: 'pdf', of: OF[language] })
      expect(mimeType).to.equal('application/pdf')
      const { pages, fonts } = await pagesOf(bytes)
      const text = pages.join('\n')
      for (const sentence of [...EXPECTED[language], ...WRITTEN, BEGAN[language]]) expect(text).to.contain(sentence)
      expect(text).to.not.contain('A slip of the pen')
      const embedded = fonts.trim().split('\n').slice(2)
      expect(embedded.some((font) => font.includes('NotoSansKR'))).to.equal(true)
      expect(embedded.some((font) => font.includes('NotoSansJP'))).to.equal(true)
      for (const font of embedded) expect(font).to.match(/ yes yes yes /)
    })
  }

  it('has notes in the order of the call, decisions and actions before them, and everybody once with all their times', async () => {
    const { bytes } = await made({ format: 'docx' })
    const text = paragraphsOf(fileInZip(bytes, 'word/document.xml')).join('\n')
    const places = ['결정 사항', '목요일', '조치 사항', '내일까지', '미국 측이', '日本側は', '문자 회선 메시지'].map(
      (part) => text.indexOf(part),
    )
    expect(places).to.deep.equal(places.toSorted((one, other) => one - other))
    expect(text.match(/佐藤花子\(일본\)\n수석대표, 09:00:00~09:10:00, 09:12:00~09:30:00/g)).to.have.length(1)
  })

  it('says on every page that it is not verbatim, and of what is no real call that it is none', async () => {
    for (const [marking, mark] of [
      ['exercise', '훈련. 실제 통화가 아니라'],
      ['test', '시험. 실제 통화가 아니라'],
    ] as const) {
      const { bytes, fileName } = await made({ format: 'pdf', marking, copies: 40 })
      const { pages } = await pagesOf(bytes)
      expect(pages.length).to.be.greaterThan(3)
      for (const page of pages) {
        expect(page).to.contain(mark)
        expect(page).to.contain('발언 그대로의 기록이 아님')
      }
      expect(fileName).to.match(new RegExp(`^ringdown-${marking}-`))
      const docx = await made({ format: 'docx', marking })
      expect(paragraphsOf(fileInZip(docx.bytes, 'word/header1.xml')).join(' ')).to.contain(mark)
    }
    const real = await made({ format: 'pdf', copies: 40 })
    for (const page of (await pagesOf(real.bytes)).pages) {
      expect(page).to.contain('발언 그대로의 기록이 아님')
      expect(page).to.not.contain('실제 통화가 아니라')
    }
  })

  it('can be opened whatever somebody of another party has written, and no line of theirs looks like one of the record', async () => {
    const forged = 'Acknowledged by John Smith, United States, at 19:06:00'
    const said = `\uFFFE \uFFFF \u{1F600} ]]></w:t>\n${forged}`
    const record = conversation('real')
    const texts = record.texts.map((text) => ({ ...text, text: said, texts: [{ language: 'ja', text: said }] }))
    const [party] = PARTIES
    if (party === undefined) throw new Error('There are parties.')
    const of = { record: { ...record, texts }, notes: [], party, parties: PARTIES, madeAtMs: PLACED_MS }
    const docx = await writeDocx(memorandumOf({ ...of, language: 'en' }))
    const xml = fileInZip(Buffer.from(docx), 'word/document.xml')
    expect(xml).to.not.match(/[\uFFFE\uFFFF]/)
    const paragraphs = xml
      .split('</w:p>')
      .filter((paragraph) => paragraphsOf(paragraph)[0]?.includes('Acknowledged by'))
    const looks = paragraphs.map((paragraph) => /<w:color w:val="(\w+)"/.exec(paragraph)?.[1] ?? 'as text')
    expect(looks, 'the forged one, and the one of the record').to.deep.equal(['as text', '555555'])
  })

  it('is measured by pieces that fit a line, also where what was written has no space in it', async () => {
    const measured: number[] = []
    const prototype = PDFDocument.prototype as PDFKit.PDFDocument
    const { widthOfString } = prototype
    prototype.widthOfString = function (this: PDFKit.PDFDocument, ...asked: Parameters<typeof widthOfString>) {
      measured.push(asked[0].length)
      return widthOfString.apply(this, asked)
    }
    try {
      for (const word of ['\u1100', '\u200b', '-', 'x']) {
        const lines = [{ text: word.repeat(400) }]
        const sections = [{ title: 'Notes', entries: [{ lead: '09:00:00', lines }] }]
        await writePdf({ language: 'en', title: 'Memorandum', marks: [], about: [], sections, none: 'None.' })
      }
    } finally {
      prototype.widthOfString = widthOfString
    }
    expect(Math.max(...measured)).to.be.at.most(40)
  })

  it('is in the language that is asked for, with the times of the party all the same', async () => {
    const { bytes, fileName } = await made({ format: 'docx', language: 'en' })
    const text = paragraphsOf(fileInZip(bytes, 'word/document.xml')).join('\n')
    expect(text).to.contain('Korean Standard Time')
    expect(text).to.contain('09:00:00')
    expect(fileName).to.match(/-memorandum-en\.docx$/)
  })

  it('says the day of what was after midnight of the party, and no day before it', () => {
    const record = conversation('real')
    const [party] = PARTIES
    if (party === undefined) throw new Error('There are parties.')
    const toMs = PLACED_MS + 16 * 3_600_000
    const legs = record.call.legs.map((leg) => (leg.role === 'watch' ? { ...leg, toMs } : leg))
    const { sections } = memorandumOf({
      ...{ record: { ...record, call: { ...record.call, legs } }, notes: [], party, parties: PARTIES },
      ...{ language: 'en', madeAtMs: toMs },
    })
    const times = sections[0]?.entries.flatMap(({ lines }) => lines.map(({ text }) => text))
    expect(times?.at(-1)).to.equal('Watch officer, 09:00:00 to Wednesday, 25 November 2026 01:00:00')
    expect(times?.[0]).to.equal('Principal, 09:00:00 to 09:30:00')
  })
})
