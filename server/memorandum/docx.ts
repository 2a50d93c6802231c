import { AlignmentType, Document, Footer, Header, HeadingLevel, Packer, PageNumber, Paragraph, TextRun } from 'docx'
import type { Memorandum, MemorandumLine } from './memorandum.ts'
import { scriptRuns } from './scripts.ts'
import type { MemorandumLanguage } from '../protocol/memoranda.ts'
import { MEMORANDUM_WORDS } from './words.ts'

/** Fonts that Word has on every system on which it is used in these languages. */
const FONTS: Readonly<Record<MemorandumLanguage, string>> = { en: 'Calibri', ko: 'Malgun Gothic', ja: 'Yu Gothic' }
/** Half points. */
const SIZE = { title: 36, heading: 26, text: 21, mark: 18 } as const
/** Twentieths of a point. */
const SPACE = { heading: 280, entry: 80, indent: 420 } as const
const MARK_COLOUR = '9B1C1C'
const ASIDE: Look = { size: SIZE.mark, color: '555555' }
/** More often than that nobody changes from one script to another in a line, and each change is a run with all its looks. */
const MOST_RUNS = 200
/** What XML 1.0 (2.2) cannot hold, not even as a reference. Nobody could open a document that has any of it. */
const NOT_IN_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

interface Look {
  readonly bold?: boolean
  readonly size?: number
  readonly color?: string
}

/** Writes a memorandum as a DOCX (ISO/IEC 29500). */
export async function writeDocx(memorandum: Memorandum): Promise<Uint8Array> {
  const { language, title, marks, about, sections, none } = memorandum
  const runs = (text: string, look: Look = {}): TextRun[] => runsOf(text, language, { size: SIZE.text, ...look })
  const entry = (lead: string, lines: readonly MemorandumLine[]): Paragraph[] => [
    new Paragraph({ spacing: { before: SPACE.entry }, keepNext: true, children: runs(lead, { bold: true }) }),
    ...lines.map(({ text, isMark }) => indented(runs(text, isMark ? ASIDE : {}))),
  ]
  const body = [
    new Paragraph({ heading: HeadingLevel.TITLE, children: runs(title, { bold: true, size: SIZE.title }) }),
    ...marks.map((mark) => new Paragraph({ children: runs(mark, { bold: true, color: MARK_COLOUR }) })),
    ...about.map(
      ([name, value]) => new Paragraph({ children: [...runs(`${name}: `, { bold: true }), ...runs(value)] }),
    ),
    ...sections.flatMap((section) => [
      new Paragraph({
        heading: HeadingLevel.HEADING_1,
        spacing: { before: SPACE.heading },
        keepNext: true,
        children: runs(section.title, { bold: true, size: SIZE.heading }),
      }),
      ...(section.entries.length === 0
        ? [new Paragraph({ children: runs(none) })]
        : section.entries.flatMap(({ lead, lines }) => entry(lead, lines))),
    ]),
  ]
  const document = new Document({
    creator: 'Ringdown',
    title,
    description: marks.join(' '),
    sections: [{ headers: { default: header(memorandum) }, footers: { default: footer(memorandum) }, children: body }],
  })
  return await Packer.toBuffer(document)
}

const indented = (children: TextRun[]): Paragraph => new Paragraph({ indent: { left: SPACE.indent }, children })

const header = ({ marks, language }: Memorandum): Header =>
  new Header({
    children: marks.map(
      (mark) =>
        new Paragraph({
          alignment: AlignmentType.RIGHT,
          children: runsOf(mark, language, { size: SIZE.mark, bold: true, color: MARK_COLOUR }),
        }),
    ),
  })

/** The number of pages is known by who shows it, so the words stand around two fields. */
function footer({ language }: Memorandum): Footer {
  const said = MEMORANDUM_WORDS[language].page(PAGE, PAGES)
  const parts = said.split(/(\uE000|\uE001)/)
  const children = parts.flatMap((part) => {
    if (part === PAGE) return [new TextRun({ children: [PageNumber.CURRENT], size: SIZE.mark })]
    if (part === PAGES) return [new TextRun({ children: [PageNumber.TOTAL_PAGES], size: SIZE.mark })]
    return runsOf(part, language, { size: SIZE.mark })
  })
  return new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children })] })
}

/** Characters for private use, which no language writes: where the fields stand. */
const PAGE = '\uE000'
const PAGES = '\uE001'

function runsOf(text: string, language: MemorandumLanguage, look: Look): TextRun[] {
  const kept = text.replaceAll(NOT_IN_XML, '\uFFFD')
  const scripts = scriptRuns(kept, language)
  const written = scripts.length > MOST_RUNS ? [{ text: kept, letters: language }] : scripts
  return written.map(({ text: run, letters }) => {
    const latin = FONTS[language]
    const eastAsia = letters === 'en' ? latin : FONTS[letters]
    return new TextRun({ text: run, font: { ascii: latin, hAnsi: latin, cs: latin, eastAsia }, ...look })
  })
}
