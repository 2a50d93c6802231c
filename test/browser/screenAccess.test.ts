import type axe from 'axe-core'
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { STATE_NAMES } from './harness/build.ts'
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

describe('the screens, to whoever uses them', function () {
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
    it(`${state}: nothing that WCAG 2.2 AA forbids, at both sizes and in both themes`, async () => {
      await page.setViewportSize(SIZES.desk)
      await site.show(page, state)
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
  }
})
