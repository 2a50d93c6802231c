import type { BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { eventually } from './patience.ts'
import type { Marking, Precedence } from '../../../server/protocol/words.ts'
import { en } from '../../../client/languages/en.ts'
import type { TestBrowser } from '../browsers.ts'
import type { Installation } from './installation.ts'
import { installProbe } from './probe.ts'

export interface Picture {
  readonly label: string
  readonly height: number
  readonly frames: number
}

/** Louder than this in the ears is heard; quieter than the other is not there. What lies between is neither. */
const HEARD_DB = -45
const ABSENT_DB = -60
/** Between the two strokes of the tone with which a console is tried there are 200 ms. */
const LONGER_THAN_A_STROKE_PAUSES_MS = 400
/** Of voices that do not pause. */
const UNBROKEN_MS = 300
/** Two bursts and the pauses after them. */
const LISTEN_MS = 1_200

export interface SoftphoneOptions {
  readonly installation: Installation
  readonly browser: TestBrowser
  readonly username: string
  readonly context?: BrowserContextOptions
  /** Before anything is opened in it. */
  readonly prepare?: (context: BrowserContext) => Promise<void>
}

/** Somebody at a softphone in a real browser: sees and does only what a person could, and listens with a probe. */
export class Softphone {
  readonly page: Page
  readonly username: string
  /** What the page complained of in its console, or threw. */
  readonly complaints: string[] = []

  /** Opens the page and signs in; `url` may name a place in it. */
  static async signIn(options: SoftphoneOptions): Promise<Softphone> {
    const { installation, browser, username } = options
    const context = await browser.browser.newContext(options.context)
    await options.prepare?.(context)
    const phone = await Softphone.open(context, installation, username)
    await phone.page.getByLabel('Username').fill(username)
    await phone.page.getByLabel('Password').fill(await installation.password(username))
    await phone.button('Sign in').click()
    await phone.button('Sign out').waitFor()
    return phone
  }

  /** Opens a page of somebody who may be signed in already, as another tab is. */
  static async open(context: BrowserContext, installation: Installation, username: string): Promise<Softphone> {
    const page = await context.newPage()
    const phone = new Softphone(page, username)
    await page.addInitScript(installProbe)
    await page.goto(installation.url(username.slice(0, 2)))
    return phone
  }

  private constructor(page: Page, username: string) {
    this.page = page
    this.username = username
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(`${message.text()} (${message.location().url})`)
    })
    page.on('pageerror', (error) => this.complaints.push(String(error)))
  }

  button(name: string | RegExp, inside: Page | Locator = this.page): Locator {
    return inside.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
  }

  line(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true })
  }

  get incoming(): Locator {
    return this.page.getByRole('dialog', { name: /^Incoming call from / })
  }

  text(words: string | RegExp): Locator {
    return this.page.getByText(words)
  }

  /** Somebody's line of the roster; a ring above it may name them too. */
  rosterOf(name: string): Locator {
    return this.page
      .getByRole('complementary', { name: en.call.roster })
      .locator('.roster-leg')
      .filter({ hasText: name })
  }

  /** Arms the console, and waits until its lines are warm and the tone that it was tried with is over. */
  async arm(): Promise<void> {
    await this.button('Arm console').click()
    const lamps = this.page.getByRole('region', { name: en.console.lamps }).getByRole('listitem')
    await lamps
      .filter({ hasText: en.console.lampName('warm-lines') })
      .filter({ hasText: en.console.colours.green })
      .waitFor()
    const loudest = async () =>
      await this.page.evaluate(async (ms) => await window.hotlineProbe.ownSound(ms), LONGER_THAN_A_STROKE_PAUSES_MS)
    await eventually('the tone is over', async () => (await loudest()) < 0.001)
  }

  /** What a call of that line is to be: of a precedence, with a marking. */
  choice(line: string, what: string): Locator {
    return this.line(line).getByLabel(what, { exact: true })
  }

  /** As what stands chosen there, where nothing else is said. */
  async place(line: string, as: { readonly precedence?: Precedence; readonly marking?: Marking } = {}): Promise<void> {
    if (as.precedence) await this.choice(line, en.console.precedence).selectOption(as.precedence)
    if (as.marking) await this.choice(line, en.console.marking).selectOption(as.marking)
    await this.button('Call now', this.line(line)).click()
  }

  async answer(): Promise<void> {
    await this.button('Answer', this.incoming).click()
  }

  async join(line: string): Promise<void> {
    await this.button('Join', this.line(line)).click()
  }

  /** The first press asks, the second ends. */
  async end(): Promise<void> {
    const sure = this.button(en.call.endSure)
    await this.button('End call').click()
    await sure.click()
    // On a machine so slow that the question was withdrawn before that press, it has asked anew.
    await this.page.evaluate(async () => await new Promise(requestAnimationFrame))
    if (await sure.isVisible()) await sure.click()
  }

  /** The pictures of others that are on the screen. */
  async pictures(): Promise<Picture[]> {
    return await this.page.locator('video[aria-label]').evaluateAll(
      (elements, own) =>
        elements.flatMap((element) => {
          const label = element.getAttribute('aria-label') ?? ''
          if (!(element instanceof HTMLVideoElement) || own.includes(label)) return []
          return [{ label, height: element.videoHeight, frames: element.getVideoPlaybackQuality().totalVideoFrames }]
        }),
      [en.call.selfView, en.call.ownScreen],
    )
  }

  /** Whether the picture of that label moves: it shows frames that it did not show a moment before. */
  async moves(label: string, withinMs = 20_000): Promise<void> {
    const framesOf = async () => (await this.pictures()).find((picture) => picture.label === label)?.frames ?? 0
    const before = await framesOf()
    await eventually(`${this.username} sees ${label} move`, async () => (await framesOf()) > before + 5, withinMs)
  }

  /** Waits until exactly these of all pitches are heard, in two windows one after the other. */
  async hears(pitchesHz: readonly number[], allHz: readonly number[], withinMs = 20_000): Promise<void> {
    let last: number[] = []
    const isSo = async () => {
      const found = await this.page.evaluate(
        async ([all, wanted, windowMs, heardDb, absentDb]) => {
          const isHeard = (levels: number[]): boolean =>
            levels.every((level, at) => (wanted.includes(all[at] ?? 0) ? level > heardDb : level < absentDb))
          const levels = await window.hotlineProbe.hear(all, windowMs, isHeard)
          return { levels, isHeard: isHeard(levels) }
        },
        [allHz, pitchesHz, LISTEN_MS, HEARD_DB, ABSENT_DB] as const,
      )
      last = found.levels
      return found.isHeard
    }
    try {
      await eventually('it is heard', isSo, withinMs)
    } catch (cause) {
      const levels = allHz.map((hz, at) => `${hz} Hz at ${last[at]?.toFixed(0)} dB`).join(', ')
      const players = await this.page.evaluate(() => window.hotlineProbe.players())
      const wanted = pitchesHz.join(' and ')
      throw new Error(`${this.username} should hear only ${wanted} Hz, and hears ${levels} (${players}).`, { cause })
    }
  }

  /** Waits until these pitches are played as loud as that, 0 to 1, and no other of all, in two windows one after the other. */
  async plays(volumes: ReadonlyMap<number, number>, allHz: readonly number[]): Promise<void> {
    let last: number[] = []
    const wanted = allHz.map((hz) => volumes.get(hz) ?? 0)
    const isSo = async () => {
      const found = await this.page.evaluate(
        async ([all, loud, windowMs, heardDb]) => {
          const isPlayed = (levels: number[]): boolean => levels.every((level, at) => level === loud[at])
          const levels = await window.hotlineProbe.volumes(all, windowMs, heardDb, isPlayed)
          return { levels, isPlayed: isPlayed(levels) }
        },
        [allHz, wanted, UNBROKEN_MS, ABSENT_DB] as const,
      )
      last = found.levels
      return found.isPlayed
    }
    await eventually('it is played', isSo).catch((cause: unknown) => {
      const said = (all: readonly number[]) => all.map((volume, at) => `${allHz[at]} Hz at ${volume}`).join(', ')
      throw new Error(`${this.username} should hear ${said(wanted)}, and hears ${said(last)}.`, { cause })
    })
  }

  /** Waits until all of these pitches are heard again out of the record, at once or one after the other. */
  async hearsAgain(pitchesHz: readonly number[]): Promise<void> {
    const heard = new Set<number>()
    await eventually(`${this.username} hears again ${pitchesHz.join(' and ')} Hz`, async () => {
      const levels = await this.page.evaluate(
        async ([all, windowMs]) => await window.hotlineProbe.hearAgain(all, windowMs),
        [pitchesHz, LISTEN_MS] as const,
      )
      for (const [at, pitchHz] of pitchesHz.entries()) if ((levels[at] ?? -200) > HEARD_DB) heard.add(pitchHz)
      return heard.size === pitchesHz.length
    })
  }

  /** Waits until the page's own sound (a ringing tone, say) is put out, or is not for longer than any tone pauses. */
  async ownSound(sounds: boolean, withinMs = 20_000): Promise<void> {
    const loudest = async (windowMs: number) =>
      await this.page.evaluate(async (ms) => await window.hotlineProbe.ownSound(ms), windowMs)
    const isSo = sounds ? async () => (await loudest(250)) > 0.05 : async () => (await loudest(4_500)) < 0.001
    await eventually(`${this.username} ${sounds ? 'sounds' : 'is silent'}`, isSo, withinMs)
  }

  async transports() {
    return await this.page.evaluate(async () => await window.hotlineProbe.transports())
  }
}
