import { expect } from 'chai'
import type { CDPSession, Locator, Page } from 'playwright-core'
import { STARTING_MESSAGES } from '../../server/calls/startingMessages.ts'
import { HarnessSite } from './harness/site.ts'
import { eventually } from './hotline/patience.ts'
import type { Softphone } from './hotline/softphone.ts'
import { HotlineStage } from './hotline/stage.ts'
import { inOneStory } from './hotline/story.ts'

const textLine = (line: Locator): Locator => line.getByRole('group', { name: 'Text line' })
const field = (line: Locator): Locator => line.getByRole('textbox', { name: 'Message' })

describe('Enter on the text line, in a real browser with a real composition', function () {
  this.timeout(60_000)
  let site: HarnessSite
  let page: Page
  let cdp: CDPSession
  let message: Locator

  before(async () => {
    site = await HarnessSite.open()
    page = await site.page()
    cdp = await page.context().newCDPSession(page)
  })
  after(async () => await site?.close())
  beforeEach(async () => {
    await site.show(page, 'console-armed')
    message = field(page.getByRole('region', { name: 'Leaders', exact: true }))
    await message.click()
  })

  const sent = async (): Promise<number> =>
    ((await page.locator('html').getAttribute('data-asked')) ?? '').split('text:send').length - 1
  const key = async (type: 'rawKeyDown' | 'keyUp', name: string, code: number): Promise<void> => {
    await cdp.send('Input.dispatchKeyEvent', { type, key: name, code: name, windowsVirtualKeyCode: code })
  }
  /** The input method has the key, and what it shows in the field is not written yet. */
  const compose = async (...steps: string[]): Promise<void> => {
    for (const text of steps) {
      await key('rawKeyDown', 'Process', 229)
      await cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
      await key('keyUp', 'Process', 229)
    }
  }

  const SCRIPTS = {
    Korean: { steps: ['ㅎ', '하', '한', '한ㄱ', '한구', '한국'], ends: '한국' },
    Japanese: { steps: ['t', 'と', 'とう', 'とうk', 'とうきょう', '東京'], ends: '東京' },
  }
  for (const [script, { steps, ends }] of Object.entries(SCRIPTS)) {
    it(`does not send when it ends a composition of ${script}, and does when it is pressed again`, async () => {
      await compose(...steps)
      await key('rawKeyDown', 'Enter', 229)
      await cdp.send('Input.insertText', { text: ends })
      await key('keyUp', 'Enter', 13)
      expect(await message.inputValue(), 'what was composed is there, in one line').to.equal(ends)
      expect(await sent()).to.equal(0)
      await page.keyboard.press('Enter')
      await page.locator('html[data-asked~="text:send"]').waitFor({ state: 'attached' })
      expect(await message.inputValue()).to.equal('')
    })

    it(`does not send where a browser tells of the end of ${script} first, or of the key twice`, async () => {
      await message.fill(ends)
      for (const order of ['end first', 'twice'] as const) {
        await message.evaluate((element, how) => {
          // By the code alone some browsers say that the input method has had the key.
          const down = (code: number, isComposing = false): boolean => {
            const press = { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true, isComposing }
            return element.dispatchEvent(
              new KeyboardEvent('keydown', { ...press, ...Object.fromEntries([['keyCode', code]]) }),
            )
          }
          const end = (): boolean => element.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }))
          element.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }))
          if (how === 'end first') {
            end()
            down(229)
          } else {
            down(229, true)
            end()
            down(13)
          }
          element.dispatchEvent(new KeyboardEvent('keyup', { key: 'Enter', bubbles: true }))
        }, order)
        expect(await sent(), order).to.equal(0)
      }
      await page.keyboard.press('Enter')
      await page.locator('html[data-asked~="text:send"]').waitFor({ state: 'attached' })
    })
  }

  it('is reached on a phone in a call from among the controls, and keeps the heading of a long message in view', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(`${page.url().split('?')[0]}?state=call-texts`)
    await page.locator('html[data-ready]').waitFor({ state: 'attached' })
    const text = page.getByRole('region', { name: 'Text line' })
    const log = text.getByRole('log', { name: 'Messages' })
    const place = async (part: Locator) => (await part.boundingBox()) ?? { x: 0, y: 9_999, width: 0, height: 0 }
    expect((await place(log)).y, 'it is below the fold').to.be.above(844)
    const strip = page.getByRole('status').filter({ hasText: 'Message from United States on Leaders' })
    const { y, height } = await place(strip)
    expect(y + height, 'the strip is not').to.be.within(1, 844)

    await page.getByRole('button', { name: 'Text line 2 not acknowledged' }).click()
    await strip.waitFor({ state: 'hidden' })
    await eventually('the log is in view', async () => (await place(log)).y < 600)
    const long = log.getByRole('listitem').filter({ hasText: 'No. 2' }).first()
    const offset = await long.evaluate((message, frame) => {
      const scrolls = message.closest('[role=log]')
      if (!(scrolls instanceof HTMLElement)) return 0
      scrolls.style.maxHeight = `${frame}px`
      scrolls.scrollTop += message.getBoundingClientRect().top - scrolls.getBoundingClientRect().top + 60
      const head = message.querySelector('.text-head')
      return (head?.getBoundingClientRect().top ?? -1) - scrolls.getBoundingClientRect().top
    }, 100)
    expect(offset, 'the heading stays at the top').to.be.within(0, 4)
    await page.setViewportSize({ width: 1280, height: 720 })
  })

  it('makes a new line with Shift', async () => {
    await page.keyboard.type('one')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('two')
    expect(await message.inputValue()).to.equal('one\ntwo')
    expect(await sent()).to.equal(0)
  })
})

