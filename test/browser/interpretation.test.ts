import { expect } from 'chai'
import type { Locator } from 'playwright-core'
import { en } from '../../client/languages/en.ts'
import type { Softphone } from './hotline/softphone.ts'
import { HotlineStage } from './hotline/stage.ts'
import { inOneStory } from './hotline/story.ts'
import { withVoice } from './hotline/voice.ts'

const LINE = 'Leaders'
/** Pitches whose multiples and parts are none of the others, as those of `people.ts`. */
const PITCHES = { kr: 440, jp: 730, us: 1_030, koEn: 1_180, jaEn: 1_930 }
type Who = keyof typeof PITCHES
const USERNAMES: Readonly<Record<Who, string>> = {
  kr: 'kr-principal',
  jp: 'jp-principal',
  us: 'us-principal',
  koEn: 'kr-interpreter',
  jaEn: 'jp-interpreter',
}
const NAMES = {
  kr: 'Han Seo-jin',
  jp: 'Haruka Mizushima',
  us: 'Eleanor Whitfield',
  koEn: 'Seo Yu-na',
  jaEn: 'Emi Kurosawa',
}
const EVERYBODY = Object.keys(USERNAMES) as Who[]
/** Of somebody: whom they hear, and how loud, 0 to 1. Nobody else is heard there. */
type Heard = Readonly<Partial<Record<Who, number>>>
const say = en.interpretation
const UNDER = 0.2

