import { expect } from 'chai'
import { en } from '../../client/languages/en.ts'
import { recordListSchema, recordSchema } from '../../server/protocol/records.ts'
import { ALL_PITCHES, PEOPLE, pitchOf, type Somebody } from './hotline/people.ts'
import { Program } from './hotline/program.ts'
import type { Softphone } from './hotline/softphone.ts'
import { HotlineStage } from './hotline/stage.ts'
import { inOneStory } from './hotline/story.ts'
import { twoAtATime } from './hotline/twoAtATime.ts'

const [LOWER, HIGHER] = ['National Security Advisers', 'Leaders']
const WATCH = 'Naoki Fujisaki'
const FOUND = { state: 'visible' } as const
const GONE = { state: 'hidden' } as const
const EXERCISE = en.markingSays.exercise

/** So much later than the fact a track may end: the last packets are on their way. */
const LATE_MS = 300

/** A watch officer of Japan is on both lines: in a call of the advisers, when Korea's principal calls on the other. */
describe('A console in one call that another rings', function () {
  this.timeout(60_000)
  let stage: HotlineStage
  let kr: Softphone
  let jp: Softphone
  let adviser: Softphone
  const hearsOnly = async (phone: Softphone, ...voices: Somebody[]) =>
    await phone.hears(voices.map(pitchOf), ALL_PITCHES)
  const onHold = (phone: Softphone) => phone.rosterOf(WATCH).getByText(/^On hold/)

  before(async () => {
    stage = await HotlineStage.open()
    const seats = [
      async () => (await stage.seat('kr')).phone,
      async () => (await stage.seat('adviser')).phone,
      async () => await stage.signIn(await stage.browser('jp'), 'jp-watch'),
    ] as const
    ;[kr, adviser, jp] = await twoAtATime(seats, async (sit) => {
      const phone = await sit()
      await phone.arm()
      return phone
    })
  })

  inOneStory(() => stage)

  after(async () => await stage?.close())

  it('places calls of what its role may originate: an adviser has no flash to choose', async () => {
    const offered = async (phone: Softphone, line: string) =>
      await phone.choice(line, en.console.precedence).locator('option').allTextContents()
    expect(await offered(kr, HIGHER)).to.deep.equal(['Routine', 'Priority', 'Immediate', 'Flash'])
    expect(await offered(adviser, LOWER)).to.deep.equal(['Routine', 'Priority', 'Immediate'])
    await adviser.place(LOWER, { precedence: 'routine', marking: 'real' })
    await jp.answer()
    await Promise.all([hearsOnly(adviser, 'jp'), hearsOnly(jp, 'adviser')])
  })

  it('offers hold and answer first to a higher ring, which says in every way that it is an exercise', async () => {
    await kr.place(HIGHER, { precedence: 'immediate', marking: 'exercise' })
    await jp.incoming.waitFor(FOUND)
    await jp.incoming.getByText(en.urgency.immediate).waitFor(FOUND)
    await kr.text(en.ring.busy(WATCH, 'routine')).waitFor(FOUND)
    await jp.incoming.getByText(EXERCISE).waitFor({ state: 'attached' })
    expect(await jp.incoming.getByRole('button').allTextContents()).to.deep.equal([
      en.incoming.holdAndAnswer,
      en.incoming.answer,
      en.incoming.decline,
    ])
    await jp.button(en.incoming.holdAndAnswer, jp.incoming).click()
    await onHold(adviser).waitFor(FOUND)
    expect(await onHold(adviser).textContent()).to.include(en.hold.onHoldFor('immediate'))
    await Promise.all([hearsOnly(jp, 'kr'), hearsOnly(kr, 'jp'), hearsOnly(adviser)])
    // The call screen, and the head of the roster on it.
    for (const phone of [kr, jp]) expect(await phone.text(EXERCISE).count(), phone.username).to.equal(2)
    expect(await adviser.text(EXERCISE).count(), 'a real call').to.equal(0)
  })

  it('says so on every other screen, too, and leads back from there', async () => {
    await jp.page.getByRole('link', { name: en.places.settings }).click()
    await jp.page.getByRole('banner').getByText(EXERCISE).waitFor({ state: 'attached' })
    await jp.button(en.hold.back(LOWER)).waitFor(FOUND)
    await jp.page.getByRole('heading', { name: en.settings.title }).waitFor(FOUND)
    await jp.page.getByRole('link', { name: en.places.console }).click()
    await jp.button(en.hold.back(LOWER)).click()
    await Promise.all([hearsOnly(jp, 'adviser'), hearsOnly(adviser, 'jp'), hearsOnly(kr)])
    await onHold(kr).waitFor(FOUND)
    await kr.end()
    await kr.line(HIGHER).getByRole('button', { name: 'Call now' }).waitFor(FOUND)
  })

  it('is taken by a flash ring, which answers nothing, tells those who wait, and gives it back', async () => {
    await kr.place(HIGHER, { precedence: 'flash', marking: 'real' })
    await jp.incoming.getByText(en.urgency.flash).waitFor(FOUND)
    await onHold(adviser).waitFor(FOUND)
    expect(await onHold(adviser).textContent()).to.include(en.hold.onHoldFor('flash'))
    await jp.ownSound(true)
    await Promise.all([hearsOnly(adviser), hearsOnly(kr)])
    expect(await jp.incoming.evaluate((dialog) => dialog.matches(':modal')), 'it has the whole console').to.equal(true)
    await jp.button(en.incoming.decline, jp.incoming).click()
    await jp.incoming.waitFor(GONE)
    await Promise.all([hearsOnly(jp, 'adviser'), hearsOnly(adviser, 'jp'), hearsOnly(kr)])
  })

  it('keeps the lower call when it answers flash, and is back in it at one click when that is over', async () => {
    await kr.button(en.ring.againWhom('Japan')).click()
    await jp.answer()
    await Promise.all([hearsOnly(jp, 'kr'), hearsOnly(kr, 'jp'), hearsOnly(adviser)])
    await kr.end()
    await jp.line(HIGHER).waitFor(FOUND)
    await hearsOnly(adviser)
    await jp.button(en.hold.back(LOWER)).click()
    await Promise.all([hearsOnly(jp, 'adviser'), hearsOnly(adviser, 'jp')])
    expect(await jp.button(en.hold.back(LOWER)).count()).to.equal(0)
    await adviser.button('Leave').click()
    await jp.button('Leave').click()
  })

  it('left a record that says what was an exercise, and who was on hold for what', async () => {
    const records = await stage.signIn(await stage.browser('us'), 'jp-records')
    const row = (text: string) => records.page.getByRole('row').filter({ hasText: text }).first()
    await row(en.markings.exercise).getByRole('link').click()
    await records.text(EXERCISE).waitFor({ state: 'attached' })
    await records.page.goBack()
    await row(LOWER).getByRole('link').click()
    await records.text(`${WATCH} on hold, to answer an immediate call`).waitFor(FOUND)
    await records.text(`${WATCH} on hold: a flash call has taken the console`).first().waitFor(FOUND)
    expect(await records.text(EXERCISE).count()).to.equal(0)
  })

  it('kept of who was on hold what they said before and after, and nothing of the time between', async () => {
    const program = await Program.signIn(stage.installation, 'jp-records')
    const { records } = await program.read('/api/v1/records', recordListSchema)
    const lower = records.find(({ lineName }) => lineName === LOWER)
    const { facts, tracks, summary } = await program.read(`/api/v1/records/${lower?.callId}`, recordSchema)
    const holds: [heldMs: number, backMs: number][] = []
    for (const {
      atMs,
      facts: [fact],
    } of facts.entries) {
      const [ofCallMs, open] = [atMs - summary.placedAtMs, holds.at(-1)?.[1] === Infinity]
      // A hold that is told anew, because what took the console was answered, is the one that it was.
      if (fact?.type === 'leg:held' && !open) holds.push([ofCallMs, Infinity])
      if (fact?.type === 'leg:retrieved') holds.push([holds.pop()?.[0] ?? 0, ofCallMs])
    }
    expect(holds, 'held three times, and back each time').to.have.length(3)
    const voices = tracks.filter(({ person, kind }) => person === 'jp-watch' && kind === 'microphone')
    expect(voices, 'one before, between and after').to.have.length(4)
    for (const { fromMs, toMs = Infinity, speech } of voices) {
      expect(speech, 'each was heard').to.not.deep.equal([])
      for (const [heldMs, backMs] of holds) {
        const isApart = toMs <= heldMs + LATE_MS || fromMs >= backMs
        expect(isApart, `${fromMs} to ${toMs} and on hold from ${heldMs} to ${backMs}`).to.equal(true)
      }
    }
  })

  it('puts its call aside by a click, calls on the other line from the console, and comes back', async () => {
    await adviser.place(LOWER, { precedence: 'routine', marking: 'real' })
    await jp.answer()
    await jp.button(en.hold.hold).click()
    await onHold(adviser).waitFor(FOUND)
    await jp.place(HIGHER, { precedence: 'flash', marking: 'real' })
    await kr.answer()
    await Promise.all([hearsOnly(jp, 'kr'), hearsOnly(kr, 'jp'), hearsOnly(adviser)])
    await jp.end()
    await jp.button(en.hold.back(LOWER)).click()
    await Promise.all([hearsOnly(jp, 'adviser'), hearsOnly(adviser, 'jp')])
  })

  it('made no page complain', () => {
    for (const phone of [kr, jp, adviser]) expect(phone.complaints, PEOPLE.kr.name).to.deep.equal([])
  })
})
