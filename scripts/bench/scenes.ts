import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { en } from '../../client/languages/en.ts'
import { PEOPLE } from '../../test/browser/hotline/people.ts'
import type { TestBrowser } from '../../test/browser/browsers.ts'
import type { Softphone } from '../../test/browser/hotline/softphone.ts'
import type { HotlineStage } from '../../test/browser/hotline/stage.ts'
import { installStopwatch, type StopwatchWords } from './stopwatch.ts'

const LINE = 'Leaders'
const WORDS: StopwatchWords = {
  ownPictures: [en.call.selfView, en.call.ownScreen],
  usableButton: en.console.arm,
}
/** Between what is measured, so that one thing has settled before the next begins. */
const SETTLE_MS = 1_500

export type Three = Readonly<Record<'kr' | 'jp' | 'us', Softphone>>

/** A page that has a stopwatch from its next navigation on. */
async function withStopwatch(page: Page): Promise<void> {
  await page.addInitScript(installStopwatch, WORDS)
}

/** A console with a stopwatch, armed. */
async function armed(phone: Softphone): Promise<Softphone> {
  await withStopwatch(phone.page)
  await phone.page.reload()
  await phone.arm()
  return phone
}

export interface Opened {
  readonly three: Three
  readonly browsers: Readonly<Record<keyof Three, TestBrowser>>
}

/** Two browsers, each with one console of the line: the only two that are armed, so that each has a core. */
export async function openTwo(
  stage: HotlineStage,
  cameraFps: number,
): Promise<Readonly<Record<'kr' | 'jp', Softphone>>> {
  const [kr, jp] = [await stage.seat('kr', { cameraFps }), await stage.seat('jp', { cameraFps })]
  return { kr: await armed(kr.phone), jp: await armed(jp.phone) }
}

/** Three browsers, each with one console of the line, signed in and armed. */
export async function openThree(stage: HotlineStage, cameraFps: number): Promise<Opened> {
  const [kr, jp, us] = [
    await stage.seat('kr', { cameraFps }),
    await stage.seat('jp', { cameraFps }),
    await stage.seat('us', { cameraFps }),
  ]
  return {
    three: { kr: await armed(kr.phone), jp: await armed(jp.phone), us: await armed(us.phone) },
    browsers: { kr: kr.browser, jp: jp.browser, us: us.browser },
  }
}

/** The watch officers of the other two parties, at consoles of their own in the same browsers, armed. */
export async function openWatch(stage: HotlineStage, { browsers: { jp, us } }: Opened): Promise<readonly Softphone[]> {
  return [await armed(await stage.signIn(jp, 'jp-watch')), await armed(await stage.signIn(us, 'us-watch'))]
}

const reset = async (phones: readonly Softphone[]): Promise<void> => {
  await Promise.all(phones.map(async ({ page }) => await page.evaluate(() => window.stopwatch.reset())))
}
const clickedAt = async ({ page }: Softphone): Promise<number> =>
  await page.evaluate(() => window.stopwatch.clickedAtMs)
const heights = async ({ page }: Softphone): Promise<number[]> => await page.evaluate(() => window.stopwatch.heights())

/** Korea calls; from its click until the tone is put out at all others. */
export async function measureRing(kr: Softphone, others: readonly Softphone[]): Promise<number> {
  await reset([kr, ...others])
  const sounding = Promise.all(
    others.map(async ({ page }) => await page.evaluate(async () => await window.stopwatch.sounding())),
  )
  await kr.place(LINE)
  return Math.max(...(await sounding)) - (await clickedAt(kr))
}

/** Korea gives up; it rings nowhere any more. */
export async function cancelCall(kr: Softphone, others: readonly Softphone[]): Promise<void> {
  await kr.button(en.ring.cancel).click()
  await Promise.all(others.map(async ({ incoming }) => await incoming.waitFor({ state: 'hidden' })))
  await kr.line(LINE).waitFor()
  await sleep(SETTLE_MS)
}

