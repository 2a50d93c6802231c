import { expect } from 'chai'
import { createAlarmDesk } from '../../../client/models/alarmDesk.ts'
import type { Answer } from '../../../server/protocol/events.ts'
import type { Alarm } from '../../../server/protocol/lineHistory.ts'
import { at, consoleId } from '../fakeLine.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

const ADMIN = at(9, 'kr-admin', 'Seo Yu-na', 'admin')
const by = (party: string) => ({ party, person: `${party}-admin`, name: party, atMs: 9 })
const alarm = (number: number, ...acknowledged: ReturnType<typeof by>[]): Alarm => ({
  ...{ kind: 'roll-call', alarm: consoleId(number), line: 'leaders', lineName: 'Leaders', dueMs: 1, atMs: 2 },
  ...{ parties: [{ party: 'us', why: 'no-answer' }], acknowledged },
})

describe('the alarms of an admin', () => {
  let test: SoftphoneInTest
  beforeEach(async () => {
    test = createSoftphoneInTest()
    await signIn(test)
    welcome(test, ADMIN, [])
  })
  afterEach(() => test.phone.close())

  const tell = (...alarms: Alarm[]) => test.connection.notify('alarms:changed', { alarms })
  const open = () => test.phone.alarms.open.value.map((one) => one.alarm)

  it('are open until somebody of their own party has acknowledged them', () => {
    tell(alarm(1), alarm(2, by('jp')), alarm(3, by('jp'), by('kr')))
    expect(test.phone.alarms.all.value).to.have.length(3)
    expect(open()).to.deep.equal([consoleId(1), consoleId(2)])
  })

  it('are gone with the session', async () => {
    tell(alarm(1))
    await test.phone.signOut.value?.()
    expect(test.phone.alarms.all.value).to.deep.equal([])
  })

  it('are acknowledged once, and stay until the server has said so', async () => {
    const asked: string[] = []
    let answer: (answer: Answer<unknown>) => void = () => {}
    const desk = createAlarmDesk(test.phone.alarms, {
      acknowledge: async (id) => {
        asked.push(id)
        return await new Promise((resolve) => (answer = resolve))
      },
    })
    tell(alarm(1))
    const first = () => {
      const [one] = desk.all.value
      if (one === undefined) throw new Error('There is no alarm.')
      return one
    }
    const done = desk.acknowledge(first())?.()
    expect(desk.acknowledge(first()), 'while it is being sent').to.equal(undefined)
    answer({ ok: false, refusal: { code: 'unavailable', message: '' } })
    await done
    expect(desk.refusal.value?.code).to.equal('unavailable')
    const again = desk.acknowledge(first())?.()
    answer({ ok: true, body: {} })
    await again
    expect(desk.refusal.value).to.equal(undefined)
    expect(asked).to.deep.equal([consoleId(1), consoleId(1)])
    expect(open()).to.deep.equal([consoleId(1)])
    tell(alarm(1, by('kr')))
    expect(open()).to.deep.equal([])
    expect(desk.acknowledge(first())).to.equal(undefined)
  })
})
