import { rm } from 'node:fs/promises'
import type { BrowserContext } from 'playwright-core'
import { TestBrowser, type BrowserOptions } from '../browsers.ts'
import { writeSpeechLike } from '../media/speechLike.ts'
import { Installation } from './installation.ts'
import { PEOPLE, pitchOf, type Somebody } from './people.ts'
import { Softphone } from './softphone.ts'

/** A running installation, and the browsers around it. Everything on it ends with it. */
export class HotlineStage {
  readonly installation: Installation
  readonly #browsers = new Set<TestBrowser>()
  readonly #folders: string[] = []
  readonly #microphones = new Map<Somebody, string>()
  readonly #unbroken: boolean

  /** `unbroken` voices never pause. */
  static async open({ unbroken = false } = {}): Promise<HotlineStage> {
    return new HotlineStage(await Installation.start(), unbroken)
  }

  private constructor(installation: Installation, unbroken: boolean) {
    this.installation = installation
    this.#unbroken = unbroken
  }

  /** A browser process at which somebody's voice is the microphone. */
  async browser(who: Somebody, options: Partial<BrowserOptions> = {}): Promise<TestBrowser> {
    const browser = await TestBrowser.start({
      authorityFile: this.installation.authorityFile,
      microphoneFile: await this.#microphone(who),
      ...options,
    })
    this.#browsers.add(browser)
    return browser
  }

  /** Somebody signs in at a browser, by default as themselves. */
  async signIn(
    browser: TestBrowser,
    username: string,
    prepare?: (context: BrowserContext) => Promise<void>,
  ): Promise<Softphone> {
    const { installation } = this
    // What is drawn without a graphics card is drawn by the two cores that carry everything else.
    const context = { acceptDownloads: true, viewport: { width: 1024, height: 640 } }
    return await Softphone.signIn({ installation, browser, username, context, ...(prepare && { prepare }) })
  }

  /** A browser of their own, and they signed in at it. */
  async seat(
    who: Somebody,
    options: Partial<BrowserOptions> = {},
  ): Promise<{ readonly browser: TestBrowser; readonly phone: Softphone }> {
    const browser = await this.browser(who, options)
    return { browser, phone: await this.signIn(browser, PEOPLE[who].username) }
  }

  /** The process of a browser is killed. */
  async kill(browser: TestBrowser): Promise<void> {
    this.#browsers.delete(browser)
    await browser.kill()
  }

  async close(): Promise<void> {
    await Promise.all([...this.#browsers].map(async (browser) => await browser.close()))
    await this.installation.close()
    await Promise.all(this.#folders.map(async (folder) => await rm(folder, { recursive: true, force: true })))
  }

  async #microphone(who: Somebody): Promise<string> {
    const known = this.#microphones.get(who)
    if (known !== undefined) return known
    const { folder, file } = await writeSpeechLike(pitchOf(who), { unbroken: this.#unbroken })
    this.#folders.push(folder)
    this.#microphones.set(who, file)
    return file
  }
}
