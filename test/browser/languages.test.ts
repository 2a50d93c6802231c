import { expect } from 'chai'
import { en } from '../../client/languages/en.ts'
import { ja } from '../../client/languages/ja.ts'
import { ko } from '../../client/languages/ko.ts'
import type { TestBrowser } from './browsers.ts'
import { Softphone } from './hotline/softphone.ts'
import { HotlineStage } from './hotline/stage.ts'
import { inOneStory } from './hotline/story.ts'

/** How the line of the leaders is called in each language. */
const SPOKEN = {
  en: { t: en, name: 'English', line: 'Leaders', party: 'Republic of Korea' },
  ko: { t: ko, name: '한국어', line: '정상급', party: '대한민국' },
  ja: { t: ja, name: '日本語', line: '首脳', party: '韓国' },
} as const

describe('A console in three languages', function () {
  this.timeout(60_000)
  let stage: HotlineStage
  let browser: TestBrowser
  let principal: Softphone

  before(async () => {
    stage = await HotlineStage.open()
    browser = await stage.browser('kr')
  })
  inOneStory(() => stage)
  after(async () => await stage?.close())

  const shown = async ({ page }: Softphone): Promise<string | null> => await page.locator('html').getAttribute('lang')

  it('has its sign-in page in the language of the browser, and loads no other', async () => {
    const context = await browser.browser.newContext({ locale: 'ja-JP' })
    const loaded: string[] = []
    context.on('request', (request) => loaded.push(new URL(request.url()).pathname))
    const japanese = await Softphone.open(context, stage.installation, 'jp-watch')
    await japanese.button(ja.signIn.signIn).waitFor()
    expect(await shown(japanese)).to.equal('ja')
    expect(loaded.filter((path) => /\/ja-[^/]+\.js$/.test(path))).to.have.lengthOf(1)
    expect(loaded.filter((path) => /\/(?:en|ko)-[^/]+\.js$/.test(path))).to.deep.equal([])
    await japanese.button(SPOKEN.ko.name).click()
    await japanese.button(ko.signIn.signIn).waitFor()
    expect(await shown(japanese)).to.equal('ko')
    await context.close()
  })

  it('changes at once and as a whole, without a new page, and keeps what it has', async () => {
    principal = await stage.signIn(browser, 'kr-principal')
    const { page } = principal
    await page.evaluate(() => (document.documentElement.dataset['same'] = 'yes'))
    for (const language of ['ja', 'ko', 'en'] as const) {
      const { t, name, line, party } = SPOKEN[language]
      await page.locator('a[href="#/settings"]').click()
      await principal.button(name).click()
      await page.getByRole('heading', { name: t.settings.title, exact: true }).waitFor()
      expect(await shown(principal)).to.equal(language)
      await page.getByRole('link', { name: t.places.console, exact: true }).click()
      await principal.button(t.console.arm).waitFor()
      await principal.button(t.console.call, principal.line(line)).waitFor()
      await principal
        .line(line)
        .getByRole('group', { name: t.texts.title })
        .getByRole('log', { name: t.texts.messages })
        .waitFor()
      await principal.line(line).getByRole('list', { name: t.board.parties }).getByText(party).first().waitFor()
      await principal.button(t.signOut).waitFor()
    }
    expect(await page.locator('html').getAttribute('data-same'), 'it is the same page still').to.equal('yes')
    expect(principal.complaints).to.deep.equal([])
  })

  it('is kept for its person on this machine, and is nobody else’s', async () => {
    await principal.page.locator('a[href="#/settings"]').click()
    await principal.button(SPOKEN.ko.name).click()
    await principal.page.reload()
    await principal.button(ko.signOut).waitFor()
    expect(await shown(principal)).to.equal('ko')
    await principal.button(ko.signOut).click()
    await principal.page.getByLabel(ko.signIn.username).fill('kr-watch')
    await principal.page.getByLabel(ko.signIn.password).fill(await stage.installation.password('kr-watch'))
    await principal.button(ko.signIn.signIn).click()
    await principal.button(en.signOut).waitFor()
    expect(await shown(principal)).to.equal('en')
  })
})
