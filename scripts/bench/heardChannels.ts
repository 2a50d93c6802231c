import type { Page } from 'playwright-core'
import { en } from '../../client/languages/en.ts'
import { eventually } from '../../test/browser/hotline/patience.ts'
import type { Softphone } from '../../test/browser/hotline/softphone.ts'
import type { HotlineStage } from '../../test/browser/hotline/stage.ts'
import { withVoice } from '../../test/browser/hotline/voice.ts'
import { installChannelEars } from './channelEars.ts'

const LINE = 'Leaders'
const PITCHES = { speaker: 440, listener: 730, first: 1_030, second: 1_180 }
const USERNAMES = {
  speaker: 'kr-principal',
  listener: 'us-principal',
  first: 'kr-interpreter',
  second: 'us-interpreter',
}
type Who = keyof typeof PITCHES
const say = en.interpretation
/** Longer than any jitter buffer holds anything. */
const SILENT_MS = 500

/** Of channels as they are heard at the elements of a listener's page. */
export interface HeardChannels {
  /** From the press on a channel until its interpreter is heard. */
  readonly switchMs: readonly number[]
  /** Between the last of who has handed over and the first of who took over. */
  readonly gapMs: readonly number[]
  /** From the sound at the microphone of an interpreter to the listener's element. */
  readonly mouthToEarMs: readonly number[]
  /** The interpreter against the floor as it was heard before, and the floor underneath against the same, in dB. */
  readonly channelDb: readonly number[]
  readonly underneathDb: readonly number[]
}

export async function measureHeardChannels(stage: HotlineStage, runs: number): Promise<HeardChannels> {
  const browser = await stage.browser('kr')
  const phones = new Map<Who, Softphone>()
  for (const who of Object.keys(PITCHES) as Who[])
    phones.set(
      who,
      await stage.signIn(browser, USERNAMES[who], async (context) => {
        await withVoice(context, PITCHES[who])
        await context.addInitScript(installChannelEars)
      }),
    )
  const at = (who: Who): Softphone => {
    const phone = phones.get(who)
    if (phone === undefined) throw new Error(`${who} has a softphone by now.`)
    return phone
  }
  const ear = at('listener').page
  const desk = (who: Who) => at(who).page.getByRole('region', { name: say.desk })
  await at('speaker').place(LINE)
  for (const who of ['first', 'second', 'listener'] as const) await at(who).answer()
  for (const who of ['first', 'second'] as const) {
    await desk(who).getByLabel(say.pairFrom).selectOption({ label: 'Korean' })
    await desk(who).getByLabel(say.pairInto).selectOption({ label: 'English' })
    await at(who).button(say.take, desk(who)).click()
  }
  await ear.evaluate((pitches) => window.channelEars.begin(pitches), Object.values(PITCHES))
  const heard = { switchMs: [], gapMs: [], mouthToEarMs: [], channelDb: [], underneathDb: [] } as {
    [N in keyof HeardChannels]: number[]
  }
  for (let run = 0; run < runs; run += 1) {
    const [from, to] = run % 2 === 0 ? (['first', 'second'] as const) : (['second', 'first'] as const)
    await choose(ear, say.floor)
    await silent(ear, PITCHES[from])
    const floorDb = await level(ear, PITCHES.speaker)
    const pressedMs = await choose(ear, 'English')
    heard.switchMs.push((await firstOf(ear, PITCHES[from], pressedMs)) - pressedMs)
    heard.underneathDb.push((await level(ear, PITCHES.speaker)) - floorDb)
    heard.channelDb.push((await level(ear, PITCHES[from])) - floorDb)
    await at(from).page.evaluate(() => window.voice.speak(false))
    await silent(ear, PITCHES[from])
    const spokenMs = await begins(at(from).page)
    heard.mouthToEarMs.push((await firstOf(ear, PITCHES[from], spokenMs)) - spokenMs)
    await at(from).button(say.handOver, desk(from)).click()
    await at(to).button(say.takeOverOf('English'), desk(to)).click()
    const takenMs = await firstOf(ear, PITCHES[to], spokenMs)
    await silent(ear, PITCHES[from])
    heard.gapMs.push(Math.max(0, takenMs - ((await lastOf(ear, PITCHES[from])) ?? Number.NaN)))
  }
  return heard
}

/** @returns when the button was pressed. */
const choose = async (page: Page, channel: string): Promise<number> =>
  await page.getByRole('radio', { name: channel, exact: true }).evaluate((radio) => {
    const atMs = performance.timeOrigin + performance.now()
    if (radio instanceof HTMLInputElement) radio.click()
    return atMs
  })

/** Its microphone hears something. @returns since when. */
const begins = async (page: Page): Promise<number> =>
  await page.evaluate(async () => {
    window.voice.speak(true)
    while (window.voice.peak() < 0.05) await new Promise((resolve) => setTimeout(resolve, 4))
    return performance.timeOrigin + performance.now()
  })

const level = async (page: Page, pitchHz: number): Promise<number> =>
  await page.evaluate((hz) => window.channelEars.level(hz), pitchHz)

const lastOf = async (page: Page, pitchHz: number): Promise<number | undefined> =>
  await page.evaluate((hz) => window.channelEars.last(hz), pitchHz)

async function firstOf(page: Page, pitchHz: number, sinceMs: number): Promise<number> {
  let atMs: number | undefined
  await eventually(`${pitchHz} Hz is heard`, async () => {
    atMs = await page.evaluate(([hz, since]) => window.channelEars.first(hz, since), [pitchHz, sinceMs] as const)
    return atMs !== undefined
  })
  return atMs ?? Number.NaN
}

const silent = async (page: Page, pitchHz: number): Promise<void> =>
  await eventually(`${pitchHz} Hz is not heard any more`, async () => {
    const nowMs = await page.evaluate(() => performance.timeOrigin + performance.now())
    return nowMs - ((await lastOf(page, pitchHz)) ?? 0) > SILENT_MS
  })
