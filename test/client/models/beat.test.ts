import { expect } from 'chai'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import { KR } from '../fakeLine.ts'
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

  it('does not wait for answers that do not come', async () => {
    test.connection.answer('console:beat', () => new Promise(() => {}))
    await test.phone.lamps.arm.value?.()
    expect(await beatsIn(3_000)).to.equal(6)
  })
})
