import { expect } from 'chai'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { en } from '../../client/languages/en.ts'
import { ja } from '../../client/languages/ja.ts'
import { ko } from '../../client/languages/ko.ts'
import { enRecords } from '../../client/languages/enRecords.ts'
import { koRecords } from '../../client/languages/koRecords.ts'
import type { Sentences } from '../../client/languages/en.ts'
import { DEMONSTRATION_NAMES } from '../../server/identity/demonstrationNames.ts'
import type { TestBrowser } from './browsers.ts'
import { KeysAlone } from './hotline/keysAlone.ts'
import { eventually } from './hotline/patience.ts'
import { PEOPLE, type Somebody } from './hotline/people.ts'
import { Softphone } from './hotline/softphone.ts'
import { HotlineStage } from './hotline/stage.ts'
import { inOneStory } from './hotline/story.ts'
import { twoAtATime } from './hotline/twoAtATime.ts'

const run = promisify(execFile)
/** How the line of the leaders is called in each language. */
const LINES = { ko: '정상급', ja: '首脳', en: 'Leaders' }
const LISTENER = 'us-listener'

/** What somebody is called where the console speaks this language. */
function nameIn(who: Somebody, t: Sentences): string {
  const [party = '', role = ''] = PEOPLE[who].username.split('-')
  const [name, korean, japanese] = new Map(Object.entries(DEMONSTRATION_NAMES[party] ?? {})).get(role) ?? []
  const called = t === ko ? korean : t === ja ? japanese : name
  if (called === undefined) throw new Error(`${who} has no name in ${t.tag}.`)
  return called
}

