import { expect } from 'chai'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { LANGUAGES } from '../../client/languages/languages.ts'
import { bundlesOf, FIRST_LOAD_BYTES, firstLoad, namedByPage, overBudget, sentencesOf } from '../../scripts/bundles.mjs'
import { projectFolder } from '../../scripts/folders.mjs'
import { ensureClient } from '../../scripts/setUp/clientBuild.mjs'

describe('the built client', function () {
  this.timeout(60_000)
  const folder = path.join(projectFolder, 'client', 'dist')
  let page: string

  before(async () => {
    await ensureClient()
    page = await readFile(path.join(folder, 'index.html'), 'utf8')
  })

  it('loads a console with less than 200 kB, compressed in all', () => {
    expect(namedByPage(folder).filter((name) => name.endsWith('.js')).length).to.be.greaterThan(0)
    expect(FIRST_LOAD_BYTES).to.equal(200_000)
    expect(firstLoad(folder).bytes).to.be.greaterThan(50_000)
    expect(firstLoad(folder).bytes).to.be.lessThan(FIRST_LOAD_BYTES)
  })

  it('has every part within its budget, and is told in a sentence of one that is not', () => {
    const bundles = bundlesOf(folder)
    expect(overBudget(bundles)).to.deep.equal([])
    const parts = new Set(bundles.map(({ part }) => part))
    expect([...parts]).to.have.members([
      'the first load of an English console',
      'the sentences of a language',
      'what carries sound and pictures',
      'where Korean letters are',
      'where Japanese letters are',
      'a subset of a font',
      'a part that is loaded later',
    ])
    expect(overBudget([{ part: 'a part', file: 'a.js', bytes: 12, mostBytes: 10 }])).to.deep.equal([
      'a part (a.js) has 12 bytes, 2 more than its budget in scripts/bundles.mjs allows.',
    ])
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

  it('has each language in a file of its own, that the page does not name', () => {
    for (const language of LANGUAGES) {
      const [file] = sentencesOf(folder, language)
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
