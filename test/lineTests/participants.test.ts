import { expect } from 'chai'
import { inAnyCall, participantsOf } from '../../server/lineTests/participants.ts'
import type { PresentConsole } from '../../server/protocol/consoles.ts'
import type { Role } from '../../server/protocol/words.ts'
import { at, id, up } from '../calls/hotline.ts'
import { LEADERS } from '../calls/demonstrationLines.ts'

let consoles = 0
const present = (party: string, role: Role, armed = true): PresentConsole => {
  const { console, standing } = at(party, role, (consoles += 1))
  return { ...console, standing, armed, colour: 'green' }
}
const nobodyBusy = () => false
const shown = (present: readonly PresentConsole[], isBusy: (console: string) => boolean = nobodyBusy) =>
  participantsOf(LEADERS, id(1), present, isBusy).map(({ person, party, synthetic }) =>
    synthetic ? `${party} (synthetic)` : person,
  )

describe('who has part in a line test', () => {
  it('are the armed consoles, and the server itself for a party that has nobody armed', () => {
    expect(shown([present('kr', 'principal'), present('kr', 'watch'), present('jp', 'watch', false)])).to.deep.equal([
      'jp (synthetic)',
      'us (synthetic)',
      'kr-principal',
      'kr-watch',
    ])
    expect(shown([])).to.deep.equal(['kr (synthetic)', 'jp (synthetic)', 'us (synthetic)'])
  })

  it('are no consoles of which nothing is heard: what they say of themselves may not hold any more', () => {
    const silent = { ...present('kr', 'principal'), silentSinceMs: 1_000 }
    expect(shown([silent, present('jp', 'watch'), present('us', 'watch')])).to.deep.equal([
      'kr (synthetic)',
      'jp-watch',
      'us-watch',
    ])
  })

  it('are no listeners, who send nothing, and nobody who is in a call on any line', () => {
    const call = up()
    const inCall = inAnyCall([call.state])
    const [leg] = call.call.legs
    const busy = { ...present('kr', 'principal'), console: leg?.console ?? '' }
    expect(inCall(busy.console)).to.equal(true)
    expect(shown([busy, present('us', 'listener'), present('jp', 'watch')], inCall)).to.deep.equal([
      'kr (synthetic)',
      'us (synthetic)',
      'jp-watch',
    ])
  })

  it('are four of a party at most, those that are rung before those that join', () => {
    const many = [...Array.from({ length: 5 }, () => present('kr', 'adviser')), present('kr', 'watch')]
    const of = shown([...many, present('jp', 'watch'), present('us', 'watch')]).filter((who) => who.startsWith('kr'))
    expect(of).to.deep.equal(['kr-watch', 'kr-adviser', 'kr-adviser', 'kr-adviser'])
  })

  it('have stand-ins of that test alone', () => {
    const standIn = (testId: string) => participantsOf(LEADERS, testId, [], nobodyBusy)[0]?.console
    expect(standIn(id(1))).to.equal(standIn(id(1)))
    expect(standIn(id(1))).not.to.equal(standIn(id(2)))
  })
})