describe('A call by keys alone, in three languages, with what is read out', function () {
  this.timeout(60_000)
  let stage: HotlineStage
  let browser: TestBrowser
  let kr: KeysAlone
  let jp: KeysAlone
  let us: KeysAlone
  let adviser: KeysAlone

  before(async () => {
    stage = await HotlineStage.open()
    browser = await stage.browser('kr', { camera: false })
  })
  inOneStory(() => stage)
  after(async () => await stage?.close())

  /** Signs in by keys, in the language of the browser; who is to be in a call arms. */
  const signIn = async (username: string, locale: string, t: Sentences): Promise<KeysAlone> => {
    const context = await browser.browser.newContext({ locale, viewport: { width: 1280, height: 900 } })
    const phone = await Softphone.open(context, stage.installation, username)
    const one = new KeysAlone(phone)
    await phone.page.getByLabel(t.signIn.username).waitFor()
    await one.type(phone.page.getByLabel(t.signIn.username), username, 'Tab')
    await one.type(phone.page.getByLabel(t.signIn.password), await stage.installation.password(username))
    await phone.button(t.signOut).waitFor()
    await one.isSomewhere()
    return one
  }
  const arm = async (one: KeysAlone, t: Sentences): Promise<void> => {
    await one.press(one.phone.button(t.console.arm))
    const lamps = one.phone.page.getByRole('region', { name: t.console.lamps }).getByRole('listitem')
    await lamps
      .filter({ hasText: t.console.lampName('warm-lines') })
      .filter({ hasText: t.console.colours.green })
      .waitFor()
    await one.isSomewhere()
  }

  it('each signs in and arms', async () => {
    const people = [
      ['kr-principal', 'ko-KR', ko],
      ['jp-principal', 'ja-JP', ja],
      ['us-principal', 'en-US', en],
    ] as const
    ;[kr, jp, us] = await twoAtATime(people, async ([username, locale, t]) => {
      const one = await signIn(username, locale, t)
      await arm(one, t)
      return one
    })
  })

  it('the keys are shown by one, and the focus is back where it was', async () => {
    const call = us.phone.button(en.console.call, us.phone.line(LINES.en))
    await us.reach(call)
    await us.phone.page.keyboard.press('?')
    const sheet = us.phone.page.getByRole('dialog', { name: en.keys.title })
    await sheet.waitFor()
    expect(await us.at()).to.equal(`- heading "${en.keys.title}" [level=2]`)
    await us.phone.page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'hidden' })
    expect(await us.at()).to.equal(`- button "${en.console.call}"`)
  })

  it('one calls, and two are told by whom and answer with Enter', async () => {
    await kr.press(kr.phone.button(ko.console.call, kr.phone.line(LINES.ko)))
    await kr.hears(ko.announce.ringing(LINES.ko))
    const ring = jp.phone.page.getByRole('dialog', { name: ja.incoming.title('韓国') })
    await ring.waitFor()
    await jp.hears(ja.announce.incoming('韓国', LINES.ja))
    expect(await jp.at()).to.equal(`- button "${ja.incoming.answer}"`)
    await jp.phone.page.keyboard.press('Enter')
    await ring.waitFor({ state: 'hidden' })
    await us.hears(en.announce.incoming('Republic of Korea', LINES.en))
    expect(await us.at()).to.equal(`- button "${en.incoming.answer}"`)
    await us.phone.page.keyboard.press('Enter')
    await kr.hears(ko.announce.up(LINES.ko), ko.announce.joined(nameIn('us', ko)))
    await jp.hears(ja.announce.up(LINES.ja))
    for (const one of [kr, jp, us]) await one.isSomewhere()
    await kr.hears(ko.call.recording.on.long)
    // The accessibility tree: the call, its people by party, and the own controls, as they are named in Japanese.
    const { page } = jp.phone
    const roster = await page.getByRole('complementary', { name: ja.call.roster }).ariaSnapshot()
    for (const said of ['韓国', '日本', '米国', nameIn('kr', ja), nameIn('us', ja), ja.roles.principal])
      expect(roster).to.contain(said)
    const controls = await page.getByRole('region', { name: ja.call.controls }).ariaSnapshot()
    for (const name of [ja.call.mute, ja.call.share, ja.hold.hold, ja.call.leave, ja.call.end])
      expect(controls).to.contain(`- button "${name}"`)
  })

  it('a key mutes wherever the focus is, everybody is told in their words, and no key does anything while one types', async () => {
    await kr.phone.page.keyboard.press('m')
    await kr.hears(ko.announce.muted)
    const ofKorea = jp.phone.page.locator('.roster-leg').filter({ hasText: nameIn('kr', ja) })
    await ofKorea.filter({ hasText: ja.call.muted }).waitFor()
    await kr.phone.page.keyboard.press('m')
    await kr.hears(ko.announce.muted, ko.announce.unmuted)
    const text = '지금 발언하겠습니다. mv?'
    const region = (t: Sentences, { phone }: KeysAlone) =>
      phone.page.getByRole('region', { name: t.texts.title, exact: true })
    await kr.reach(region(ko, kr).getByRole('textbox', { name: ko.texts.message }))
    await kr.phone.page.keyboard.type('mv?')
    expect(await kr.phone.page.getByRole('dialog').count(), 'no sheet').to.equal(0)
    await kr.phone.page.keyboard.press('Control+a')
    await kr.phone.page.keyboard.insertText(text)
    await kr.phone.page.keyboard.press('Enter')
    await region(ja, jp).getByRole('log', { name: ja.texts.messages }).getByText(text).waitFor()
    expect((await kr.told()).filter((said) => said === ko.announce.muted)).to.have.length(1)
  })

  it('Enter presses a button once, however long it is held', async () => {
    const mute = us.phone.button(en.call.mute)
    await us.reach(mute)
    const presses = await mute.evaluateHandle((button) => {
      const seen = { count: 0 }
      button.addEventListener('click', () => (seen.count += 1))
      return seen
    })
    const { keyboard } = us.phone.page
    for (let times = 0; times < 5; times += 1) await keyboard.down('Enter')
    await keyboard.up('Enter')
    expect(await presses.evaluate(({ count }) => count)).to.equal(1)
    await keyboard.press('Enter')
    await us.hears(en.announce.muted, en.announce.unmuted)
  })

  it('an adviser comes in muted, has the floor until they give it up, and is muted by their own alone', async () => {
    adviser = await signIn('us-adviser', 'en-US', en)
    await arm(adviser, en)
    const { page } = adviser.phone
    await adviser.press(adviser.phone.button('Join', adviser.phone.line(LINES.en)))
    await adviser.hears(en.announce.up(LINES.en), en.announce.muted)
    await us.hears(en.announce.joined(PEOPLE.adviser.name))
    const listed = (phone: Softphone, t: Sentences = en) =>
      phone.page.locator('.roster-leg').filter({ hasText: nameIn('adviser', t) })
    const act = async (
      one: KeysAlone,
      t: Sentences,
      what: 'floor:give' | 'floor:release' | 'mute:ask' | 'leg:mute',
    ) => {
      const name = nameIn('adviser', t)
      await one.press(one.phone.button(t.delegation.actions(name), listed(one.phone, t)))
      await one.press(one.phone.button(t.delegation.long(what, name), listed(one.phone, t)))
    }
    await act(us, en, 'floor:give')
    expect(await us.at(), 'the focus is back').to.equal(`- button "${en.delegation.actions(PEOPLE.adviser.name)}"`)
    await adviser.hears(en.delegation.floorGiven(PEOPLE.us.name))
    await kr.hears(ko.announce.floor(nameIn('adviser', ko)))
    // Push to talk: the floor stays theirs when the key is let go of.
    await adviser.reach(page.getByRole('complementary', { name: en.call.roster }))
    await page.keyboard.down('Space')
    await listed(us.phone).filter({ hasText: en.call.states.on }).waitFor()
    await page.keyboard.up('Space')
    await listed(us.phone).filter({ hasText: en.call.muted }).waitFor()
    await listed(us.phone).getByText(en.delegation.hasFloor).waitFor()
    await adviser.press(adviser.phone.button(en.delegation.unmute))
    await adviser.hears(en.announce.unmuted)
    await listed(jp.phone, ja).filter({ hasText: ja.call.states.on }).waitFor()
    await act(jp, ja, 'mute:ask')
    await adviser.hears(en.delegation.asked(PEOPLE.jp.name, 'Japan'))
    await jp.press(jp.phone.button(ja.delegation.actions(nameIn('adviser', ja))))
    const offered = await listed(jp.phone, ja).getByRole('button').allInnerTexts()
    expect(offered, 'another party can only ask').to.deep.equal(['⋯', ja.delegation.short['mute:ask']])
    await jp.phone.page.keyboard.press('Escape')
    await adviser.press(adviser.phone.button(en.delegation.stay))
    await act(us, en, 'leg:mute')
    await adviser.hears(en.announce['floor-over'], en.delegation.mutedBy(PEOPLE.us.name), en.announce.muted)
  })

  it('a listener has no microphone to put on the air', async () => {
    const listener = await signIn(LISTENER, 'en-US', en)
    await listener.press(listener.phone.button('Join', listener.phone.line(LINES.en)))
    await listener.phone.button(en.call.leave).waitFor()
    expect(await listener.phone.button(en.call.mute).count()).to.equal(0)
    await listener.phone.page.keyboard.press('m')
    await listener.press(listener.phone.button(en.call.leave))
    await listener.hears(en.announce.ended)
  })

  it('one leaves, one ends the call for all, and everybody is told', async () => {
    await adviser.press(adviser.phone.button(en.call.leave))
    await us.hears(en.announce.left(PEOPLE.adviser.name))
    await us.press(us.phone.button(en.call.end))
    const sure = us.phone.button(en.call.endSure)
    await eventually(
      'the question can be answered, and has the focus',
      async () => await sure.evaluate((element) => element.matches(':enabled:focus')),
    )
    await us.phone.page.keyboard.press('Enter')
    await kr.hears(ko.announce.ended)
    await jp.hears(ja.announce.ended)
    await us.hears(en.announce.ended)
    for (const one of [kr, jp, us, adviser]) await one.isSomewhere()
  })

  it('and the record is opened and played', async () => {
    const officer = await signIn('kr-records', 'ko-KR', ko)
    const { page } = officer.phone
    await officer.press(page.getByRole('link', { name: ko.places.records, exact: true }))
    await officer.press(page.getByRole('table').getByRole('link').first())
    await page.getByRole('heading', { name: koRecords.player.title }).waitFor()
    await officer.isSomewhere()
    await officer.press(page.getByRole('button', { name: koRecords.player.play, exact: true }))
    const position = page.getByRole('slider', { name: koRecords.player.position })
    await eventually('it plays', async () => Number(await position.inputValue()) > 500)
    for (const { phone } of [kr, jp, us, adviser, officer]) expect(phone.complaints).to.deep.equal([])
  })

  it('note-takers of a party see each other’s notes as they are written, and nobody else does', async () => {
    const { installation } = stage
    const env = { ...process.env, DATA_DIR: join(installation.folder, 'data') }
    await run(process.execPath, ['scripts/people.ts', 'role', 'kr-listener', 'notetaker'], { env })
    const opened = async (username: string) => {
      const phone = await stage.signIn(browser, username)
      const line = phone.line(LINES.en)
      await line.getByText(en.notes.ofLastCall, { exact: true }).click()
      return { phone, log: line.getByRole('log', { name: en.notes.taken }), line }
    }
    const one = await opened('kr-notetaker')
    const other = await opened('kr-listener')
    const write = async ({ line, phone }: typeof one, text: string) => {
      await line.getByRole('textbox', { name: en.notes.field, exact: true }).fill(text)
      await phone.button(en.notes.write, line).click()
    }
    await write(one, 'Both sides stay in contact.')
    await other.log.getByText('Both sides stay in contact.').waitFor()
    await write(other, '연락을 유지하기로 함.')
    await one.log.getByText('연락을 유지하기로 함.').waitFor()
    const heads = await one.log.locator('.text-head').allInnerTexts()
    expect(heads).to.have.length(2)
    for (const head of heads)
      expect(head, 'the clock of the call, then that of the party').to.match(/^\d+:\d\d\s+\d\d:\d\d/)
    const japanese = await opened('jp-notetaker')
    await japanese.log.getByText(en.notes.none).waitFor()
    await one.phone.page.context().close()
    await other.phone.page.context().close()
    await japanese.phone.page.context().close()
  })

  it('and their record leads from a note into the playback, and to the memorandum in the language of the party', async () => {
    const phone = await stage.signIn(browser, 'kr-records')
    const { page } = phone
    await page.getByRole('link', { name: en.places.records, exact: true }).click()
    await page.getByRole('table').getByRole('link').first().click()
    await phone
      .button(/^Play from /)
      .first()
      .click()
    await phone.button(enRecords.player.pause).waitFor()
    for (const format of ['docx', 'pdf']) {
      const downloaded = page.waitForEvent('download')
      await phone.button(en.notes.memorandum(format.toUpperCase())).click()
      expect((await downloaded).suggestedFilename()).to.match(new RegExp(`-memorandum-ko\\.${format}$`))
    }
  })
})