describe('The text line between parties', function () {
  this.timeout(60_000)
  let stage: HotlineStage
  let kr: Softphone
  let jp: Softphone
  let us: Softphone
  let admin: Softphone
  /** Whether the network of the Korean watch officer is away. */
  let isAway = false
  let cut: () => Promise<void> = async () => {}
  const leaders = (phone: Softphone): Locator => textLine(phone.line('Leaders'))
  const said = (phone: Softphone, text: string): Locator =>
    leaders(phone).getByRole('log', { name: 'Messages' }).getByRole('listitem').filter({ hasText: text })

  async function write(phone: Softphone, text: string): Promise<void> {
    await field(leaders(phone)).fill(text)
    await phone.button('Send', leaders(phone)).click()
  }

  before(async () => {
    stage = await HotlineStage.open()
    const browser = await stage.browser('kr')
    ;[kr, jp, us, admin] = await Promise.all([
      stage.signIn(browser, 'kr-watch'),
      stage.signIn(browser, 'jp-watch'),
      stage.signIn(browser, 'us-watch'),
      stage.signIn(browser, 'kr-admin'),
    ])
    await kr.page.routeWebSocket(/socket\.io/, async (socket) => {
      if (isAway) return await socket.close()
      const far = socket.connectToServer()
      cut = async () => {
        await far.close()
        await socket.close()
      }
    })
    await kr.page.reload()
    await field(leaders(kr)).waitFor()
  })

  inOneStory(() => stage)

  after(async () => await stage?.close())

  it('brings what one party writes to the others, and says to whom it was delivered', async () => {
    await write(kr, '안녕하십니까')
    await said(jp, '안녕하십니까').getByText('Korean', { exact: true }).waitFor()
    for (const party of ['Japan', 'United States'])
      await said(kr, '안녕하십니까').getByText(`${party}: delivered`).waitFor()
    expect(await said(jp, '안녕하십니까').textContent()).to.match(/No\. 1.*Kang Min-jae.*Republic of Korea/)
  })

  it('says who has acknowledged it and when, and counts what is not', async () => {
    await leaders(jp).getByText('1 not acknowledged').waitFor()
    const strip = jp.page
      .getByRole('status')
      .filter({ hasText: 'Message from Republic of Korea on Leaders: 안녕하십니까' })
    await strip.waitFor()
    expect(await jp.page.title()).to.equal('1 message – Ringdown')
    await jp.button('Read', strip).click()
    await strip.waitFor({ state: 'hidden' })
    await jp.button(/^Acknowledge message 1 of/, leaders(jp)).click()
    await said(kr, '안녕하십니까')
      .getByText(/^Japan: acknowledged by Naoki Fujisaki \d\d:\d\d$/)
      .waitFor()
    await said(kr, '안녕하십니까').getByText('United States: delivered', { exact: true }).waitFor()
    await leaders(jp).getByText('1 not acknowledged').waitFor({ state: 'hidden' })
    await leaders(us).getByText('1 not acknowledged').waitFor()
  })

  it('sends a prepared message in three languages, the sender’s own as the original', async () => {
    await jp.button('Prepared messages', leaders(jp)).click()
    for (const { name } of STARTING_MESSAGES) {
      const choice = await jp.button(`Choose ${name}`, leaders(jp)).boundingBox()
      expect(choice?.height, name).to.be.at.least(44)
      expect((choice?.y ?? 9_999) + (choice?.height ?? 0), `${name} is in view`).to.be.below(await heightOf(jp))
    }
    await jp.button('Choose Aircraft in difficulty', leaders(jp)).click()
    const chosen = leaders(jp).getByRole('group', { name: 'Prepared message: Aircraft in difficulty' })
    expect(await chosen.evaluate((element) => element.contains(document.activeElement)), 'it has the focus').to.equal(
      true,
    )
    for (const name of ['Send', 'Do not send it']) {
      const action = await jp.button(name, chosen).boundingBox()
      expect((action?.y ?? 9_999) + (action?.height ?? 0), `${name} is in view`).to.be.below(await heightOf(jp))
    }
    expect(await said(us, '航空機').count(), 'choosing sends nothing').to.equal(0)
    await jp.button('Send', leaders(jp)).click()
    const there = said(us, '航空機')
    await there.waitFor()
    const aircraft = STARTING_MESSAGES.find(({ id }) => id === 'aircraft-in-difficulty')
    for (const { text } of aircraft?.texts ?? []) await there.getByText(text).waitFor()
    const original = there.locator('dl > div').filter({ hasText: 'Original, authoritative' })
    expect(await original.locator('dt').textContent()).to.contain('Japanese')
    expect(await original.count()).to.equal(1)
    const inOrder = await said(kr, '航空機').locator('dl dt').allTextContents()
    expect(
      inOrder.map((head) => /Japanese|Korean|English/.exec(head)?.[0]),
      'the reader’s own comes right after the original',
    ).to.deep.equal(['Japanese', 'Korean', 'English'])
  })

  it('keeps what is written while the network is away, over a reload too, and sends it once and in order', async () => {
    isAway = true
    await cut()
    await kr.page.getByText('No connection to the server').first().waitFor()
    for (const text of ['하나', '둘', '셋']) {
      await write(kr, text)
      await said(kr, text).getByText('Waiting to be sent').waitFor()
    }
    isAway = false
    await kr.page.reload()
    await said(jp, '셋').waitFor()
    const all = await leaders(jp).getByRole('log').getByRole('listitem').allTextContents()
    const order = all.flatMap((text) => /하나|둘|셋/.exec(text)?.[0] ?? [])
    expect(order).to.deep.equal(['하나', '둘', '셋'])
    await eventually(
      'nothing waits any more',
      async () => (await leaders(kr).getByText('Waiting to be sent').count()) === 0,
    )
  })

  it('has what an administrator has changed at every console of the party at once', async () => {
    const prepared = admin.page.getByRole('region', { name: 'Prepared messages' })
    const first = prepared.getByRole('group', { name: 'Stand by' })
    await first.getByLabel(/^Korean/).fill('잠시 기다려 주십시오.')
    await admin.button('Save', prepared).click()
    await prepared.getByRole('status').filter({ hasText: 'Saved.' }).waitFor()
    await kr.button('Prepared messages', leaders(kr)).click()
    await kr.button('Choose Stand by', leaders(kr)).click()
    await leaders(kr).getByText('잠시 기다려 주십시오.').waitFor()
    await kr.button('Do not send it', leaders(kr)).click()
  })

  it('takes the centre of the call while the media server is lost, and gives it back', async () => {
    await Promise.all([kr.arm(), jp.arm()])
    await kr.place('Leaders')
    await jp.answer()
    const inCall = kr.page.getByRole('region', { name: 'Text line' })
    const pictures = kr.page.locator('.call-body > .pictures')
    const larger = async (): Promise<'text line' | 'pictures'> => {
      const area = async (part: Locator): Promise<number> => {
        const { width, height } = (await part.boundingBox()) ?? { width: 0, height: 0 }
        return width * height
      }
      return (await area(inCall)) > (await area(pictures)) ? 'text line' : 'pictures'
    }
    await inCall.waitFor()
    await eventually('the pictures have the centre', async () => (await larger()) === 'pictures')

    // The server puts another worker in the place of one that does not answer: that one is stopped, too.
    const stopped = new Set<number>()
    await eventually('the text line has the centre', async () => {
      for (const pid of await stage.installation.workerPids()) {
        if (!stopped.has(pid)) signal(pid, 'SIGSTOP')
        stopped.add(pid)
      }
      return (await larger()) === 'text line'
    })
    await field(inCall).fill('글로 계속하겠습니다.')
    await kr.button('Send', inCall).click()
    const there = jp.page.getByRole('region', { name: 'Text line' }).getByRole('listitem')
    await there.filter({ hasText: '글로 계속하겠습니다.' }).waitFor()
    for (const pid of stopped) signal(pid, 'SIGCONT')
    await eventually('the pictures have it again', async () => (await larger()) === 'pictures')
    await kr.end()
  })
})

const heightOf = async (phone: Softphone): Promise<number> => await phone.page.evaluate(() => innerHeight)

/** A worker may have ended meanwhile. */
function signal(pid: number, name: 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
