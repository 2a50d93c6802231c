import { join } from 'node:path'
import { expect } from 'chai'
import { en } from '../../client/languages/en.ts'
import { OpenFolder, OPERATOR } from '../../scripts/commandLine/dataFolder.ts'
import type { Line } from '../../server/protocol/directory.ts'
import type { DeclineReason } from '../../server/protocol/words.ts'
import { eventually } from './hotline/patience.ts'
import { HotlineStage } from './hotline/stage.ts'
import type { Softphone } from './hotline/softphone.ts'
import { inOneStory } from './hotline/story.ts'

const LINE = 'Leaders'
const [WATCH, ADVISER] = ['Naoki Fujisaki', 'Kenji Arakawa']
const TEST = { precedence: 'priority', marking: 'test' } as const
/** Long enough that a person would see the first step alone, on a machine that is busy. */
const SECOND_STEP_MS = 4_000
const LADDERS: NonNullable<Line['ladders']> = {
  jp: [
    { afterMs: 0, roles: ['watch'] },
    { afterMs: SECOND_STEP_MS, roles: ['adviser'] },
    { afterMs: 500_000, roles: 'everybody' },
  ],
  us: [{ afterMs: 0, roles: ['watch'], insists: true }],
}

describe('a party that is rung in steps, in real browsers', function () {
  this.timeout(120_000)
  let stage: HotlineStage
  let kr: Softphone
  let watch: Softphone
  let adviser: Softphone

  before(async () => {
    stage = await HotlineStage.open()
    const beside = await OpenFolder.open({ DATA_DIR: join(stage.installation.folder, 'data') })
    const leaders = beside.identity.directory.lines().find(({ name }) => name === LINE)
    if (leaders === undefined) throw new Error('The demonstration has no such line.')
    await beside.identity.directory.changeLine(OPERATOR, { ...leaders, ladders: LADDERS })
    await beside.close()
    const [korean, japanese] = await Promise.all([stage.seat('kr'), stage.browser('jp')])
    kr = korean.phone
    ;[watch, adviser] = await Promise.all([stage.signIn(japanese, 'jp-watch'), stage.signIn(japanese, 'jp-adviser')])
    await watch.arm()
  })

  inOneStory(() => stage)

  after(async () => await stage?.close())

  const japan = () =>
    kr.page.getByRole('region', { name: en.ring.parties }).locator('li.ring').filter({ hasText: 'Japan' })

  it('rings the second step when it is due, and tells the caller which step rings and who is next', async () => {
    await kr.place(LINE, TEST)
    await watch.incoming.waitFor()
    expect(await adviser.incoming.count(), 'the second step is not due').to.equal(0)
    await japan()
      .getByText(en.ring.step(1, 3, en.roles.watch), { exact: true })
      .waitFor()
    await japan()
      .getByText(/^Next: Adviser, in \d+ s$/)
      .waitFor()
    // The page is in front and in focus, and nobody has touched it since it rings.
    await japan().getByText(en.ring.sounding(WATCH), { exact: true }).waitFor()
    await adviser.incoming.waitFor()
    await japan()
      .getByText(en.ring.step(2, 3, en.roles.adviser), { exact: true })
      .waitFor()
    expect(
      await japan()
        .getByText(/^Seen by /)
        .count(),
      'nobody has proved to be there',
    ).to.equal(0)
    await watch.page.mouse.move(40, 40)
    await watch.page.mouse.move(60, 60)
    await japan().getByText(en.ring.seen(WATCH), { exact: true }).waitFor()
  })

  it('says of a call that is a test, in the ring, on the line, to the caller and to who will join, that it is one', async () => {
    await watch.incoming.getByText(en.urgency.priority).waitFor()
    for (const said of [watch.incoming, watch.line(LINE), adviser.line(LINE), kr.page.getByRole('main')])
      await said.getByText(en.markingSays.test).first().waitFor({ state: 'attached' })
    for (const said of [watch.line(LINE), adviser.line(LINE), kr.page.getByRole('main')])
      await said.getByText(en.markings.test, { exact: true }).first().waitFor()
    expect(await watch.page.title()).to.equal(en.titles.ringing('Republic of Korea', TEST))
  })

  it('tells the caller in their own time when somebody who declines will call back', async () => {
    const { incoming } = adviser
    await incoming.getByLabel(en.incoming.reason).selectOption('call-back-later')
    await incoming.getByLabel(en.incoming.callBack, { exact: true }).selectOption('at')
    await incoming.getByLabel(en.incoming.callBackTime).fill('23:45')
    await adviser.button('Decline', incoming).click()
    // Tokyo and Seoul have the same time; whether 23:45 is still today depends on when this runs.
    await japan()
      .getByText(new RegExp(`^Declined by ${ADVISER}: will call back at (.+, )?23:45 Seoul time$`))
      .waitFor()
    await watch.incoming.waitFor()
  })

  it('rings one person of it by name, who only joins on the line and has declined, and they can answer', async () => {
    await watch.answer()
    await japan().getByText(en.ring.answered(WATCH)).waitFor()
    await kr.button(en.ring.oneOf('Japan')).click()
    await kr.button(en.ring.oneWhom(ADVISER)).click()
    await adviser.incoming.waitFor()
    expect(await watch.incoming.count(), 'nobody else is rung').to.equal(0)
    await adviser.answer()
    await kr.rosterOf(ADVISER).last().waitFor()
    await japan().getByText(en.ring.answered(ADVISER)).waitFor()
    await kr.end()
  })

  it('tells the caller in words why somebody declines', async () => {
    await kr.place(LINE, { marking: 'real' })
    const declines = async (who: Softphone, reason: DeclineReason, name: string) => {
      await who.incoming.getByLabel(en.incoming.reason).selectOption(reason)
      await who.button('Decline', who.incoming).click()
      await japan().getByText(en.ring.declined(name, reason), { exact: true }).waitFor()
    }
    await declines(watch, 'wrong-time', WATCH)
    await declines(adviser, 'in-another-call', ADVISER)
    await kr.button('Cancel call').click()
  })

  it('says that nobody is armed, and since when, of a party that nobody can be reached of', async () => {
    await watch.page.context().close()
    await kr.place(LINE)
    await japan().getByText(en.ring.unarmed).or(japan().getByText(/since/)).waitFor()
    // A page that is loaded anew is no fact: after ten seconds it is one that nobody is there.
    await japan()
      .getByText(/^Nobody there is armed: not reachable since \d\d:\d\d Seoul time$/)
      .waitFor()
    await kr.button('Cancel call').click()
  })

  it('goes on sounding as a missed ring where the last step insists, until somebody has acknowledged it', async () => {
    const us = await stage.signIn(await stage.browser('us'), 'us-watch')
    const still = us.text(en.console.missedSounds)
    await still.first().waitFor()
    await us.ownSound(true)
    const acknowledge = us.button(/^Acknowledge ring from Republic of Korea/)
    expect(await acknowledge.count(), 'of each call').to.equal(3)
    for (const left of [2, 1, 0]) {
      await us.ownSound(true)
      await acknowledge.first().click()
      await eventually('it is acknowledged', async () => (await acknowledge.count()) === left)
    }
    await still.waitFor({ state: 'detached' })
    await us.ownSound(false)
  })
})