describe('An interpreted call in browsers, and a caucus in it', function () {
  this.timeout(90_000)
  let stage: HotlineStage
  const phones = new Map<Who, Softphone>()
  const at = (who: Who): Softphone => {
    const phone = phones.get(who)
    if (phone === undefined) throw new Error(`${who} has a softphone by now.`)
    return phone
  }
  const hears = async (map: Readonly<Partial<Record<Who, Heard>>>): Promise<void> => {
    const pitches = Object.values(PITCHES)
    await Promise.all(
      (Object.entries(map) as [Who, Heard][]).map(async ([who, heard]) => {
        const volumes = (Object.entries(heard) as [Who, number][]).map(
          ([one, volume]) => [PITCHES[one], volume] as const,
        )
        await at(who).plays(new Map(volumes), pitches)
      }),
    )
  }
  const desk = (who: Who): Locator => at(who).page.getByRole('region', { name: say.desk })
  const listens = async (who: Who, channel: string): Promise<void> =>
    // The label is what a pointer meets; the button itself lies under it, unseen.
    await at(who).page.getByRole('radio', { name: channel, exact: true }).check()
  const live = async (who: Who, channel: string): Promise<void> =>
    await desk(who).getByText(say.live(channel), { exact: true }).waitFor()
  const presses = async (who: Who, name: string, inside: Locator = desk(who)): Promise<void> =>
    await at(who).button(name, inside).click()

  async function sits(who: Who, from: string, into: string): Promise<void> {
    await desk(who).getByLabel(say.pairFrom).selectOption({ label: from })
    await desk(who).getByLabel(say.pairInto).selectOption({ label: into })
    await presses(who, say.take)
    await live(who, into)
  }

  before(async () => {
    stage = await HotlineStage.open()
    const browser = await stage.browser('kr')
    await Promise.all(
      EVERYBODY.map(async (who) =>
        phones.set(who, await stage.signIn(browser, USERNAMES[who], (context) => withVoice(context, PITCHES[who]))),
      ),
    )
  })

  inOneStory(() => stage)

  after(async () => await stage?.close())

  it('rings its interpreters with the call, who come in muted', async () => {
    await at('kr').place(LINE)
    for (const who of ['koEn', 'jaEn', 'jp', 'us'] as const) await at(who).answer()
    await hears({
      kr: { jp: 1, us: 1 },
      koEn: { kr: 1, jp: 1, us: 1 },
      us: { kr: 1, jp: 1 },
    })
  })

  it('has who chooses a language hear it in full, over the floor, and whoever speaks it directly; one channel over another', async () => {
    await sits('koEn', 'Korean', 'English')
    await sits('jaEn', 'English', 'Japanese')
    await listens('jaEn', 'English')
    await listens('us', 'English')
    await at('us').page.getByLabel(say.underneath).fill('40')
    await listens('jp', 'Japanese')
    await hears({
      kr: { jp: 1, us: 1 },
      jp: { jaEn: 1, kr: UNDER, us: UNDER },
      us: { koEn: 1, kr: 0.4, jp: 0.4 },
      koEn: { kr: 1, jp: 1, us: 1 },
      jaEn: { koEn: 1, us: 1, kr: UNDER, jp: UNDER },
    })
    const heard = (who: Who, channel: string) => at('kr').rosterOf(NAMES[who]).getByText(say.hears(channel))
    await Promise.all([heard('us', 'English').waitFor(), heard('jp', 'Japanese').waitFor()])
  })

  it('goes on in its channel when one asks to hand over, until the other takes it, and back', async () => {
    await presses('koEn', say.handOver)
    await desk('jaEn').getByText(say.asksYou(NAMES.koEn, 'English')).waitFor()
    await hears({ us: { koEn: 1, kr: 0.4, jp: 0.4 } })
    await presses('jaEn', say.takeOverOf('English'))
    await hears({ us: { jaEn: 1, kr: 0.4, jp: 0.4 }, jp: { kr: 1, us: 1 } })
    await presses('jaEn', 'Japanese')
    await presses('koEn', say.takeOverOf('English'))
    await hears({ us: { koEn: 1, kr: 0.4, jp: 0.4 }, jp: { jaEn: 1, kr: UNDER, us: UNDER } })
  })

  it('is silent in the channel while its interpreter coughs, and the floor is there in full', async () => {
    const cough = at('koEn').button(say.cough, desk('koEn'))
    await cough.hover()
    await at('koEn').page.mouse.down()
    await hears({ us: { kr: 1, jp: 1 } })
    await at('koEn').page.mouse.up()
    await hears({ us: { koEn: 1, kr: 0.4, jp: 0.4 } })
  })

  it('has a lamp for all in consecutive mode, when the rendering is on the floor', async () => {
    const lamp = (who: Who) => at(who).page.getByRole('status', { name: say.lamp })
    await presses('koEn', say.consecutive)
    await Promise.all(EVERYBODY.map(async (who) => await lamp(who).getByText(say.turns.speaking.short).waitFor()))
    await presses('koEn', say.floor, desk('koEn').getByRole('group', { name: say.outgoing }))
    await Promise.all(EVERYBODY.map(async (who) => await lamp(who).getByText(say.turns.interpreting.short).waitFor()))
    await hears({ us: { kr: 1, jp: 1, koEn: 1 } })
    await presses('koEn', say.consecutive)
    await lamp('us').waitFor({ state: 'detached' })
    await presses('koEn', 'English')
    await hears({ us: { koEn: 1, kr: 0.4, jp: 0.4 } })
  })

  it('has two of one party confer, whom nobody else hears or reads, the floor underneath, and who hears them written', async () => {
    for (const who of ['kr', 'koEn'] as const) {
      await presses(who, en.caucus.title, at(who).page.getByRole('main'))
      await presses(who, en.caucus.enter, at(who).page.getByRole('main'))
    }
    await at('kr').text(en.caucus.only('Republic of Korea')).waitFor()
    await hears({
      kr: { koEn: 1, jp: UNDER, us: UNDER },
      koEn: { kr: 1, jp: UNDER, us: UNDER },
      jp: { jaEn: 1, us: UNDER },
      us: { jp: 1 },
    })
    const word = `persimmon ${crypto.randomUUID()}`
    const field = at('kr').page.getByRole('textbox', { name: en.caucus.field })
    await field.fill(word)
    await field.press('Enter')
    await at('koEn').page.getByRole('log', { name: en.caucus.messages }).getByText(word).waitFor()
    expect(await at('us').page.content()).not.to.contain(word)
    expect(EVERYBODY.flatMap((who) => at(who).complaints)).to.deep.equal([])
  })
})
