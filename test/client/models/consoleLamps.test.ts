import { expect } from 'chai'
import { ADVISERS, LEADERS } from '../../calls/demonstrationLines.ts'
import { KR } from '../fakeLine.ts'
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
  const colourOf = (check: string) => lamps().lamps.value.find((lamp) => lamp.check === check)?.colour
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
    expect(lastReport()?.lamps).to.deep.include({ check: 'ringer', colour: 'red' })
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
    await test.phone.signOut.value?.()
    expect(test.media.calls).to.include('disarm')
    expect(lamps().arming.value).to.equal('disarmed')
    expect(test.wakeLock.held()).to.equal(false)
  })
})
