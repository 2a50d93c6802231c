import { expect } from 'chai'
import { glob, readFile } from 'node:fs/promises'
import { contrastOf, over, parseColour, type Colour } from './colours.ts'

/** WCAG 2.2: of text (1.4.3), and of what is seen without being read (1.4.11). */
const TEXT = 4.5
const SIGN = 3

const THEMES = ['light', 'dark'] as const
type Theme = (typeof THEMES)[number]

const SURFACES = ['ground', 'surface', 'raised', 'sunken']
const WASHES = ['accent-wash', 'caution-wash', 'danger-wash']
const INKS = ['ink', 'ink-soft', 'ink-faint']
const MEANINGS = ['accent', 'good', 'caution', 'danger']

describe('the colours and measures of the console', () => {
  const tokens = new Map<string, Record<Theme, Colour>>()
  let rules: { readonly file: string; readonly selector: string; readonly body: string }[]

  before(async () => {
    const css = await readFile('client/styles/tokens.css', 'utf8')
    for (const [, name = '', value = ''] of css.matchAll(/--([\w-]+): ([^;]+);/g)) {
      const pair = /^light-dark\((.+), (#?[\w(][^,]*)\)$/.exec(value)
      const [light, dark] = pair === null ? [value, value] : [pair[1] ?? '', pair[2] ?? '']
      const [ofLight, ofDark] = [parseColour(light), parseColour(dark)]
      if (ofLight && ofDark) tokens.set(name, { light: ofLight, dark: ofDark })
    }
    rules = []
    for await (const file of glob('client/styles/**/*.css')) {
      const sheet = (await readFile(file, 'utf8')).replaceAll(/\/\*[\s\S]*?\*\//g, '')
      for (const [, selector = '', body = ''] of sheet.matchAll(/([^{}]+)\{([^{}]*)\}/g))
        rules.push({ file, selector: selector.trim(), body })
    }
  })

  const colour = (name: string, theme: Theme): Colour => {
    const found = tokens.get(name)?.[theme]
    if (found === undefined) throw new Error(`There is no colour --${name}.`)
    return found
  }
  /** Every pair that falls short, in words. */
  const short = (fronts: readonly string[], backs: readonly string[], least: number): string[] =>
    THEMES.flatMap((theme) =>
      fronts.flatMap((front) =>
        backs.flatMap((back) => {
          const contrast = contrastOf(colour(front, theme), colour(back, theme))
          return contrast >= least ? [] : [`${front} on ${back}, ${theme}: ${contrast.toFixed(2)}`]
        }),
      ),
    )

  it('are read on every surface, whatever they mean', () => {
    expect(short([...INKS, ...MEANINGS], SURFACES, TEXT)).to.deep.equal([])
    expect(short(['ink', 'ink-soft'], WASHES, TEXT)).to.deep.equal([])
    for (const meaning of ['accent', 'caution', 'danger'])
      expect(short([meaning], [`${meaning}-wash`], TEXT), meaning).to.deep.equal([])
  })

  it('are read on what is filled', () => {
    const fills = ['accent', 'good', 'danger'].flatMap((name) => [`${name}-fill`, `${name}-fill-over`])
    const bands = ['exercise', 'test'].flatMap((name) => [`${name}-fill`, `${name}-band`])
    expect(short(['on-fill'], [...fills, ...bands], TEXT)).to.deep.equal([])
    expect(short(['on-caution'], ['caution-fill'], TEXT)).to.deep.equal([])
  })

  it('mark what can be used, what has the focus, and how something stands', () => {
    expect(short(['edge-strong', 'accent'], SURFACES, SIGN)).to.deep.equal([])
    expect(
      short(['lamp-green', 'lamp-amber', 'lamp-red', 'lamp-off'], ['ground', 'surface', 'raised'], SIGN),
    ).to.deep.equal([])
  })

  it('are read on a picture, be it white or black', () => {
    const inks = ['picture-ink', 'picture-ink-soft', 'picture-good', 'picture-caution', 'picture-danger']
    const found = inks.flatMap((name) =>
      ['#ffffff', '#000000'].flatMap((picture) => {
        const below = parseColour(picture)
        const back = below && over(colour('picture-caption', 'dark'), below)
        const contrast = back === undefined ? 0 : contrastOf(colour(name, 'dark'), back)
        return contrast >= TEXT ? [] : [`${name} over ${picture}: ${contrast.toFixed(2)}`]
      }),
    )
    expect(found).to.deep.equal([])
    expect(short(inks.slice(0, 2), ['picture-ground', 'picture-raised'], TEXT)).to.deep.equal([])
  })

  it('are read wherever one rule names both', () => {
    const token = (body: string, property: string): string | undefined =>
      new RegExp(`(?:^|[;\\s])${property}:\\s*var\\(--([\\w-]+)\\)\\s*;`).exec(body)?.[1]
    const found = rules.flatMap(({ file, selector, body }) => {
      const [front, back] = [token(body, 'color'), token(body, 'background') ?? token(body, 'background-color')]
      if (front === undefined || back === undefined) return []
      // What lies on a picture is seen through.
      if (back === 'picture-caption') return []
      return short([front], [back], TEXT).map((pair) => `${file} ${selector}: ${pair}`)
    })
    expect(found).to.deep.equal([])
  })

  it('are named by what they mean: no rule outside of the tokens has a colour of its own', () => {
    const found = rules
      .filter(({ file }) => !file.endsWith('tokens.css'))
      .flatMap(({ file, selector, body }) =>
        [...body.matchAll(/[\w-]+:[^;]*(?:#[\da-f]{3,8}\b|\b(?:rgb|hsl)a?\()[^;]*/gi)].map(
          ([declaration]) => `${file} ${selector}: ${declaration.trim()}`,
        ),
      )
    expect(found).to.deep.equal([])
  })
  it('stand on one scale of space and one of type', () => {
    const found = rules
      .filter(({ file }) => !file.endsWith('tokens.css'))
      .flatMap(({ file, selector, body }) =>
        [
          ...body.matchAll(/(?:^|[\s;])((?:font-size|gap|row-gap|column-gap|padding[\w-]*|margin[\w-]*):[^;]*)/g),
        ].flatMap(([, declaration = '']) =>
          /[\s(]\d*\.?\d+(?:px|rem)\b/.test(declaration) ? [`${file} ${selector}: ${declaration}`] : [],
        ),
      )
    expect(found).to.deep.equal([])
  })
})
