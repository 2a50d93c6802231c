import { expect } from 'chai'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'vite'

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
    const sizes = await Promise.all(
      ['index.html', ...files].map(async (name) => (await stat(path.join(folder, `${name}.gz`))).size),
    )
    const total = sizes.reduce((sum, size) => sum + size, 0)
    expect(total).to.be.greaterThan(50_000)
    expect(total).to.be.lessThan(FIRST_LOAD_BYTES)
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
