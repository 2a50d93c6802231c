import { expect } from 'chai'
import type { AtConsole } from '../../server/calls/decision.ts'
import { Hotline, jpPrincipal, jpWatch, krPrincipal, krWatch, PLACE, usPrincipal, usWatch } from './hotline.ts'

const PEOPLE = [krPrincipal, krWatch, jpPrincipal, jpWatch, usPrincipal, usWatch]

/** A call that its caller places and cancels again while it rings. */
function missed(hotline: Hotline, caller: AtConsole): string {
  hotline.atMs += 1_000
  hotline.must(caller, PLACE)
  const { callId } = hotline.call
  hotline.must('server', { name: 'recording:start', callId, keyNumber: 1 })
  hotline.must(caller, { name: 'call:cancel', callId })
  return callId
}

const ofParty = (hotline: Hotline, party: string) => hotline.state.missed.filter((ring) => ring.party === party)

describe('the rings that a party has missed', () => {
  let hotline: Hotline

  beforeEach(() => {
    hotline = new Hotline()
    hotline.signedIn = PEOPLE
  })

  it('are not pushed out by somebody else who rings and cancels without end', () => {
    const real = [krPrincipal, krWatch, usWatch].map((caller) => missed(hotline, caller))
    for (let times = 0; times < 500; times += 1) missed(hotline, usPrincipal)
    const kept = ofParty(hotline, 'jp')
    expect(kept.map(({ callId }) => callId)).to.include.members(real)
    expect(kept, 'and what is kept is bounded').to.have.length(20)
    expect(hotline.state.missed.length).to.be.at.most(60)
    for (const callId of real) hotline.must(jpWatch, { name: 'ring:acknowledge', callId })
  })

  it('are all counted, also those of one caller that are not kept one by one', () => {
    const firstAtMs = hotline.atMs + 1_000
    for (let times = 0; times < 100; times += 1) missed(hotline, usPrincipal)
    const kept = ofParty(hotline, 'jp')
    const counted = kept.flatMap(({ before }) => before ?? [])
    expect(counted.reduce((sum, { rings }) => sum + rings, kept.length)).to.equal(100)
    expect(Math.min(...counted.map(({ sinceMs }) => sinceMs))).to.equal(firstAtMs)
    expect(kept[0]?.before, 'at the newest').to.deep.equal({ rings: 80, sinceMs: firstAtMs })
  })

  it('go, where one has to, from what somebody of the party has acknowledged', () => {
    const calls = Array.from({ length: 20 }, () => missed(hotline, usPrincipal))
    const [oldest = '', second = ''] = calls
    hotline.must(jpWatch, { name: 'ring:acknowledge', callId: second })
    missed(hotline, usPrincipal)
    const kept = ofParty(hotline, 'jp').map(({ callId }) => callId)
    expect(kept).to.include(oldest)
    expect(kept).not.to.include(second)
  })
})
