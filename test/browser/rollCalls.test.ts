import { expect } from 'chai'
import { join } from 'node:path'
import { OpenFolder, OPERATOR } from '../../scripts/commandLine/dataFolder.ts'
import { en } from '../../client/languages/en.ts'
import { enLineTests } from '../../client/languages/enLineTests.ts'
import type { RollCallTime } from '../../server/protocol/directory.ts'
import type { TestBrowser } from './browsers.ts'
import type { Softphone } from './hotline/softphone.ts'
import { HotlineStage } from './hotline/stage.ts'
import { inOneStory } from './hotline/story.ts'
import { twoAtATime } from './hotline/twoAtATime.ts'

const LINE = 'leaders'
const MINUTE_MS = 60_000
/** For three people to see it and one to click, on a machine that is busy with browsers. */
const TO_CONFIRM_MS = 18_000

describe('A roll-call, for those at the consoles', function () {
  this.timeout(60_000)
  let stage: HotlineStage
  let browser: TestBrowser
  let watch: Softphone
  let principal: Softphone
  const admins: Softphone[] = []

  before(async () => {
    stage = await HotlineStage.open()
    browser = await stage.browser('kr')
    const usernames = ['kr-watch', 'jp-principal', 'kr-admin', 'jp-admin', 'us-admin'] as const
    const signedIn = await twoAtATime(usernames, async (username) => await stage.signIn(browser, username))
    watch = signedIn[0]
    principal = signedIn[1]
    admins.push(...signedIn.slice(2))
  })
  inOneStory(() => stage)
  after(async () => await stage?.close())

  /** A roll-call that was due at the last full minute, agreed beside the running server as the command line does. */
  async function agree(): Promise<void> {
    const beside = await OpenFolder.open({ DATA_DIR: join(stage.installation.folder, 'data') })
    const line = beside.identity.directory.lines().find((known) => known.line === LINE)
    if (line === undefined) throw new Error('The demonstration has no such line.')
    const nowMs = Date.now()
    const dueMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS
    const time = new Date(dueMs).toISOString().slice(11, 16)
    const agreed: RollCallTime = { time, timeZone: 'UTC', withinMs: nowMs - dueMs + TO_CONFIRM_MS, fromMs: dueMs }
    await beside.identity.directory.changeLine(OPERATOR, { ...line, rollCalls: [agreed] })
    await beside.close()
  }

  const panel = (phone: Softphone) => phone.page.getByRole('region', { name: /^Roll-call \d\d:\d\d · Leaders$/ })
  const party = (phone: Softphone, name: string) => panel(phone).getByRole('listitem').filter({ hasText: name })
  const missedBy = /^Roll-call \d\d:\d\d on Leaders was missed by Japan and United States\.$/

  it('opens at its time at every console of the line, with the time that is left', async () => {
    await agree()
    await Promise.all([panel(watch), panel(principal)].map(async (shown) => await shown.waitFor()))
    expect(await panel(watch).getByRole('timer').innerText()).to.match(/^0:\d\d left$/)
  })

  it('is confirmed by one click of a watch officer, wherever they are, and everybody sees by whom', async () => {
    expect(await principal.button(en.rollCalls.confirm).count(), 'a principal only looks').to.equal(0)
    await watch.page.getByRole('link', { name: en.places.settings }).click()
    await watch.button(en.rollCalls.confirm).click()
    await party(principal, 'Republic of Korea')
      .getByText(/^confirmed at .+ by /)
      .waitFor()
    await party(principal, 'Japan').getByText(en.rollCalls.waiting).waitFor()
    expect(await watch.button(en.rollCalls.confirm).count()).to.equal(0)
  })

  it('that parties miss alarms the admins of all parties, on every screen of theirs, with who and why', async () => {
    await Promise.all(admins.map(async ({ page }) => await page.getByRole('alert').getByText(missedBy).waitFor()))
    const [kr] = admins
    if (kr === undefined) throw new Error('There is no admin.')
    const list = kr.page.getByRole('region', { name: enLineTests.alarms.title })
    await list.getByText(`Japan: ${enLineTests.why['nobody-signed-in']}`).waitFor()
    await kr.page.getByRole('link', { name: en.places.settings }).click()
    await kr.page.getByRole('alert').getByText(missedBy).waitFor()
    await party(principal, 'Japan')
      .getByText(/^missed: /)
      .waitFor()
    expect(await principal.page.getByRole('alert').getByText(missedBy).count(), 'others are not alarmed').to.equal(0)
  })

  it('is in the tab of an admin, who turns on its sound by one press, and off where the alarms are listed', async () => {
    const [kr, , us] = admins
    if (!kr || !us) throw new Error('There are too few admins.')
    expect(await kr.page.title()).to.equal(en.titles.alarms(1))
    const inStrip = kr.page.getByRole('alert').getByRole('button', { name: en.alarms.turnOn })
    await inStrip.click()
    // It goes when the browser lets sound run, and not before.
    await inStrip.waitFor({ state: 'detached' })
    await us.text(en.alarms.isOff).waitFor()
    await us.button(en.alarms.turnOn).click()
    await us.text(en.alarms.isOn).waitFor()
    await us.button(en.alarms.turnOff).click()
    await us.text(en.alarms.isOff).waitFor()
    expect(await principal.button(en.alarms.turnOn).count(), 'others are not alarmed').to.equal(0)
  })

  it('is acknowledged by an admin: their party is calm, and the others see by whom', async () => {
    const [kr, jp, us] = admins
    if (!kr || !jp || !us) throw new Error('There are too few admins.')
    await jp.button(/^Acknowledge: Roll-call /).click()
    await jp.page.getByRole('alert').getByText(missedBy).waitFor({ state: 'detached' })
    await us.text(/^Japan: acknowledged by /).waitFor()
    await us.page.getByRole('alert').getByText(missedBy).waitFor()
  })

  it('is in the calendar of the line’s tests, in words and by keyboard, for its people and for admins', async () => {
    for (const phone of [principal, ...admins.slice(1, 2)]) {
      const { page } = phone
      await page.getByRole('link', { name: en.places.tests }).click()
      const today = page.getByRole('button', { name: /roll-call \d\d:\d\d: Republic of Korea passed, Japan missed/ })
      await today.focus()
      await page.keyboard.press('Enter')
      const day = page
        .getByRole('region')
        .filter({ has: page.getByRole('heading', { name: enLineTests.day.rollCalls }) })
      await day.getByText(en.rollCalls.missed(en.rollCalls.why['nobody-signed-in'])).first().waitFor()
      await page
        .getByRole('figure')
        .filter({ hasText: enLineTests.charts.answer })
        .getByText(/^\d+ measured: /)
        .waitFor()
    }
    const complaints = [watch, principal, ...admins].flatMap((phone) => phone.complaints)
    expect(complaints).to.deep.equal([])
  })
})
