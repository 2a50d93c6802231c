import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { en } from '../../client/languages/en.ts'
import type { QualityLevel } from '../../server/protocol/media.ts'
import { eventually } from './hotline/patience.ts'
import { PEOPLE, pitchOf } from './hotline/people.ts'
import { Softphone } from './hotline/softphone.ts'
import { HotlineStage } from './hotline/stage.ts'
import { inOneStory } from './hotline/story.ts'
import { FAIR_WEATHER, LossyPath } from './lossy/lossyPath.ts'
import { keepConnections, receivedSound } from './lossy/receivedSound.ts'

/** Marks are made every two seconds of some seconds each, and freezes are reported every five. */
const MARK_WITHIN_MS = 30_000
/** A sender begins to correct when it hears of losses: from the listener to the server and on to it, five seconds each. */
const CORRECTED_WITHIN_MS = 45_000

/** Longer than the five seconds between two reports of received sound, by which one mark could be taken for another's. */
const STAYS_MS = 7_000

/** By the table of marks: each way takes 250 ms, so the round trip is fair; what is lost is well beyond poor. */
const FAR_AWAY = { lossPercent: 0, delayMs: 250, jitterMs: 20 }
const CUT = { lossPercent: 100, delayMs: 0, jitterMs: 0 }
/** What a weak satellite link or a telephone line carries, and hardly the voices of a call as they are. */
const NARROW = { lossPercent: 0, delayMs: 30, jitterMs: 5, kbps: 40 }
/** A narrow path is looked at every eight seconds, and counts as narrow for twenty more. */
const WIDE_AGAIN_WITHIN_MS = 75_000
const STORM = { lossPercent: 12, delayMs: 30, jitterMs: 10 }

