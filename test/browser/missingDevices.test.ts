import { expect } from 'chai'
import { en } from '../../client/languages/en.ts'
import type { BrowserOptions } from './browsers.ts'
import { ALL_PITCHES, PEOPLE, pitchOf, type Somebody } from './hotline/people.ts'
import type { Softphone } from './hotline/softphone.ts'
import { HotlineStage } from './hotline/stage.ts'
import { inOneStory } from './hotline/story.ts'

describe('A console whose devices are missing, busy or refused', function () {
  this.timeout(60_000)
  let stage: HotlineStage
  let kr: Softphone

  before(async () => {
    stage = await HotlineStage.open()
    kr = (await stage.seat('kr')).phone
    await kr.arm()
  })

  inOneStory(() => stage)

  after(async () => await stage?.close())

  /** Somebody with such devices, at a browser of their own for so long. */
  const seated = async (
    who: Somebody,
    options: Partial<BrowserOptions>,
    doing: (phone: Softphone) => Promise<void>,
  ) => {
    const { browser, phone } = await stage.seat(who, options)
    await doing(phone)
    await phone.button('Leave').click()
    await phone.text(en.console.aftermath.left).waitFor()
    await stage.kill(browser)
  }
  const isMutedAtKr = async (who: Somebody) => {
    await kr.rosterOf(PEOPLE[who].name).getByText(en.call.muted).first().waitFor()
    await kr.hears([], ALL_PITCHES)
  }
  const says = async (phone: Softphone, sentence: string | RegExp) => await phone.text(sentence).waitFor()

  it('answers without microphone and camera, is told so, and hears and sees the caller', async () => {
    await seated('jp', { devices: 'none' }, async (jp) => {
      await jp.arm()
      await jp.page.getByText(en.console.faults['microphone-none'].wrong, { exact: true }).waitFor()
      await says(jp, en.console.faults['microphone-none'].remedy)
      await kr.place('Leaders')
      await jp.answer()
      await says(jp, en.call.microphoneIs('none'))
      await says(jp, en.call.cameraIs('none'))
      await Promise.all([jp.hears([pitchOf('kr')], ALL_PITCHES), jp.moves(PEOPLE.kr.picture), isMutedAtKr('jp')])
      await kr.text(en.call.noPicture).waitFor()
      expect(jp.complaints).to.deep.equal([])
    })
  })

  it('joins with a microphone that was refused, is told so, and hears and sees the caller', async () => {
    await seated('adviser', { yesToDevices: false }, async (adviser) => {
      // An explicit list of permissions denies the rest, the microphone among it.
      await adviser.page.context().grantPermissions(['camera'])
      await adviser.join('Leaders')
      await says(adviser, en.call.microphoneIs('refused'))
      await Promise.all([
        adviser.hears([pitchOf('kr')], ALL_PITCHES),
        adviser.moves(PEOPLE.kr.picture),
        isMutedAtKr('adviser'),
      ])
      expect(adviser.complaints).to.deep.equal([])
    })
  })

  // What makes Chromium fail at the microphone makes it fail at every stream of sound, so what is heard cannot be tested.
  it('answers with a microphone that another program has, is told so, and is seen', async () => {
    await kr.end()
    await kr.text(en.endReasons.ended).waitFor()
    await seated('us', { devices: 'busy' }, async (us) => {
      await us.arm()
      await kr.place('Leaders')
      await us.answer()
      await says(us, en.call.microphoneIs('busy'))
      await Promise.all([us.moves(PEOPLE.kr.picture), kr.moves(PEOPLE.us.picture), isMutedAtKr('us')])
    })
  })
})
