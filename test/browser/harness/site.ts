import axe from 'axe-core'
import { chromium, type Browser, type Page, type ViewportSize } from 'playwright-core'
import { CHROMIUM, CHROMIUM_FLAGS } from '../chromium.ts'
import type { StateName } from './build.ts'
import { serveHarness, type ServedHarness } from './serve.ts'

const FLAGS = [...CHROMIUM_FLAGS, '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream']
export const SIZES = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }

/** The screens in every state, at an address of their own, and the browser that looks at them. */
export class HarnessSite {
  readonly browser: Browser
  readonly #served: ServedHarness
  readonly #complaints: string[] = []

  static async open(): Promise<HarnessSite> {
    const [browser, served] = await Promise.all([
      chromium.launch({ executablePath: CHROMIUM, args: FLAGS }),
      serveHarness({ 'axe.js': { mimeType: 'text/javascript; charset=utf-8', content: axe.source } }),
    ])
    return new HarnessSite(browser, served)
  }

  private constructor(browser: Browser, served: ServedHarness) {
    this.browser = browser
    this.#served = served
  }

  async page(viewport: ViewportSize = SIZES.desk): Promise<Page> {
    const page = await this.browser.newPage({ viewport })
    page.on('pageerror', (error) => this.#complaints.push(String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error') this.#complaints.push(message.text())
    })
    return page
  }

  async show(page: Page, state: StateName, theme: 'dark' | 'light' = 'dark'): Promise<void> {
    await page.goto(`${this.#served.origin}/?state=${state}&theme=${theme}`)
    await page.locator('html[data-ready]').waitFor({ state: 'attached' })
  }

  /** What pages threw, or complained of in their consoles, since this was asked last. */
  complaints(): string[] {
    return this.#complaints.splice(0)
  }

  async close(): Promise<void> {
    await this.browser.close()
    this.#served.close()
  }
}
