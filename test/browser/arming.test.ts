import { expect } from 'chai'
import { rm } from 'node:fs/promises'
import type { CDPSession, Page } from 'playwright-core'
import { en } from '../../client/languages/en.ts'
import type { Lamp } from '../../server/protocol/consoles.ts'
import type { LampColour } from '../../server/protocol/words.ts'
import { eventually } from './hotline/patience.ts'
import { PEOPLE } from './hotline/people.ts'
import type { Softphone } from './hotline/softphone.ts'
import { HotlineStage } from './hotline/stage.ts'
import { inOneStory } from './hotline/story.ts'
import { writeSpeechLike } from './media/speechLike.ts'

/**
 * So long the voice at this microphone speaks; then its cable is pulled, for as long again: longer than what notices
 * that and a try of three seconds take together.
 */
const SPEAKS_S = 12

declare global {
  interface Window {
    /** The page's own audio contexts, so that a test can stop what the browser may stop. */
    readonly contextsInTest: AudioContext[]
    /** The locks that keep the screen on, and whether the browser gives another. */
    readonly wakeLocksInTest: { readonly held: WakeLockSentinel[]; refuses: boolean }
  }
}

function keepWakeLocks(): void {
  const kept: Window['wakeLocksInTest'] = { held: [], refuses: false }
  Object.defineProperty(window, 'wakeLocksInTest', { value: kept })
  const { request } = WakeLock.prototype
  WakeLock.prototype.request = async function (...asked) {
    if (kept.refuses) throw new DOMException('Low battery.', 'NotAllowedError')
    const lock = await request.apply(this, asked)
    kept.held.push(lock)
    return lock
  }
}

function keepContexts(): void {
  const contexts: AudioContext[] = []
  Object.defineProperty(window, 'contextsInTest', { value: contexts })
  window.AudioContext = class extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options)
      contexts.push(this)
    }
  }
}

