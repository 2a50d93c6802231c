import { expect } from 'chai'
import { chromium, type Browser, type Page } from 'playwright-core'
import { LANGUAGES } from '../../client/languages/languages.ts'
import { STATE_NAMES, type StateName } from './harness/build.ts'
import { serveHarness, type ServedHarness } from './harness/serve.ts'
import { misfits } from './harness/misfits.ts'

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run']
/** The smallest desk, a tablet upright, a phone. */
const SIZES = {
  desk: { width: 1280, height: 720 },
  tablet: { width: 820, height: 1180 },
  phone: { width: 390, height: 844 },
}
/** They are made of the same parts as another one that says more: looking at these as well costs time and finds nothing. */
const ALIKE: ReadonlySet<StateName> = new Set([
  'sign-in',
  'console-not-armed',
  'console-armed',
  'console-testing',
  'console-missed-insists',
  'console-join',
  'console-joins-only',
  'console-on-hold',
  'console-exercise',
  'incoming',
  'ringing-out',
  'call-fetching',
  'call-up',
  'call-six',
  'call-asked-to-mute',
  'call-and-ring',
  'call-desk',
  'call-desk-none',
  'records',
  'record',
  'exceptions-none',
  'roll-call-open',
])
/** What a finger presses: WCAG 2.5.5. */
const TARGET_PX = 44

describe('in every language and at every size', function () {
  this.timeout(120_000)
  let harness: ServedHarness
  let browser: Browser
  let page: Page

  before(async () => {
    harness = await serveHarness()
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS })
    page = await browser.newPage()
    await page.emulateMedia({ reducedMotion: 'reduce' })
  })
  after(async () => {
    await browser.close()
    harness.close()
  })

  for (const state of STATE_NAMES) {
    if (ALIKE.has(state)) continue
    it(`${state}: no text is cut or overflows, and a finger hits what is pressed`, async () => {
      const found: string[] = []
      await page.setViewportSize(SIZES.desk)
      await page.goto(`${harness.origin}/?state=${state}`)
      await page.locator('html[data-ready]').waitFor({ state: 'attached' })
      for (const language of LANGUAGES) {
        await page.evaluate((detail) => window.dispatchEvent(new CustomEvent('speak', { detail })), language)
        await page.locator(`html[data-spoken="${language}"]`).waitFor({ state: 'attached' })
        for (const [name, size] of Object.entries(SIZES)) {
          await page.setViewportSize(size)
          const here = await page.evaluate(misfits, name === 'desk' ? 0 : TARGET_PX)
          found.push(...here.map((misfit) => `${language} ${name}: ${misfit}`))
        }
      }
      expect(found).to.deep.equal([])
    })
  }
})
