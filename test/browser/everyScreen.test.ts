import type axe from 'axe-core'
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { LANGUAGES } from '../../client/languages/languages.ts'
import { STATE_NAMES, type StateName } from './harness/build.ts'
import { misfits } from './harness/misfits.ts'
import { HarnessSite, SIZES } from './harness/site.ts'

const RULES = {
  every: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  /** A theme is the colours that `light-dark()` chooses from and nothing else, and these are the rules that look at colours. */
  ofColours: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
} satisfies Record<string, axe.RunOnly>
const RULES_IN = { dark: RULES.every, light: RULES.ofColours } as const

interface Finding {
  readonly rule: string
  readonly at: string
}

/** The smallest desk, a tablet upright, a phone. */
const TIGHT_SIZES = {
  desk: { width: 1280, height: 720 },
  tablet: { width: 820, height: 1180 },
  phone: SIZES.phone,
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
  'incoming-priority',
  'ringing-out',
  'call-fetching',
  'call-up',
  'call-six',
  'call-asked-to-mute',
  'call-and-ring',
  'call-aside-and-ring',
  'call-desk',
  'call-desk-none',
  'records',
  'record',
  'exceptions-none',
  'roll-call-open',
])
/** Marks of Latin script after Japanese, which has its own: a screen has joined there what a language should. */
const FOREIGN_MARKS =
  /.{0,12}[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}）][,;:.](?:\s|$)| \([\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/gmu
/** What a finger presses: WCAG 2.5.5. */
const TARGET_PX = 44

// Every state is brought about once, and looked at in every way: to bring it about is most of the work.
describe('every screen', function () {
  this.timeout(120_000)
  let site: HarnessSite
  let page: Page

  before(async () => {
    site = await HarnessSite.open()
    page = await site.page()
  })
  after(async () => await site?.close())

  const findings = async (theme: keyof typeof RULES_IN): Promise<Finding[]> =>
    await page.evaluate(async (runOnly) => {
      const found = await (window as unknown as { axe: typeof axe }).axe.run({
        runOnly,
        // How the parts are that nothing is wrong with takes half of the time to tell, and is not asked for.
        resultTypes: ['violations'],
        // Style sheets are read for one rule alone, which is none of these.
        preload: { assets: ['media'] },
      })
      return found.violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target }) => ({ rule: id, at: target.join(' ') })),
      )
    }, RULES_IN[theme])

  for (const state of STATE_NAMES) {
    describe(state, () => {
      before(async () => {
        await page.emulateMedia({ reducedMotion: null })
        await page.setViewportSize(SIZES.desk)
        await site.show(page, state)
      })

      it('nothing that WCAG 2.2 AA forbids, at both sizes and in both themes', async () => {
        await page.addScriptTag({ url: '/axe.js' })
        for (const size of Object.values(SIZES)) {
          await page.setViewportSize(size)
          for (const theme of ['dark', 'light'] as const) {
            await page.evaluate((shown) => void (document.documentElement.dataset['theme'] = shown), theme)
            expect(await findings(theme), `${theme}, ${size.width} wide`).to.deep.equal([])
          }
          const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
          expect(wider, 'scrolls sideways').to.be.at.most(0)
        }
        expect(site.complaints()).to.deep.equal([])
      })

      if (ALIKE.has(state)) return
      it('no text is cut or overflows in any language, and a finger hits what is pressed', async () => {
        const found: string[] = []
        await page.emulateMedia({ reducedMotion: 'reduce' })
        for (const language of LANGUAGES) {
          await page.evaluate((detail) => window.dispatchEvent(new CustomEvent('speak', { detail })), language)
          await page.locator(`html[data-spoken="${language}"]`).waitFor({ state: 'attached' })
          if (language === 'ja') {
            const said = await page.locator('body').innerText()
            found.push(...[...said.matchAll(FOREIGN_MARKS)].map(([mark]) => `ja: foreign mark in “${mark}”`))
          }
          for (const [name, size] of Object.entries(TIGHT_SIZES)) {
            await page.setViewportSize(size)
            await page.evaluate(async () => void (await document.fonts.ready))
            const here = await page.evaluate(misfits, name === 'desk' ? 0 : TARGET_PX)
            found.push(...here.map((misfit) => `${language} ${name}: ${misfit}`))
          }
        }
        expect(found).to.deep.equal([])
        expect(site.complaints()).to.deep.equal([])
      })
    })
  }
})
