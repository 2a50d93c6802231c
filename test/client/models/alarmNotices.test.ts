import { expect } from 'chai'
import type { Alarm } from '../../../server/protocol/lineHistory.ts'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import { at, consoleId, KR_WATCH } from '../fakeLine.ts'
import { FakeClock, settled } from '../fakeClock.ts'
import { FakeStorage } from '../fakePorts.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

const ADMIN = at(9, 'kr-admin', 'Seo Yu-na', 'admin')
const MINUTE_MS = 60_000
const by = (party: string) => ({ party, person: `${party}-admin`, name: party, atMs: 9 })
const alarm = (number: number, ...acknowledged: ReturnType<typeof by>[]): Alarm => ({
  ...{ kind: 'roll-call', alarm: consoleId(number), line: 'leaders', lineName: 'Leaders', dueMs: 1, atMs: 2 },
  ...{ parties: [{ party: 'us', why: 'no-answer' }], acknowledged },
})

describe('an alarm at the console of an admin', () => {
  let test: SoftphoneInTest
  afterEach(() => test.phone.close())

  /** An admin has signed in; sound comes to run by a gesture alone, as in a browser. */
  async function start(storage = new FakeStorage()): Promise<void> {
    test = createSoftphoneInTest(new FakeClock(), storage)
    test.media.setSound(false)
    await signIn(test)
    welcome(test, ADMIN, [])
    await settled()
  }
  async function turnOn(): Promise<void> {
    test.media.sound = true
    await test.phone.alarmNotices.turnOn.value?.()
  }
  const tell = (...alarms: Alarm[]) => test.connection.notify('alarms:changed', { alarms })
  const heard = () => test.media.calls.filter((call) => call === 'raised' || call === 'reminder')

  it('is not heard before a gesture has turned that on, which is heard once itself', async () => {
    await start()
    tell(alarm(1))
    expect(test.media.calls).to.deep.equal([])
    expect(test.phone.alarmNotices.turnOff.value).to.equal(undefined)
    await turnOn()
    expect(test.media.calls).to.deep.equal(['unlock sound', 'raised'])
    expect(test.phone.alarmNotices.turnOn.value, 'it is on').to.equal(undefined)
  })

  it('asks for notices in that gesture, unless somebody has decided on them', async () => {
    await start()
    let asked = 0
    test.notifications.ask = async () => void (asked += 1)
    test.notifications.granted = 'undecided'
    await turnOn()
    expect(asked).to.equal(1)
    test.notifications.granted = 'denied'
    test.phone.alarmNotices.turnOff.value?.()
    await turnOn()
    expect(asked).to.equal(1)
  })

  it('is heard once when it is new, and not again when somebody acknowledges it or the console connects anew', async () => {
    await start()
    await turnOn()
    tell(alarm(1))
    expect(heard()).to.deep.equal(['raised', 'raised'])
    tell(alarm(1, by('jp')))
    welcome(test, ADMIN, [])
    tell(alarm(1, by('jp')))
    expect(heard()).to.have.length(2)
    tell(alarm(2), alarm(1, by('jp')))
    expect(heard()).to.have.length(3)
  })

  it('is heard softly every five minutes until somebody of the own party has acknowledged it', async () => {
    await start()
    await turnOn()
    tell(alarm(1))
    const reminders = () => heard().filter((call) => call === 'reminder').length
    await test.clock.leap(4 * MINUTE_MS)
    expect(reminders()).to.equal(0)
    await test.clock.leap(1.5 * MINUTE_MS)
    expect(reminders()).to.equal(1)
    await test.clock.leap(5 * MINUTE_MS)
    expect(reminders()).to.equal(2)
    tell(alarm(1, by('kr')))
    await test.clock.leap(20 * MINUTE_MS)
    expect(reminders()).to.equal(2)
  })

  it('is shown by the system while nobody looks at the page, and in the tab until it is acknowledged', async () => {
    await start()
    await turnOn()
    tell(alarm(1))
    expect(test.notifications.shown, 'who looks sees the strip').to.deep.equal([])
    test.attention.become(false)
    tell(alarm(2), alarm(1))
    expect(test.notifications.shown).to.deep.equal([`alarm ${consoleId(2)}`])
    expect([test.face.mark, test.face.title]).to.deep.equal(['missed', '2 alarms – Ringdown'])
    test.attention.become(true)
    expect(test.notifications.shown).to.deep.equal([])
    expect(test.face.mark).to.equal('missed')
    tell(alarm(2, by('kr')), alarm(1, by('kr')))
    expect([test.face.mark, test.face.title]).to.deep.equal(['calm', 'Ringdown'])
  })

  it('is heard at this machine also after the page was closed, and until it is turned off', async () => {
    const storage = new FakeStorage()
    await start(storage)
    await turnOn()
    test.phone.close()
    await start(storage)
    expect(test.media.calls, 'sound is tried').to.deep.equal(['unlock sound'])
    expect(test.phone.alarmNotices.turnOn.value, 'the browser waits for a gesture').not.to.equal(undefined)
    test.media.setSound(true)
    expect(test.phone.alarmNotices.turnOn.value, 'any press was one').to.equal(undefined)
    tell(alarm(1))
    expect(heard()).to.deep.equal(['raised'])
    test.phone.alarmNotices.turnOff.value?.()
    tell(alarm(2), alarm(1))
    expect(heard()).to.have.length(1)
    test.phone.close()
    await start(storage)
    expect(test.media.calls).to.deep.equal([])
  })

  it('is nothing that others could turn on', async () => {
    await start()
    welcome(test, KR_WATCH, [{ line: LEADERS }])
    expect(test.phone.alarmNotices.turnOn.value).to.equal(undefined)
  })
})
