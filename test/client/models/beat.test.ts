import { expect } from 'chai'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import { KR } from '../fakeLine.ts'
import { settled } from '../fakeClock.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

describe('the beat of a console', () => {
  let test: SoftphoneInTest

  beforeEach(async () => {
    test = createSoftphoneInTest()
    await signIn(test)
    welcome(test, KR, [{ line: LEADERS }])
  })
  afterEach(() => test.phone.close())

  const beatsIn = async (ms: number): Promise<number> => {
    const before = test.connection.asks('console:beat').length
    await test.clock.pass(ms)
    return test.connection.asks('console:beat').length - before
  }

  it('goes on twice a second while it is armed and connected, and at no other time', async () => {
    expect(await beatsIn(5_000), 'not armed').to.equal(0)
    await test.phone.lamps.arm.value?.()
    expect(await beatsIn(5_000)).to.equal(10)
    test.connection.become('lost')
    expect(await beatsIn(5_000), 'not connected').to.equal(0)
    test.connection.become('connected')
    expect(await beatsIn(5_000)).to.equal(10)
    await test.phone.signOut.value?.()
    expect(await beatsIn(5_000), 'signed out').to.equal(0)
  })

  const linesAre = () => test.phone.lamps.conditions.value.find(({ check }) => check === 'warm-lines')

  it('finds out within two seconds that the server is not heard, says so, and goes on', async () => {
    test.connection.answer('console:beat', () => ({ ok: true, body: {} }))
    await test.phone.lamps.arm.value?.()
    test.media.reportWarmLine({ line: 'leaders', state: 'up' })
    await test.clock.pass(10_000)
    expect(test.phone.lamps.serverSilent.value).to.equal(false)
    expect(linesAre()?.colour).to.equal('green')
    const answers: (() => void)[] = []
    test.connection.answer(
      'console:beat',
      () => new Promise((resolve) => answers.push(() => resolve({ ok: true, body: {} }))),
    )
    await test.clock.pass(1_500)
    expect(test.phone.lamps.serverSilent.value, 'a slow answer is none that is missing').to.equal(false)
    await test.clock.pass(500)
    expect(test.phone.lamps.serverSilent.value).to.equal(true)
    expect(linesAre()).to.deep.equal({ check: 'warm-lines', colour: 'red', fault: 'server-lost' })
    expect(await beatsIn(5_000), 'it does not wait for answers').to.equal(10)
    answers.at(-1)?.()
    await settled()
    expect(test.phone.lamps.serverSilent.value).to.equal(false)
  })

  it('does not take for an answer what its own side says, nor its own standing still for silence', async () => {
    test.connection.answer('console:beat', () => ({ ok: true, body: {} }))
    await test.phone.lamps.arm.value?.()
    await test.clock.pass(2_000)
    await test.clock.leap(60_000)
    expect(test.phone.lamps.serverSilent.value).to.equal(false)
    test.connection.refuse('console:beat', 'unavailable')
    await test.clock.pass(2_000)
    expect(test.phone.lamps.serverSilent.value).to.equal(true)
    test.connection.become('lost')
    await test.clock.pass(500)
    expect(test.phone.lamps.serverSilent.value, 'that the connection is lost is known by itself').to.equal(false)
  })
})
