import { expect } from 'chai'
import type { LineCommand } from '../../server/calls/commands.ts'
import { refusal } from '../../server/protocol/refusal.ts'
import { Preemption } from '../../server/ringing/preemption.ts'
import { ADVISERS, LEADERS } from '../calls/demonstrationLines.ts'
import { at, Hotline, krPrincipal } from '../calls/hotline.ts'
import { until } from '../facts/until.ts'

const jpOnAdvisers = at('jp', 'watch', 5, 0, ADVISERS)
const jpOnLeaders = at('jp', 'watch', 5)

/** Japan's watch officer in a routine call, and a flash call that rings at the same console. */
function twoLines(): { lower: Hotline; higher: Hotline } {
  const [lower, higher] = [new Hotline(ADVISERS), new Hotline(LEADERS)]
  lower.signedIn = [jpOnAdvisers]
  higher.signedIn = [jpOnLeaders]
  lower.must(jpOnAdvisers, { name: 'call:place', precedence: 'routine', marking: 'real' })
  higher.must(krPrincipal, { name: 'call:place', precedence: 'flash', marking: 'real' })
  higher.must('server', { name: 'recording:start', callId: higher.call.callId, keyNumber: 1 })
  return { lower, higher }
}

/** @param answers what the log says to the first reports; it takes the rest. */
function preemptionOn({ lower, higher }: ReturnType<typeof twoLines>, answers: ('taken' | 'unavailable')[] = []) {
  const reported: LineCommand[] = []
  const preemption = Preemption.create({
    lines: () =>
      [lower, higher].map(({ state, signedIn }) => ({
        state,
        signedIn: signedIn.map(({ console, standing }) => ({ ...console, standing, armed: true })),
      })),
    report: async (line, command) => {
      reported.push(command)
      if (answers.shift() === 'unavailable') return { ok: false, refusal: refusal('unavailable', 'The disk is full.') }
      const hotline = line === 'advisers' ? lower : higher
      hotline.must('server', command)
      preemption.stateChanged()
      return { ok: true }
    },
  })
  return { preemption, reported }
}

const legOf = ({ call }: Hotline) => call.legs.find(({ person }) => person === 'jp-watch')?.state

describe('pre-emption', () => {
  it('holds the lower call while a flash ring has the console, reports it once, and gives it back', async () => {
    const lines = twoLines()
    const { preemption, reported } = preemptionOn(lines)
    for (let change = 0; change < 5; change += 1) preemption.stateChanged()
    await until('it is held', () => legOf(lines.lower) === 'held')
    expect(reported.map(({ name }) => name)).to.deep.equal(['leg:hold'])
    lines.higher.must(krPrincipal, { name: 'call:cancel', callId: lines.higher.call.callId })
    preemption.stateChanged()
    await until('it is given back', () => legOf(lines.lower) === 'on')
    expect(reported.map(({ name }) => name)).to.deep.equal(['leg:hold', 'leg:retrieve'])
    preemption.close()
  })

  it('goes on after a restart where it was: what was taken is given back by the next server', async () => {
    const lines = twoLines()
    const before = preemptionOn(lines)
    before.preemption.stateChanged()
    await until('it is held', () => legOf(lines.lower) === 'held')
    before.preemption.close()
    lines.higher.must(krPrincipal, { name: 'call:cancel', callId: lines.higher.call.callId })
    before.preemption.stateChanged()
    expect(before.reported, 'the closed one does nothing').to.have.length(1)
    const after = preemptionOn(lines)
    after.preemption.stateChanged()
    await until('it is given back', () => legOf(lines.lower) === 'on')
    after.preemption.close()
  })

  it('asks again when the log could not take it', async () => {
    const lines = twoLines()
    const { preemption, reported } = preemptionOn(lines, ['unavailable'])
    preemption.stateChanged()
    await until('it is held', () => legOf(lines.lower) === 'held')
    expect(reported).to.have.length(2)
    preemption.close()
  })
})
