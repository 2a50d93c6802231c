import { expect } from 'chai'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'vite'
import { LANGUAGES } from '../../client/languages/languages.ts'

/** Issue 2, section 6: all that the console loads at first, compressed. */
const FIRST_LOAD_BYTES = 200_000

describe('the built client', function () {
  this.timeout(60_000)
  let folder: string
  let page: string

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'ringdown-client-'))
    await build({
      configFile: path.resolve('vite.config.ts'),
      logLevel: 'error',
      build: { outDir: folder, emptyOutDir: true },
    })
    page = await readFile(path.join(folder, 'index.html'), 'utf8')
  })
  after(() => rm(folder, { recursive: true, force: true }))

  it('loads a console with less than 200 kB, compressed in all', async () => {
    const files = [...page.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, name]) => name ?? '')
    expect(files.filter((name) => name.endsWith('.js')).length).to.be.greaterThan(0)
    const language = await withImports('en')
    const sizes = await Promise.all(
      ['index.html', ...new Set([...files, ...language])].map(
        async (name) => (await stat(path.join(folder, `${name}.gz`))).size,
      ),
    )
    const fonts = await Promise.all(
      (await fontsOfEnglish()).map(async (name) => (await stat(path.join(folder, name))).size),
    )
    const total = [...sizes, ...fonts].reduce((sum, size) => sum + size, 0)
    expect(total).to.be.greaterThan(50_000)
    expect(total).to.be.lessThan(FIRST_LOAD_BYTES)
  })

  it('knows of no Korean or Japanese letters until they are needed, and has them all', async () => {
    const names = await readdir(path.join(folder, 'assets'))
    for (const script of ['noto-sans-kr', 'noto-sans-jp']) {
      expect(await styles(), script).not.to.include(script)
      expect(names.filter((name) => name.startsWith(script)).length, script).to.be.greaterThan(100)
    }
  })

  const styles = async (): Promise<string> => {
    const [, name = ''] = /href="\.\/([^"]+\.css)"/.exec(page) ?? []
    return await readFile(path.join(folder, name), 'utf8')
  }

  /** Of the letters that every English page has: two weights. Accented ones are fetched where there are any. */
  async function fontsOfEnglish(): Promise<readonly string[]> {
    const found = [...(await styles()).matchAll(/url\(\.\/(noto-sans-latin-\d+-normal-[^)]+\.woff2)\)/g)]
    expect(found).to.have.lengthOf(2)
    return found.map(([, name]) => `assets/${name}`)
  }

  /** The files of the sentences that a console loads at its start, of which the page does not know which. */
  async function withImports(language: string): Promise<readonly string[]> {
    const names = await readdir(path.join(folder, 'assets'))
    const found = names.filter((name) => name.startsWith(`${language}-`) && name.endsWith('.js'))
    expect(found, language).to.have.lengthOf(1)
    const text = await readFile(path.join(folder, 'assets', found[0] ?? ''), 'utf8')
    const imported = [...text.matchAll(/from\s*["'`]\.\/([^"'`]+)["'`]/g)].map(([, name]) => name ?? '')
    return [...found, ...imported].map((name) => `assets/${name}`)
  }

  it('has each language in a file of its own, that the page does not name', async () => {
    for (const language of LANGUAGES) {
      const [file] = await withImports(language)
      expect(page).not.to.include(file)
    }
  })

  it('loads the records screens only when they are opened', () => {
    expect(page).not.to.match(/Records|records/)
  })

  it('names no other host and puts no script into the page', () => {
    expect(page).not.to.match(/https?:\/\//)
    expect(page).not.to.match(/<script(?![^>]*\ssrc=)/)
    expect(page).not.to.match(/<style|\son\w+=/)
  })
})