describe('A call over a network that loses packets', function () {
  this.timeout(120_000)
  let stage: HotlineStage
  /** All media of the Korean console takes this path; the Japanese one's takes none but the machine's own. */
  const path = new LossyPath(20_230_818)
  let kr: Softphone
  let jp: Softphone
  /** Whether each report of what the Korean console receives tells of a picture that froze. */
  const frozen: boolean[] = []

  before(async () => {
    stage = await HotlineStage.open()
    // A browser takes a gap for a freeze by how long the frames before it took: these leave no doubt.
    const browser = await stage.browser('kr', { cameraFps: 10 })
    const signIn = async (who: 'kr' | 'jp') => {
      const context = await browser.browser.newContext({ viewport: { width: 1280, height: 800 } })
      await keepConnections(context)
      if (who === 'kr') {
        await path.lead(context)
        context.on('page', listenToReports)
      }
      const { username } = PEOPLE[who]
      const phone = await Softphone.open(context, stage.installation, username)
      await phone.page.getByLabel('Username').fill(username)
      await phone.page.getByLabel('Password').fill(await stage.installation.password(username))
      await phone.button('Sign in').click()
      await phone.arm()
      return phone
    }
    kr = await signIn('kr')
    jp = await signIn('jp')
    await kr.place('Leaders')
    await jp.answer()
  })

  inOneStory(() => stage)

  after(async () => {
    await stage?.close()
    await path.close()
  })

  const listenToReports = (page: Page) =>
    page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => {
        const text = payload.toString()
        if (text.includes('"quality:report"')) frozen.push(/"freezeMsPerMinute":[1-9]/.test(text))
      }),
    )
  /** Nothing comes for so long that every picture freezes. */
  const cutForAMoment = async () => {
    path.weather = CUT
    let last = -1
    let sinceMs = performance.now()
    await eventually('no sound comes', async () => {
      const { received } = await receivedSound(kr.page)
      if (received !== last) sinceMs = performance.now()
      last = received
      return performance.now() - sinceMs > 800
    })
  }
  /** The mark that jp bears at kr after kr has reported a freeze of jp, as long as that report counts. */
  const markAfterFreeze = async () => {
    const from = frozen.length
    let mark: string | null = null
    await eventually('a freeze is reported, and then the next report is due', async () => {
      const now = await markOf('jp', kr)
      const at = frozen.indexOf(true, from)
      if (at >= 0 && frozen.length > at + 1) return true
      mark = now
      return false
    })
    return mark
  }
  /** Waits until each is shown to the other with that mark, at the same time and for so long without a break. */
  const marked = async (levels: { readonly kr: QualityLevel; readonly jp: QualityLevel }, forMs = 0) => {
    let shown: (string | null)[] = []
    let sinceMs = performance.now()
    const isSo = async () => {
      shown = await Promise.all([markOf('kr', jp), markOf('jp', kr)])
      const now = [levels.kr, levels.jp].every((level, at) => shown[at]?.startsWith(en.call.quality[level]))
      if (!now) sinceMs = performance.now()
      return now && performance.now() - sinceMs >= forMs
    }
    await eventually('the marks are shown', isSo, MARK_WITHIN_MS).catch((cause: unknown) => {
      throw new Error(`Japan is shown of Korea, and Korea of Japan: ${shown.join('; ')}`, { cause })
    })
  }
  const markOf = async (who: 'kr' | 'jp', at: Softphone) =>
    await at.page
      .getByRole('figure')
      .filter({ hasText: PEOPLE[who].name })
      .getByRole('img', { name: / connection/ })
      .getAttribute('aria-label')
  const bothAreHeard = async () =>
    await Promise.all([kr, jp].map(async (phone) => await phone.hears([pitchOf('kr')], [pitchOf('kr')])))

  it('is good on both sides at first', async () => await marked({ kr: 'good', jp: 'good' }))

  it('is fair for who is far away, and only for them', async () => {
    path.weather = FAR_AWAY
    await marked({ kr: 'fair', jp: 'good' })
  })

  it('is poor for whose path loses every eighth packet, and only for them; voices go on both ways', async () => {
    const phones = [kr, jp]
    const before = await Promise.all(phones.map(async ({ page }) => await receivedSound(page)))
    await cutForAMoment()
    path.weather = STORM
    const isCorrected = async () => {
      const now = await Promise.all(phones.map(async ({ page }) => await receivedSound(page)))
      return now.every((one, at) => {
        const then = before[at]
        return then !== undefined && one.lost > then.lost + 10 && one.corrected > then.corrected + 5
      })
    }
    const [mark] = await Promise.all([
      markAfterFreeze(),
      marked({ kr: 'poor', jp: 'good' }, STAYS_MS),
      bothAreHeard(),
      eventually('lost sound is put back by error correction, at both', isCorrected, CORRECTED_WITHIN_MS),
    ])
    expect(mark, 'of whose picture froze on the path of another').to.match(new RegExp(`^${en.call.quality.good}`))
  })

  it('carries voices alone on a path of 40 kbit/s, and says so to both', async () => {
    path.weather = NARROW
    await kr.text(en.call.narrow.own).waitFor({ timeout: MARK_WITHIN_MS })
    await jp.text(en.call.narrow.others(PEOPLE.kr.name)).waitFor({ timeout: MARK_WITHIN_MS })
    expect(await kr.button(en.call.camera).isDisabled(), 'there is no picture to show').to.equal(true)
    expect(await jp.button(en.call.camera).isDisabled()).to.equal(false)
    await jp.page
      .getByRole('figure')
      .filter({ hasText: PEOPLE.kr.name })
      .getByText(en.call.narrow.mark, { exact: true })
      .waitFor()
    await eventually('voices are slim, both ways', async () => {
      const packets = async () => await Promise.all([kr, jp].map(async ({ page }) => await receivedSound(page)))
      const before = await packets()
      const fromMs = performance.now()
      await eventually('a second passes', () => performance.now() - fromMs > 1_000)
      const after = await packets()
      // Of 20 ms there are fifty in a second, of 120 ms eight.
      const since = after.map(({ received }, at) => received - (before[at]?.received ?? 0))
      return since.every((received) => received > 4 && received < 15)
    })
    await bothAreHeard()
    expect((await Promise.all([kr.pictures(), jp.pictures()])).flat()).to.deep.equal([])
  })

  it('shows pictures again when the path is wide, without a click', async () => {
    path.weather = FAIR_WEATHER
    await kr.text(en.call.narrow.own).waitFor({ state: 'detached', timeout: WIDE_AGAIN_WITHIN_MS })
    await kr.text(en.call.narrow.others(PEOPLE.kr.name)).waitFor({ state: 'detached' })
    await jp.text(en.call.narrow.others(PEOPLE.kr.name)).waitFor({ state: 'detached', timeout: WIDE_AGAIN_WITHIN_MS })
    for (const phone of [kr, jp]) {
      const [label = ''] = (await phone.pictures()).map((picture) => picture.label)
      await phone.moves(label)
    }
  })

  it('is good again when the path heals, without a click', async () => {
    path.weather = FAIR_WEATHER
    await marked({ kr: 'good', jp: 'good' })
    await bothAreHeard()
    expect([kr, jp].flatMap(({ complaints }) => complaints)).to.deep.equal([])
  })
})
