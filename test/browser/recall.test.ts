import { expect } from 'chai'
import { en } from '../../client/languages/en.ts'
import { ALL_PITCHES, pitchOf, type Somebody } from './hotline/people.ts'
import { eventually } from './hotline/patience.ts'
import type { Softphone } from './hotline/softphone.ts'
import { HotlineStage } from './hotline/stage.ts'
import { inOneStory } from './hotline/story.ts'
import { twoAtATime } from './hotline/twoAtATime.ts'

const LINE = 'Leaders'
const FOUND = { state: 'visible' } as const
const GONE = { state: 'hidden' } as const
/** From the press to the first sound, on a machine that also carries the call and both browsers. */
const SOUNDS_WITHIN_MS = 2_000
/** So many seconds of a call are enough to be heard again for some time. */
const SPOKEN_S = 12

describe('Instant recall in a call that goes on', function () {
  this.timeout(60_000)
  let stage: HotlineStage
  let kr: Softphone
  let jp: Softphone
  const hearsOnly = async (phone: Softphone, ...voices: Somebody[]) =>
    await phone.hears(voices.map(pitchOf), ALL_PITCHES)
  const recall = (phone: Softphone) => phone.page.getByRole('region', { name: en.recall.title, exact: true })
  /** How loud the voices of the call are on this page. */
  const liveVolumes = async (phone: Softphone) =>
    await phone.page
      .locator('audio')
      .evaluateAll((elements) =>
        elements.flatMap((element) =>
          element instanceof HTMLAudioElement && element.srcObject !== null ? [element.volume] : [],
        ),
      )
  /** Presses *Instant recall* and waits until it sounds. @returns how long that took, in milliseconds. */
  const press = async (phone: Softphone): Promise<number> =>
    await phone.page.evaluate(async (name) => {
      const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name)
      const pressedAtMs = performance.now()
      button?.click()
      const sounds = () =>
        [...document.querySelectorAll('audio')].some(
          (audio) => audio.getAttribute('src') !== null && !audio.paused && audio.currentTime > 0.02,
        )
      while (!sounds() && performance.now() - pressedAtMs < 20_000) await new Promise(requestAnimationFrame)
      return performance.now() - pressedAtMs
    }, en.recall.open)

  before(async () => {
    stage = await HotlineStage.open()
    ;[kr, jp] = await twoAtATime(['kr', 'jp'], async (who) => {
      const { phone } = await stage.seat(who)
      await phone.arm()
      return phone
    })
  })

  inOneStory(() => stage)

  after(async () => await stage?.close())

  it('plays again to one what all have said, while the call goes on, and the other hears nothing of it', async () => {
    await kr.place(LINE)
    await jp.answer()
    await Promise.all([hearsOnly(kr, 'jp'), hearsOnly(jp, 'kr')])
    const timer = kr.page.getByRole('timer')
    await eventually('some seconds were spoken', async () => {
      const [minutes = 0, seconds = 0] = ((await timer.textContent()) ?? '').split(':').map(Number)
      return minutes > 0 || seconds >= SPOKEN_S
    })
    // From here on nothing of Japan is live: what is heard of it is heard again.
    await jp.button('Mute').click()
    await hearsOnly(kr)
    const tookMs = await press(kr)
    expect(tookMs, 'from the press to the first sound').to.be.lessThan(SOUNDS_WITHIN_MS)
    await recall(kr).waitFor(FOUND)
    await kr.hearsAgain([pitchOf('kr'), pitchOf('jp')])
    expect(await liveVolumes(kr)).to.deep.equal([0.2])
    await hearsOnly(jp, 'kr')
    expect(await recall(jp).count(), 'nobody is told').to.equal(0)
    expect(await kr.button('Mute').getAttribute('aria-pressed'), 'nobody is muted').to.equal('false')
  })

  it('is live again at one press, at full loudness', async () => {
    await kr.button(en.recall.live, recall(kr)).click()
    await recall(kr).waitFor(GONE)
    expect(await liveVolumes(kr)).to.deep.equal([1])
    await jp.button('Mute').click()
    await hearsOnly(kr, 'jp')
  })

  it('is there after a reload, out of the record', async () => {
    await kr.page.reload()
    await kr.join(LINE)
    await hearsOnly(kr, 'jp')
    await jp.button('Mute').click()
    await hearsOnly(kr)
    await press(kr)
    await kr.hearsAgain([pitchOf('jp')])
    expect([...kr.complaints, ...jp.complaints]).to.deep.equal([])
  })
})
