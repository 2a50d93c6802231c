import { fileURLToPath } from 'node:url'
import { openSync, type Font as FontFile } from 'fontkit'
import PDFDocument from 'pdfkit'
import type { Memorandum } from './memorandum.ts'
import { scriptRuns } from './scripts.ts'
import type { MemorandumLanguage } from '../protocol/memoranda.ts'
import { MEMORANDUM_WORDS } from './words.ts'

const fontFile = (name: string): string => fileURLToPath(import.meta.resolve(`@expo-google-fonts/${name}.ttf`))
/** Noto Sans with the letters of each language, whole, under the SIL Open Font License; of each a memorandum holds what it uses. */
const FONT_FILES = {
  korean: fontFile('noto-sans-kr/400Regular/NotoSansKR_400Regular'),
  koreanBold: fontFile('noto-sans-kr/700Bold/NotoSansKR_700Bold'),
  japanese: fontFile('noto-sans-jp/400Regular/NotoSansJP_400Regular'),
  japaneseBold: fontFile('noto-sans-jp/700Bold/NotoSansJP_700Bold'),
} as const
type Font = keyof typeof FONT_FILES
type Letters = 'ko' | 'ja'

/** Which characters each has: not every Chinese character of one language is in the font of the other. */
const COVERAGE: Readonly<Record<Letters, FontFile>> = {
  ko: opened(FONT_FILES.korean),
  ja: opened(FONT_FILES.japanese),
}
function opened(file: string): FontFile {
  const font = openSync(file)
  if (!('hasGlyphForCodePoint' in font)) throw new Error(`${file} holds several fonts.`)
  return font
}

/** Points. */
const MARGIN = { top: 84, bottom: 72, left: 64, right: 64 } as const
const SIZE = { title: 20, heading: 13, text: 10, mark: 9 } as const
const INDENT = 18
const GAP = { line: 2, entry: 5, heading: 14 } as const
const MARK_COLOUR = '#9b1c1c'
const INK = '#111111'
const ASIDE = { size: SIZE.mark, colour: '#555555' } as const
/**
 * What has no space in it is measured again and again until it fits, by the square of its length: a page of it would take
 * minutes. So much at most is one piece, which fits a line however wide its letters are, and ends before a letter where it can.
 */
const LONG_WORD = /(\S{30,40}?(?=\p{L})|\S{40})/u

interface Look {
  readonly size?: number
  readonly bold?: boolean
  readonly colour?: string
  readonly indent?: number
}

/** Writes a memorandum as a PDF on A4, with its fonts in it. */
export async function writePdf(memorandum: Memorandum): Promise<Uint8Array> {
  const { title, marks, about, sections, none, language } = memorandum
  const document = new PDFDocument({
    size: 'A4',
    margins: MARGIN,
    bufferPages: true,
    lang: MEMORANDUM_WORDS[language].tag,
    info: { Title: title, Creator: 'Ringdown', Subject: marks.join(' ') },
  })
  const done = collected(document)
  const page = new Page(document, language)
  page.write(title, { size: SIZE.title, bold: true })
  for (const mark of marks) page.write(mark, { bold: true, colour: MARK_COLOUR })
  page.gap(GAP.entry)
  for (const [name, value] of about) page.write(`${name}: ${value}`)
  for (const section of sections) {
    page.gap(GAP.heading)
    page.write(section.title, { size: SIZE.heading, bold: true })
    if (section.entries.length === 0) page.write(none)
    for (const { lead, lines } of section.entries) {
      page.gap(GAP.entry)
      page.write(lead, { bold: true })
      for (const { text, isMark } of lines) page.write(text, { indent: INDENT, ...(isMark && ASIDE) })
    }
  }
  page.markAll(marks)
  document.end()
  return await done
}

class Page {
  readonly #document: PDFKit.PDFDocument
  readonly #language: MemorandumLanguage

  constructor(document: PDFKit.PDFDocument, language: MemorandumLanguage) {
    this.#document = document
    this.#language = language
  }

  /** One paragraph, which may go on over pages. An empty one is an empty line. */
  write(text: string, look: Look = {}): void {
    const { size = SIZE.text, colour = INK, indent = 0 } = look
    const document = this.#document
    document.fontSize(size).fillColor(colour)
    document.x = MARGIN.left + indent
    const runs = this.#runs(text).flatMap(({ text: run, letters }) =>
      run.split(LONG_WORD).flatMap((piece) => (piece === '' ? [] : { text: piece, letters })),
    )
    const width = document.page.width - MARGIN.left - MARGIN.right - indent
    for (const [index, run] of runs.entries()) {
      const options = { width, lineGap: GAP.line, continued: index < runs.length - 1 }
      document.font(FONT_FILES[fontOf(run.letters, look.bold ?? false)]).text(run.text, options)
    }
  }

  gap(points: number): void {
    this.#document.y += points
  }

  /** What every page has to say, above and below what it holds. */
  markAll(marks: readonly string[]): void {
    const document = this.#document
    const { start, count } = document.bufferedPageRange()
    for (let number = start; number < start + count; number += 1) {
      document.switchToPage(number)
      // Below the lower margin a line would begin a page of its own.
      document.page.margins = { top: 0, bottom: 0, left: 0, right: 0 }
      this.#line(marks.join(' '), MARGIN.top / 2, MARK_COLOUR, 'right')
      const { page: numbered } = MEMORANDUM_WORDS[this.#language]
      this.#line(
        numbered(String(number - start + 1), String(count)),
        document.page.height - MARGIN.bottom / 2,
        INK,
        'center',
      )
    }
  }

  #line(text: string, y: number, colour: string, align: 'right' | 'center'): void {
    const document = this.#document
    document.fontSize(SIZE.mark).fillColor(colour)
    const runs = this.#runs(text).map((run) => ({ ...run, font: FONT_FILES[fontOf(run.letters, align === 'right')] }))
    const widths = runs.map(({ text: run, font }) => document.font(font).widthOfString(run))
    const spare = document.page.width - MARGIN.left - MARGIN.right - widths.reduce((sum, width) => sum + width, 0)
    let x = MARGIN.left + (align === 'right' ? spare : spare / 2)
    for (const [index, { text: run, font }] of runs.entries()) {
      document.font(font).text(run, x, y, { lineBreak: false })
      x += widths[index] ?? 0
    }
  }

  #runs(text: string): Run[] {
    // Latin letters are in either font: a sentence in one of them is not cut in pieces for them.
    const home = this.#language === 'ja' ? 'ja' : 'ko'
    return scriptRuns(text === '' ? ' ' : text, this.#language)
      .flatMap(({ text: run, letters }) => Array.from(run, (one) => drawn(one, letters === 'en' ? home : letters)))
      .reduce<Run[]>((runs, { text: one, letters }) => {
        const last = runs.at(-1)
        if (last?.letters === letters) last.text += one
        else runs.push({ text: one, letters })
        return runs
      }, [])
  }
}

interface Run {
  text: string
  readonly letters: Letters
}

/** A character in the font that is meant for it, or in the other one when only that has it. */
function drawn(text: string, meant: Letters): Run {
  const other = meant === 'ko' ? 'ja' : 'ko'
  const point = text.codePointAt(0) ?? 0
  const isOther = !COVERAGE[meant].hasGlyphForCodePoint(point) && COVERAGE[other].hasGlyphForCodePoint(point)
  return { text, letters: isOther ? other : meant }
}

function fontOf(letters: Letters, bold: boolean): Font {
  if (letters === 'ja') return bold ? 'japaneseBold' : 'japanese'
  return bold ? 'koreanBold' : 'korean'
}

async function collected(document: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of document) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}
