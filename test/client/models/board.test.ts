import { expect } from 'chai'
import type { PresentConsole } from '../../../server/protocol/consoles.ts'
import type { Line } from '../../../server/protocol/directory.ts'
import type { LineState } from '../../../server/protocol/lineState.ts'
import { boardOf, type BoardParty } from '../../../client/models/board.ts'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import { at, JP, JP_WATCH, KR, KR_INTERPRETER, KR_WATCH, present, US, US_ADVISER } from '../fakeLine.ts'

describe('the board of a line', () => {
  const of = (
    party: string,
    consoles: PresentConsole[],
    attendance: LineState['attendance'] = [],
    line: Line = LEADERS,
  ): BoardParty => {
    const board = boardOf({ line, attendance, consoles })
    expect(
      board.map((one) => one.party),
      'a row for each party, in the order of the line',
    ).to.deep.equal(LEADERS.parties)
    const found = board.find((one) => one.party === party)
    if (!found) throw new Error(`There is no row of ${party}.`)
    return found
  }
  const red = { armed: false, colour: 'red' } as const

  it('names the people of a party: who is rung first, then who is armed, each by role', () => {
    const other = at(11, 'kr-aide', 'An Aide', 'adviser')
    const consoles = [present(KR_INTERPRETER), present(other), present(KR_WATCH), present(US), present(KR, red)]
    expect(of('kr', consoles).consoles.map(({ person }) => person)).to.deep.equal([
      'kr-watch',
      'kr-principal',
      'kr-aide',
      'kr-interpreter',
    ])
  })

  it('says when a party was heard last', () => {
    const attendance = [{ party: 'jp', attended: false, sinceMs: 500, lastHeardMs: 500 }]
    expect(of('jp', [present(JP)]).lastHeard).to.equal('now')
    expect(of('jp', [present(JP), present(JP_WATCH, { silentSinceMs: 900 })], attendance).lastHeard).to.equal('now')
    const silent = [present(JP, { silentSinceMs: 800 }), present(JP_WATCH, { silentSinceMs: 900 })]
    expect(of('jp', silent).lastHeard).to.deep.equal({ atMs: 900 })
    expect(of('jp', [present(JP, red)], attendance).lastHeard).to.deep.equal({ atMs: 500 })
    expect(of('jp', []).lastHeard).to.equal('never')
    const noServer = [{ party: 'jp', attended: false, sinceMs: 500 }]
    expect(of('jp', [], noServer).lastHeard, 'no server was there to hear it').to.equal('unknown')
  })

  it('says since when a ring would not be heard, and not while that may be a page that is loaded anew', () => {
    const gone = [{ party: 'jp', attended: false, sinceMs: 500 }]
    const there = [{ party: 'jp', attended: true, sinceMs: 500 }]
    expect(of('jp', [], gone).unattended).to.deep.equal({ sinceMs: 500 })
    expect(of('jp', []).unattended).to.equal('never')
    expect(of('jp', [present(JP, red)], there)).to.not.have.property('unattended')
    expect(of('jp', [present(JP)], gone), 'what is seen goes before').to.not.have.property('unattended')
    const blocked = present(JP, { faults: [{ check: 'sound', colour: 'red' }], colour: 'red' })
    expect(of('jp', [blocked], gone)).to.deep.include({ unattended: { sinceMs: 500 }, armed: true })
    expect(of('us', [present(US_ADVISER)]), 'who only joins is not rung').to.deep.include({
      unattended: 'never',
      armed: true,
    })
  })

  it('goes by the ladder of a party: who is in no step of it is not rung, and who only joins may be', () => {
    const ladders: Line['ladders'] = {
      us: [
        { afterMs: 0, roles: ['watch'] },
        { afterMs: 10_000, roles: ['adviser'] },
      ],
    }
    const line = { ...LEADERS, ladders }
    const gone = [{ party: 'us', attended: false, sinceMs: 500 }]
    expect(of('us', [present(US)], gone, line)).to.deep.include({ unattended: { sinceMs: 500 }, armed: true })
    const both = of('us', [present(US), present(US_ADVISER)], gone, line)
    expect(both).to.not.have.property('unattended')
    expect(
      both.consoles.map(({ role }) => role),
      'those to whom a ring comes are first',
    ).to.deep.equal(['adviser', 'principal'])
  })

  it('measures a party by all of its consoles, and loss by the worst of them', () => {
    const path = (roundTripMs: number, lossPercent: number) => ({ roundTripMs, lossPercent })
    const consoles = [present(JP, path(40, 0)), present(JP_WATCH, path(60, 4)), present(US, path(170, 9))]
    expect(of('jp', consoles).path).to.deep.equal({ roundTripMs: 50, lossPercent: 4 })
    expect(of('jp', [present(JP), present(JP_WATCH, { ...path(60, 4), silentSinceMs: 1 })])).to.not.have.property(
      'path',
    )
  })
})
