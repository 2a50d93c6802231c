import { expect } from 'chai'
import { en } from '../../client/languages/en.ts'
import type { TestBrowser } from './browsers.ts'
import { onBoard } from './hotline/boardWatch.ts'
import { installDeviceSwitch } from './hotline/deviceSwitch.ts'
import { PEOPLE } from './hotline/people.ts'
import type { Softphone } from './hotline/softphone.ts'
import { HotlineStage } from './hotline/stage.ts'
import { standStill } from './hotline/standStill.ts'
import { inOneStory } from './hotline/story.ts'

const JAPAN = { line: 'Leaders', party: 'Japan' } as const
const SILENT_LIFE = en.board.silentSince('')

/** What happens at one console, and when it is on the board of another party. Times are measured in the bench. */
describe('The board of a line', function () {
  this.timeout(60_000)
  let stage: HotlineStage
  let kr: Softphone
  let jp: Softphone
  let japanese: TestBrowser

  const seatJapan = async (): Promise<void> => {
    ;({ browser: japanese, phone: jp } = await stage.seat('jp'))
    await jp.page.addInitScript(installDeviceSwitch)
    await jp.page.reload()
    await jp.arm()
  }
  const sees = async (says: string, there = true): Promise<number> => await onBoard(kr.page, { ...JAPAN, says, there })
  /** Does it, and says how long it took until Korea's board showed what came of it. */
  const noticed = async (what: string, says: string, doing: () => unknown, there = true): Promise<void> => {
    const seen = sees(says, there)
    const startedAtMs = Date.now()
    await doing()
    console.log(`      ${what}: on the board after ${((await seen) - startedAtMs).toFixed(0)} ms`)
  }

  before(async () => {
    stage = await HotlineStage.open()
    kr = (await stage.seat('kr')).phone
    await kr.arm()
  })

  inOneStory(() => stage)

  after(async () => await stage?.close())

  it('says that nobody has armed a console yet, then who has, with the clock of their party and their path', async () => {
    await sees(en.board.never)
    await seatJapan()
    await sees(`${en.roles.principal}, ${en.console.people.armed}`)
    await sees(en.board.never, false)
    await sees(`${en.board.lastHeard} ${en.board.heardNow}`)
    const row = kr.line(JAPAN.line).getByRole('listitem').filter({ hasText: JAPAN.party }).first()
    const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Tokyo' })
    expect(await row.getByRole('time').first().innerText()).to.match(
      new RegExp(`^(${[0, 60_000].map((agoMs) => clock.format(Date.now() - agoMs)).join('|')})`),
    )
    // For a chart of an hour there is not enough yet.
    await row.getByText(/^(Nothing|Under 1 min|\d+ min) measured$/).waitFor()
    await row.getByText(/^\D*\d+ ms · \d/).waitFor()
  })

  it('says that the microphone of another party gives no sound, until it does', async () => {
    const words = 'microphone silent'
    await noticed('a silent microphone', words, () => jp.page.evaluate(() => window.deviceSwitch.mute(true)))
    await noticed('its voice again', words, () => jp.page.evaluate(() => window.deviceSwitch.mute(false)), false)
  })

  it('says that a console gives no sign of life while its page stands still, and since when', async () => {
    let goOn = (): void => {}
    await noticed('a page that stands still', SILENT_LIFE, async () => {
      goOn = await standStill(japanese)
    })
    await noticed('the page again', SILENT_LIFE, () => goOn(), false)
    await sees(`${en.board.lastHeard} ${en.board.heardNow}`)
  })

  it('says that the microphone of another party was pulled out, and another has taken its place', async () => {
    await noticed('a microphone that is pulled out', 'microphone exchanged', () =>
      jp.page.evaluate(() => window.deviceSwitch.pull()),
    )
  })

  it('says that the console is gone with its socket, and when the party was heard last', async () => {
    const name = PEOPLE.jp.name
    await noticed('a browser that died', name, async () => await stage.kill(japanese), false)
    await sees(en.board.nobodySince(''))
    await sees(`${en.board.lastHeard} ${en.board.heardNow}`, false)
    await seatJapan()
    await sees(`${en.roles.principal}, ${en.console.people.armed}`)
    await sees(en.board.nobodySince(''), false)
  })

  it('made no page complain', () => {
    for (const phone of [kr, jp]) expect(phone.complaints, phone.username).to.deep.equal([])
  })
})
