import { expect } from 'chai'
import { ADVISERS, LEADERS } from '../../calls/demonstrationLines.ts'
import type { SelfRecording } from '../../../client/models/ports.ts'
import { JP, KR, LineScript } from '../fakeLine.ts'
import { settled } from '../fakeClock.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

describe('the lamps of a console', () => {
  let test: SoftphoneInTest

  beforeEach(async () => {
    test = createSoftphoneInTest()
    await signIn(test)
    welcome(test, KR, [{ line: LEADERS }, { line: ADVISERS }])
  })
  afterEach(() => test.phone.close())

  const lamps = () => test.phone.lamps
  const colourOf = (check: string) => lamps().conditions.value.find((lamp) => lamp.check === check)?.colour
  const lastReport = () => test.connection.asks('console:report').at(-1)

  async function armed(): Promise<void> {
    await lamps().arm.value?.()
    test.media.reportWarmLine({ line: 'leaders', state: 'up', roundTripMs: 40, lossPercent: 0 })
    test.media.reportWarmLine({ line: 'advisers', state: 'up' })
    await test.clock.pass(1_000)
  }

  it('are red before arming, and arming warms every line', async () => {
    expect(lamps().colour.value).to.equal('red')
    await armed()
    expect(lamps().colour.value).to.equal('green')
    expect(lamps().arm.value).to.equal(undefined)
    expect(test.media.calls).to.include.members(['warm leaders', 'warm advisers'])
    expect(test.wakeLock.held()).to.equal(true)
  })

  it('ask for notices in the gesture that arms, and do not wait for an answer that may never come', async () => {
    let asked = 0
    test.notifications.granted = 'undecided'
    test.notifications.ask = async () => {
      asked += 1
      await new Promise<void>(() => {})
    }
    await armed()
    expect([asked, lamps().arming.value]).to.deep.equal([1, 'armed'])
    expect(colourOf('notifications')).to.equal('amber')
    test.notifications.granted = 'granted'
    await test.clock.pass(1_000)
    expect(colourOf('notifications')).to.equal('green')
    await test.phone.signOut.value?.()
    await lamps().arm.value?.()
    expect(asked, 'who has decided is not asked').to.equal(1)
  })

  it('are the worst of the lines', async () => {
    await armed()
    test.media.reportWarmLine({ line: 'advisers', state: 'connecting' })
    expect(colourOf('warm-lines')).to.equal('amber')
    test.media.reportWarmLine({ line: 'leaders', state: 'down' })
    expect(colourOf('warm-lines')).to.equal('red')
    expect(lamps().colour.value).to.equal('red')
  })

  it('show red when something lapses, and the server hears of it', async () => {
    await armed()
    test.media.sound = false
    await test.clock.pass(1_000)
    expect(colourOf('sound')).to.equal('red')
    expect(lastReport()?.lamps).to.deep.include({ check: 'ringer', colour: 'red', fault: 'sound-blocked' })
    test.media.setLocal({ microphone: 'busy' })
    expect(colourOf('microphone')).to.equal('red')
    test.media.setLocal({ camera: 'none' })
    expect(colourOf('camera')).to.equal('amber')
  })

  it('report what was measured, once, and again on a new connection', async () => {
    await armed()
    expect(lastReport()?.paths).to.deep.equal([{ line: 'leaders', roundTripMs: 40, lossPercent: 0 }])
    const before = test.connection.asks('console:report').length
    await test.clock.pass(3_000)
    expect(test.connection.asks('console:report')).to.have.length(before)
    welcome(test, KR, [{ line: LEADERS }, { line: ADVISERS }])
    await test.clock.pass(1_000)
    expect(test.connection.asks('console:report').length).to.be.greaterThan(before)
  })

  it('cool a line that is taken away, and everything on signing out', async () => {
    await armed()
    welcome(test, KR, [{ line: LEADERS }])
    expect(test.media.calls).to.include('cool advisers')
    expect(test.tabs.announced).to.equal(KR.console)
    await test.phone.signOut.value?.()
    expect(test.tabs.announced, 'nobody is at that console any more').to.equal(undefined)
    expect(test.media.calls).to.include('disarm')
    expect(lamps().arming.value).to.equal('disarmed')
    expect(test.wakeLock.held()).to.equal(false)
  })

  const script = () => new LineScript('leaders', test.clock.nowMs())
  const withCall = (make: (line: LineScript) => void): void => {
    const line = script()
    make(line)
    welcome(test, KR, [{ line: LEADERS, state: line.state }, { line: ADVISERS }])
  }

  it('tell at once what the browser says at once: no look is waited for', async () => {
    await armed()
    test.media.setSound(false)
    expect(colourOf('sound')).to.equal('red')
    test.media.setSound(true)
    test.wakeLock.lose()
    expect(colourOf('wake-lock')).to.equal('amber')
    test.media.setLocal({ outputGone: true, microphone: 'silent' })
    expect([colourOf('output'), colourOf('microphone')]).to.deep.equal(['amber', 'amber'])
    test.media.reportWarmLine({ line: 'leaders', state: 'up', quiet: true })
    expect(colourOf('warm-lines')).to.equal('amber')
    expect(lastReport()?.lamps, 'and the server has heard it').to.deep.include({
      check: 'warm-lines',
      colour: 'amber',
      fault: 'lines-quiet',
    })
  })

  it('say that the page stood still until that has been seen, and not before arming', async () => {
    test.standstill.standFor(9_000)
    await armed()
    expect(colourOf('page')).to.equal('green')
    test.standstill.standFor(4_000)
    test.standstill.standFor(2_500)
    expect(lamps().stoodStill.value?.forMs).to.equal(4_000)
    expect(lastReport()?.lamps).to.deep.include({ check: 'page', colour: 'amber', fault: 'page-stood-still' })
    lamps().stoodStill.value?.seen()
    expect(colourOf('page')).to.equal('green')
  })

  describe('for UDP and TCP', () => {
    const checked = () => test.media.calls.filter((call) => call.startsWith('check ')).length

    it('are of what was found out on every line', async () => {
      await lamps().arm.value?.()
      expect(colourOf('udp'), 'not yet known').to.equal('amber')
      await test.clock.pass(0)
      expect([colourOf('udp'), colourOf('tcp')]).to.deep.equal(['green', 'green'])
      expect(test.media.calls).to.include.members(['check leaders udp', 'check advisers tcp'])
    })

    it('are found out again every minute, when the network changes and when a warm line is lost', async () => {
      await armed()
      const once = checked()
      await test.clock.pass(59_000)
      expect(checked()).to.equal(2 * once)
      test.network.change()
      await test.clock.pass(0)
      expect(checked()).to.equal(3 * once)
      test.media.pathsNow = { udp: 'blocked', tcp: 'good' }
      test.media.reportWarmLine({ line: 'leaders', state: 'down' })
      test.media.reportWarmLine({ line: 'leaders', state: 'connecting' })
      await test.clock.pass(0)
      expect(checked(), 'once for one loss').to.equal(4 * once)
      expect([colourOf('udp'), colourOf('tcp')]).to.deep.equal(['amber', 'green'])
      test.media.pathsNow = { udp: 'blocked', tcp: 'blocked' }
      test.network.change()
      await test.clock.pass(0)
      expect([colourOf('udp'), colourOf('tcp')]).to.deep.equal(['red', 'red'])
    })

    it('go on after a browser could not make what a check needs', async () => {
      await armed()
      const { checkPath } = test.media
      test.media.checkPath = async () => await Promise.reject(new Error('too many connections'))
      test.network.change()
      await test.clock.pass(0)
      expect(colourOf('udp'), 'nothing was found out').to.equal('green')
      test.media.checkPath = checkPath
      test.media.pathsNow = { udp: 'blocked', tcp: 'good' }
      test.network.change()
      await test.clock.pass(0)
      expect(colourOf('udp')).to.equal('amber')
    })

    it('keep what they showed while the server does not answer, and rest in a call', async () => {
      await armed()
      test.media.pathsNow = { udp: undefined, tcp: undefined }
      await test.clock.pass(60_000)
      expect(colourOf('udp')).to.equal('green')
      const before = checked()
      withCall((line) => line.place(KR))
      await test.clock.pass(120_000)
      expect(checked()).to.equal(before)
      withCall(() => {})
      await test.clock.pass(0)
      expect(checked(), 'and are made up for after it').to.be.greaterThan(before)
    })
  })

  describe('and what a person tries', () => {
    const tryOut = () => lamps().tryOut

    it('is heard when the console is armed, but not into a call that rings or is up', async () => {
      withCall((line) => line.place(JP))
      await armed()
      expect(test.media.calls).to.include('arm').and.not.include('arm aloud')
      expect(colourOf('ringer')).to.equal('amber')
      withCall(() => {})
      await tryOut().tryRinger.value?.()
      expect(colourOf('ringer'), 'tried since').to.equal('green')
      await test.phone.signOut.value?.()
      await signIn(test)
      withCall(() => {})
      await armed()
      expect(test.media.calls).to.include('arm aloud')
    })

    it('is nothing before arming, and one thing at a time', async () => {
      expect([tryOut().hearYourself.value, tryOut().tryRinger.value]).to.deep.equal([undefined, undefined])
      await armed()
      const ringer = Promise.withResolvers<boolean>()
      test.media.ringerTry = ringer.promise
      const trying = tryOut().tryRinger.value?.()
      expect(tryOut().hearYourself.value).to.equal(undefined)
      tryOut().stopRinger.value?.()
      expect(test.media.calls.at(-1)).to.equal('stop trying')
      ringer.resolve(true)
      await trying
      expect(tryOut().hearYourself.value).not.to.equal(undefined)
    })

    it('is recorded for three seconds that are counted, then played, then judged', async () => {
      await armed()
      const recorded = Promise.withResolvers<SelfRecording | undefined>()
      const played = Promise.withResolvers<void>()
      test.media.recording = recorded.promise
      const hearing = tryOut().hearYourself.value?.()
      const seconds: number[] = []
      for (let second = 0; second < 3; second += 1) {
        const now = tryOut().hearing.value
        if (now.at === 'recording') seconds.push(now.secondsLeft)
        await test.clock.pass(1_000)
      }
      expect(seconds).to.deep.equal([3, 2, 1])
      recorded.resolve({ peak: 0, play: () => played.promise })
      await settled()
      expect(tryOut().hearing.value.at).to.equal('playing')
      played.resolve()
      await hearing
      expect(tryOut().hearing.value, 'zeros are no voice').to.deep.equal({ at: 'over', heard: false })
      await tryOut().hearYourself.value?.()
      expect(tryOut().hearing.value, 'the same recording again').to.deep.equal({ at: 'over', heard: false })
      await test.clock.pass(20_000)
      expect(tryOut().hearing.value.at, 'old news').to.equal('idle')
    })

    it('ends when it rings here, and is not possible in a call', async () => {
      await armed()
      const recorded = Promise.withResolvers<SelfRecording | undefined>()
      test.media.recording = recorded.promise
      void tryOut().hearYourself.value?.()
      withCall((line) => {
        line.place(JP)
        line.ring('kr', [KR])
      })
      expect(test.media.calls).to.include('stop trying')
      recorded.resolve(undefined)
      await settled()
      expect(tryOut().hearing.value.at).to.equal('idle')
      expect([tryOut().hearYourself.value, tryOut().tryRinger.value]).to.deep.equal([undefined, undefined])
    })
  })
})
