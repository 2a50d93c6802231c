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
  const asked: string[] = []
  const preemption = Preemption.create({
    states: () => [lower, higher].map(({ state }) => state),
    signedIn: (line) => {
      asked.push(line)
      const { signedIn } = line === 'advisers' ? lower : higher
      return signedIn.map(({ console, standing }) => ({ ...console, standing, armed: true }))
    },
    report: async (line, command) => {
      reported.push(command)
      if (answers.shift() === 'unavailable') return { ok: false, refusal: refusal('unavailable', 'The disk is full.') }
      const hotline = line === 'advisers' ? lower : higher
      hotline.must('server', command)
      preemption.look()
      return { ok: true }
    },
  })
  return { preemption, reported, asked }
}

const legOf = ({ call }: Hotline) => call.legs.find(({ person }) => person === 'jp-watch')?.state

describe('pre-emption', () => {
  it('holds the lower call while a flash ring has the console, reports it once, and gives it back', async () => {
    const lines = twoLines()
    const { preemption, reported } = preemptionOn(lines)
    for (let change = 0; change < 5; change += 1) preemption.look()
    await until('it is held', () => legOf(lines.lower) === 'held')
    expect(reported.map(({ name }) => name)).to.deep.equal(['leg:hold'])
    lines.higher.must(krPrincipal, { name: 'call:cancel', callId: lines.higher.call.callId })
    preemption.look()
    await until('it is given back', () => legOf(lines.lower) === 'on')
    expect(reported.map(({ name }) => name)).to.deep.equal(['leg:hold', 'leg:retrieve'])
    preemption.close()
  })

  it('goes on after a restart where it was: what was taken is given back by the next server', async () => {
    const lines = twoLines()
    const before = preemptionOn(lines)
    before.preemption.look()
    await until('it is held', () => legOf(lines.lower) === 'held')
    before.preemption.close()
    lines.higher.must(krPrincipal, { name: 'call:cancel', callId: lines.higher.call.callId })
    before.preemption.look()
    expect(before.reported, 'the closed one does nothing').to.have.length(1)
    const after = preemptionOn(lines)
    after.preemption.look()
    await until('it is given back', () => legOf(lines.lower) === 'on')
    after.preemption.close()
  })

  it('takes a console that signs in while the ring is there, when it is told that somebody has come', async () => {
    const lines = twoLines()
    lines.higher.signedIn = []
    const { preemption, reported } = preemptionOn(lines)
    preemption.look()
    expect(reported).to.deep.equal([])
    lines.higher.signedIn = [jpOnLeaders]
    preemption.look()
    await until('it is held', () => legOf(lines.lower) === 'held')
    preemption.close()
  })

  it('asks who is signed in only where something rings, and looks at nothing while no call takes a console', () => {
    const lines = twoLines()
    const ringing = preemptionOn(lines)
    ringing.preemption.look()
    expect(ringing.asked, 'the line that rings, then and when the leg was held').to.deep.equal(['leaders', 'leaders'])
    ringing.preemption.close()
    const [lower, higher] = [new Hotline(ADVISERS), new Hotline(LEADERS)]
    lower.signedIn = [jpOnAdvisers]
    higher.signedIn = [jpOnLeaders]
    lower.must(jpOnAdvisers, { name: 'call:place', precedence: 'routine', marking: 'real' })
    higher.must(krPrincipal, { name: 'call:place', precedence: 'immediate', marking: 'real' })
    higher.must('server', { name: 'recording:start', callId: higher.call.callId, keyNumber: 1 })
    const idle = preemptionOn({ lower, higher })
    idle.preemption.look()
    expect([idle.asked, idle.reported]).to.deep.equal([[], []])
    idle.preemption.close()
  })

  it('asks again when the log could not take it', async () => {
    const lines = twoLines()
    const { preemption, reported } = preemptionOn(lines, ['unavailable'])
    preemption.look()
    await until('it is held', () => legOf(lines.lower) === 'held')
    expect(reported).to.have.length(2)
    preemption.close()
  })
})
