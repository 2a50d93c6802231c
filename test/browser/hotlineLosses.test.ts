import { expect } from 'chai'
import { en } from '../../client/languages/en.ts'
import { recordListSchema, recordSchema } from '../../server/protocol/records.ts'
import { eventually } from './hotline/patience.ts'
import { ALL_PITCHES, PEOPLE, pitchOf, type Somebody } from './hotline/people.ts'
import { Program } from './hotline/program.ts'
import { Softphone } from './hotline/softphone.ts'
import { HotlineStage } from './hotline/stage.ts'
import { inOneStory } from './hotline/story.ts'

const FOUND = { state: 'visible' } as const
const GONE = { state: 'hidden' } as const

describe('The hotline when things go otherwise', function () {
  this.timeout(60_000)
  let stage: HotlineStage
  let kr: Softphone
  let jp: Softphone
  /** A watch officer of the United States, whose ring goes to another console of the same party as well. */
  let us: Softphone
  let usWatch: Softphone
  const hearsOnly = async (phone: Softphone, voices: readonly Somebody[]) =>
    await phone.hears(voices.map(pitchOf), ALL_PITCHES)

  before(async () => {
    stage = await HotlineStage.open()
    kr = (await stage.seat('kr')).phone
    jp = (await stage.seat('jp')).phone
    const american = await stage.seat('us')
    us = american.phone
    usWatch = await stage.signIn(american.browser, 'us-watch')
    for (const phone of [kr, jp, us, usWatch]) await phone.arm()
  })

  inOneStory(() => stage)

  after(async () => await stage?.close())

  it('stops every ringer when the caller cancels, and leaves a missed ring', async () => {
    await kr.place('Leaders')
    await Promise.all([jp, us, usWatch].map(async (phone) => await phone.ownSound(true)))
    await kr.ownSound(true)
    await kr.button('Cancel call').click()
    await Promise.all([jp, us, usWatch].map(async (phone) => await phone.incoming.waitFor(GONE)))
    await Promise.all([kr, jp, us, usWatch].map(async (phone) => await phone.ownSound(false)))
    await Promise.all(
      [jp, us, usWatch].map(
        async (phone) => await phone.text(en.console.missedFrom('Republic of Korea', 'Leaders')).first().waitFor(FOUND),
      ),
    )
    await kr.text(en.endReasons.cancelled).waitFor(FOUND)
  })

  it('tells the caller who declines and why, and lets the first answer settle the ring of a party', async () => {
    await kr.place('Leaders')
    await jp.incoming.getByLabel(en.incoming.reason).selectOption({ label: en.declineReasons['in-another-call'] })
    await jp.button('Decline', jp.incoming).click()
    await kr.text(en.ring.declined(PEOPLE.jp.name, 'in-another-call')).first().waitFor(FOUND)
    await usWatch.incoming.waitFor(FOUND)
    await us.answer()
    await usWatch.incoming.waitFor(GONE)
    await usWatch.button('Join', usWatch.line('Leaders')).waitFor(FOUND)
    await Promise.all([jp, usWatch].map(async (phone) => await phone.ownSound(false)))
  })

  it('offers to join to one who has reloaded the page, and at one click they are back', async () => {
    await jp.join('Leaders')
    await Promise.all([hearsOnly(kr, ['jp', 'us']), hearsOnly(us, ['kr', 'jp'])])
    await us.page.reload()
    await us.text(en.console.comeBack).waitFor(FOUND)
    await us.join('Leaders')
    await Promise.all([hearsOnly(kr, ['jp', 'us']), hearsOnly(jp, ['kr', 'us']), hearsOnly(us, ['kr', 'jp'])])
  })

  it('knows of the call in another tab of the same person, and moves it there', async () => {
    const tab = await Softphone.open(us.page.context(), stage.installation, PEOPLE.us.username)
    await tab.text(en.console.otherTab).waitFor(FOUND)
    await tab.button(en.console.moveHere, tab.line('Leaders')).click()
    await us.text(en.console.aftermath.moved).waitFor(FOUND)
    await Promise.all([hearsOnly(kr, ['jp', 'us']), hearsOnly(jp, ['kr', 'us']), hearsOnly(tab, ['kr', 'jp'])])
    await us.page.close()
    us = tab
  })

  it('made no page complain so far', () => {
    for (const phone of [kr, jp, us, usWatch]) expect(phone.complaints, phone.username).to.deep.equal([])
  })

  it('goes on by itself when the server is killed: the same call, the same people, sound and the recording', async () => {
    const elapsed = async () => await kr.page.getByRole('timer').first().innerText()
    const before = await elapsed()
    await stage.installation.killServer()
    await Promise.all([hearsOnly(kr, ['jp', 'us']), hearsOnly(jp, ['kr', 'us']), hearsOnly(us, ['kr', 'jp'])])
    expect(before < (await elapsed()), 'the call is the one that was').to.equal(true)
    for (const phone of [kr, jp, us]) {
      await phone.text(en.call.recording.on.short).first().waitFor(FOUND)
      await eventually(
        `${phone.username} is told that what is said is safe`,
        async () => (await phone.page.locator('.recording-on').count()) === 1,
        10_000,
      )
      for (const who of ['kr', 'jp', 'us'] as const) {
        await phone
          .rosterOf(PEOPLE[who].name)
          .filter({ hasNotText: new RegExp(`${en.call.states.left}|${en.call.states.away}`) })
          .first()
          .waitFor(FOUND)
      }
    }
  })

  it('has one record of that call, with a key for each life of the server', async () => {
    await kr.end()
    await jp.text(en.endReasons.ended).waitFor(FOUND)
    const program = await Program.signIn(stage.installation, 'jp-records')
    const { records } = await program.read('/api/v1/records', recordListSchema)
    expect(records, 'the one that was cancelled, and this one').to.have.length(2)
    const record = await program.read(`/api/v1/records/${records[0]?.callId}`, recordSchema)
    const facts = record.facts.entries.flatMap((entry) => entry.facts)
    const keys = facts.flatMap((fact) => (fact.type === 'recording:started' ? [fact.keyNumber] : []))
    expect(keys).to.deep.equal([1, 2])
    expect(facts.map(({ type }) => type)).to.include.members(['call:resumed', 'leg:away', 'leg:back'])
    const resumed = record.facts.entries.find((entry) => entry.facts.some(({ type }) => type === 'call:resumed'))
    const resumedMs = (resumed?.atMs ?? 0) - record.summary.placedAtMs
    for (const who of ['kr', 'jp', 'us'] as const) {
      const { username } = PEOPLE[who]
      const voices = record.tracks.filter(({ kind, person }) => kind === 'microphone' && person === username)
      const speaks = (isThen: (fromMs: number) => boolean) =>
        voices.some(({ speech }) => speech.some(({ fromMs }) => isThen(fromMs)))
      expect(
        speaks((fromMs) => fromMs < resumedMs),
        `${who} before`,
      ).to.equal(true)
      expect(
        speaks((fromMs) => fromMs > resumedMs),
        `${who} after`,
      ).to.equal(true)
    }
  })
})