/** All are on the air of a test by then, and it goes on for twice as long. */
const TEST_UNDER_WAY_MS = 3_000

/** Korea has the line tested; from here on all three consoles send and are sent synthetic media, and nobody is rung. */
export async function startTest({ kr, jp, us }: Three): Promise<void> {
  const card = (phone: Softphone) => phone.line(LINE).getByRole('group', { name: en.lineTest.title })
  await kr.button(en.lineTest.start, card(kr)).click()
  await Promise.all([kr, jp, us].map(async (phone) => await card(phone).getByText(en.lineTest.running).waitFor()))
  await sleep(TEST_UNDER_WAY_MS)
}

export interface Answered {
  readonly picturesMs: number
  readonly soundMs: number
  readonly heightsAtFirst: readonly number[]
  readonly heightsAfter1s: readonly number[]
  readonly heightsAfter10s: readonly number[]
}

/** The United States answer, and are seen; then Japan answers: from that click until both others are shown and heard. */
export async function measureAnswer(
  { kr, jp, us }: Three,
  { watchMs }: { readonly watchMs: number },
): Promise<Answered> {
  await us.answer()
  await kr.page.evaluate(async () => await window.stopwatch.shown(1))
  await sleep(SETTLE_MS)
  const shown = jp.page.evaluate(async () => await window.stopwatch.shown(2))
  const heard = jp.page.evaluate(async () => await window.stopwatch.heard(2))
  await jp.answer()
  const [pictures, soundAtMs] = await Promise.all([shown, heard])
  const answeredAtMs = await clickedAt(jp)
  await sleep(Math.max(0, pictures.atMs + 1_000 - Date.now()))
  const heightsAfter1s = await heights(jp)
  await sleep(Math.max(0, pictures.atMs + watchMs - Date.now()))
  return {
    picturesMs: pictures.atMs - answeredAtMs,
    soundMs: soundAtMs - answeredAtMs,
    heightsAtFirst: pictures.heights,
    heightsAfter1s,
    heightsAfter10s: watchMs >= 10_000 ? await heights(jp) : [],
  }
}

export async function endCall({ kr, jp, us }: Three): Promise<void> {
  await kr.end()
  await Promise.all([kr, jp, us].map(async (phone) => await phone.line(LINE).waitFor()))
  await sleep(SETTLE_MS)
}

/** Makes Japan's console one that has just been opened, and armed nothing. */
export async function cool({ jp }: Three): Promise<void> {
  await jp.page.reload()
  await jp.button(en.console.arm).waitFor()
  await sleep(SETTLE_MS)
}

/** A cold ring makes no sound before a gesture: it is rung when its dialog is there. */
export async function ringCold({ kr, jp, us }: Three): Promise<void> {
  await reset([kr, jp, us])
  await kr.place(LINE)
  await Promise.all([jp.incoming.waitFor(), us.incoming.waitFor()])
}

export interface Loaded {
  readonly usableMs: number
  readonly bytes: number
}

/** From the navigation of somebody who is signed in to a console that can be armed; with nothing cached, or all. */
export async function measureLoad({ jp }: Three, { cached }: { readonly cached: boolean }): Promise<Loaded> {
  const { page } = jp
  const address = page.url()
  // Another page in between, so that nothing is at hand from the memory of this one.
  await page.goto('about:blank')
  if (!cached) {
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Network.clearBrowserCache')
    await devtools.detach()
  }
  await page.goto(address)
  return await page.evaluate(async () => ({
    usableMs: await window.stopwatch.usable(),
    bytes: window.stopwatch.bytesFetched(),
  }))
}

/** A call of all three that stays up. */
export async function holdCall(three: Three): Promise<void> {
  await measureRing(three.kr, [three.jp, three.us])
  await three.us.answer()
  await three.jp.answer()
  await Promise.all(
    (['kr', 'jp', 'us'] as const).flatMap((who) =>
      (['kr', 'jp', 'us'] as const)
        .filter((other) => other !== who)
        .map(async (other) => await three[who].moves(PEOPLE[other].picture)),
    ),
  )
}