// The browser trusts the authority of this installation by its own NSS database, and ignores no error of a certificate.
describe('Arming a console, in a browser that trusts its server', function () {
  this.timeout(60_000)
  let stage: HotlineStage
  let kr: Softphone
  let jp: Softphone
  let devtools: CDPSession
  let speech: { readonly folder: string; readonly file: string }

  const lamp = (check: Lamp['check'], colour: LampColour, page: Page = kr.page) =>
    page
      .getByRole('region', { name: en.console.lamps })
      .getByRole('listitem')
      .filter({ hasText: en.console.lampName(check) })
      .filter({ hasText: en.console.colours[colour] })
      .first()
      .waitFor()
  const remedyOf = (fault: keyof typeof en.console.faults) => kr.text(en.console.faults[fault].remedy).waitFor()
  /** Longer than the tone pauses. */
  const isSilentFor = async (ms: number) =>
    await eventually('it is silent', async () => {
      return (await kr.page.evaluate(async (windowMs) => await window.hotlineProbe.ownSound(windowMs), ms)) < 0.001
    })

  /**
   * A headless browser never hides a page, so the page is made to say that it is hidden: what follows from that is real, and
   * that a browser says so is its own affair.
   */
  const setHidden = async (hidden: boolean) =>
    await kr.page.evaluate((is) => {
      const define = (name: string, value: unknown) =>
        Object.defineProperty(document, name, { configurable: true, get: () => value })
      define('visibilityState', is ? 'hidden' : 'visible')
      document.dispatchEvent(new Event('visibilitychange'))
    }, hidden)
  /** The titles of the notices that the service worker shows. */
  const notices = async () =>
    await kr.page.evaluate(async () => {
      const worker = await navigator.serviceWorker.ready
      return (await worker.getNotifications()).map(({ title }) => title)
    })
  /** As the system does it, but without a gesture: which window it may bring to the front is up to the browser. */
  const pressNotice = async () => {
    const [worker] = kr.page.context().serviceWorkers()
    if (worker === undefined) throw new Error('The browser tells of no service worker that could be pressed at.')
    const pressed = await worker.evaluate(`(async () => {
      const [notification] = await self.registration.getNotifications()
      if (notification === undefined) return undefined
      self.dispatchEvent(new NotificationEvent('notificationclick', { notification }))
      return notification.title
    })()`)
    expect(pressed).to.equal(en.incoming.title('Japan'))
  }

  before(async () => {
    stage = await HotlineStage.open()
    speech = await writeSpeechLike(PEOPLE.kr.pitchHz, { thenSilentS: SPEAKS_S })
    const { browser, phone } = await stage.seat('kr', { microphoneFile: speech.file })
    kr = phone
    await kr.page.context().grantPermissions(['notifications', 'microphone', 'camera', 'screen-wake-lock'])
    await kr.page.addInitScript(keepContexts)
    await kr.page.addInitScript(keepWakeLocks)
    await kr.page.reload()
    devtools = await kr.page.context().newCDPSession(kr.page)
    jp = await stage.signIn(browser, PEOPLE.jp.username)
  })

  inOneStory(() => stage)

  after(async () => {
    await stage?.close()
    await rm(speech.folder, { recursive: true, force: true })
  })

  it('rings aloud for about a second, and proves UDP and TCP', async () => {
    await kr.button('Arm console').click()
    await kr.ownSound(true)
    await lamp('ringer', 'green')
    await Promise.all([lamp('udp', 'green'), lamp('tcp', 'green'), lamp('warm-lines', 'green')])
    await isSilentFor(1_200)
  })

  it('lets a person hear themselves: counted, played back, and nothing sent', async () => {
    const asked: string[] = []
    kr.page.on('request', (request) => asked.push(request.url()))
    await kr.button('Hear yourself').click()
    await kr.text(/recording on this machine only/).waitFor()
    await kr.text(en.tryOut.playing).waitFor()
    await kr.ownSound(true)
    await kr.text(en.tryOut.heard).waitFor()
    expect(asked).to.deep.equal([])
  })

  it('notices a microphone that is live and gives nothing, and one that speaks again', async () => {
    // From the beginning of a silence: one that has lasted already may be over before three seconds of it are recorded.
    await lamp('microphone', 'green')
    await lamp('microphone', 'amber')
    await remedyOf('microphone-silent')
    await kr.button('Hear yourself').click()
    await kr.text(en.tryOut.nothingHeard).waitFor()
    await lamp('microphone', 'green')
  })

  it('rings for as long as it is tried, and stops when told to', async () => {
    await kr.button('Try the ringer').click()
    await kr.ownSound(true)
    await kr.button('Stop the ringer').click()
    await kr.button('Try the ringer').waitFor()
    await isSilentFor(2_500)
  })

  it('notices sound that the browser has stopped, and has it back with the next press', async () => {
    await kr.page.evaluate(async () => await Promise.all(window.contextsInTest.map(async (one) => await one.suspend())))
    await lamp('sound', 'red')
    await remedyOf('sound-blocked')
    await kr.page.getByRole('heading', { name: 'Leaders' }).click()
    await lamp('sound', 'green')
  })

  it('notices that the browser lets the screen go dark, and keeps it on again when it may', async () => {
    await lamp('wake-lock', 'green')
    await kr.page.evaluate(async () => {
      window.wakeLocksInTest.refuses = true
      await Promise.all(window.wakeLocksInTest.held.map(async (lock) => await lock.release()))
    })
    await lamp('wake-lock', 'amber')
    await remedyOf('awake-lost')
    await kr.page.evaluate(() => (window.wakeLocksInTest.refuses = false))
    await lamp('wake-lock', 'green')
  })

  it('says afterwards that the page stood still, until that is seen', async () => {
    // A visible page with warm lines is never frozen, not even by the developer tools: its thread is held instead, which
    // stops every timer of it just so.
    await kr.page.evaluate((holdMs) => {
      const untilMs = performance.now() + holdMs
      while (performance.now() < untilMs);
    }, 2_500)
    await lamp('page', 'amber')
    await kr.button(en.console.stoodSeen).click()
    await lamp('page', 'green')
  })

  it('notices a line on which nothing comes back', async () => {
    const pids = await stage.installation.workerPids()
    for (const pid of pids) process.kill(pid, 'SIGSTOP')
    await kr.text(/Nothing comes back on a line|A line is down|A line is connecting/).waitFor()
    // A worker that does not answer is replaced by its server; the line is made anew in another.
    await lamp('warm-lines', 'green')
  })

  it('shows a ring behind other windows; an answer in another tab silences it, which is said', async () => {
    const tab = await kr.page.context().newPage()
    await tab.goto(stage.installation.url('kr'))
    await tab.getByRole('button', { name: 'Arm console' }).waitFor()
    await setHidden(true)
    await jp.place('Leaders')
    await kr.incoming.waitFor()
    await eventually('a notice is shown', async () => (await notices()).includes(en.incoming.title('Japan')))
    await pressNotice()
    let left: string[] = []
    const isGone = async () => (left = await notices()).length === 0
    await eventually('it is gone when it is pressed', isGone).catch((cause: unknown) => {
      throw new Error(`There is still: ${left.join('; ')}`, { cause })
    })
    expect(await kr.page.title()).to.equal(en.titles.ringing('Japan', { precedence: 'routine', marking: 'real' }))
    expect(await kr.page.locator('link[rel="icon"]').getAttribute('href')).to.match(/^data:image\/svg/)
    await tab.getByRole('dialog').getByRole('button', { name: 'Answer' }).click()
    await kr.text(en.answeredElsewhere.tab('Japan', 'Leaders')).waitFor()
    await setHidden(false)
    await kr.incoming.waitFor({ state: 'detached' })
    await isSilentFor(2_500)
    await eventually('the title is calm', async () => (await kr.page.title()) === en.titles.calm)
    expect(await kr.page.locator('link[rel="icon"]').getAttribute('href')).to.match(/icon\.svg$/)
    await jp.end()
    await tab.close()
  })

  it('can be installed, and keeps nothing in its service worker', async () => {
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors')
    // Playwright's contexts are as private as incognito windows, in which nothing can be installed.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).to.deep.equal([])
    const { url, errors } = await devtools.send('Page.getAppManifest')
    expect(errors).to.deep.equal([])
    expect(url).to.match(/\/manifest\.webmanifest$/)
    const shown = await kr.page.evaluate(async () => {
      const worker = await navigator.serviceWorker.ready
      const caches_ = await caches.keys()
      return { state: worker.active?.state, caches: caches_, controlled: navigator.serviceWorker.controller !== null }
    })
    expect(shown).to.deep.equal({ state: 'activated', caches: [], controlled: true })
    await kr.page.getByRole('link', { name: en.places.settings }).click()
    await kr.text(en.settings.appIs.ready).waitFor()
    await kr.page.getByRole('link', { name: en.places.console }).click()
  })

  it('says of a network that takes no UDP that calls go over TCP, and has its lines', async () => {
    const { phone: us } = await stage.seat('us', { udp: false })
    await us.arm()
    await lamp('udp', 'amber', us.page)
    await us.text(en.console.faults['udp-blocked'].wrong).waitFor()
    await us.text(en.console.faults['udp-blocked'].remedy).waitFor()
    await Promise.all([lamp('tcp', 'green', us.page), lamp('warm-lines', 'green', us.page)])
  })

  it('says that there is no server, in words of its own, and opens by itself when there is one', async () => {
    await kr.page.context().setOffline(true)
    await kr.page.reload()
    await kr.page.getByRole('heading', { name: 'No connection to the server' }).waitFor()
    await kr.page.context().setOffline(false)
    await kr.button('Arm console').waitFor()
  })
})
