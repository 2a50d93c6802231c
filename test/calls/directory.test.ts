import { expect } from 'chai'
import { emptyDirectory, evolveDirectory, type DirectoryState } from '../../server/calls/directory.ts'
import * as decisions from '../../server/calls/directoryDecisions.ts'
import type { Line } from '../../server/protocol/directory.ts'
import type { Ladder } from '../../server/protocol/ladders.ts'
import type { DirectoryDecision } from '../../server/calls/directoryDecisions.ts'

const party = (name: string) => ({ party: name, name, languages: ['en'], timeZone: 'UTC' })
const line = { line: 'leaders', name: 'Leaders', parties: ['kr', 'jp'], standings: { principal: 'rung' as const } }
const kim = { person: 'kim', name: 'Kim', party: 'kr', roles: ['principal' as const], suspended: false }

const after = (state: DirectoryState, decision: DirectoryDecision, commandId = 'c'): DirectoryState => {
  if ('refusal' in decision) throw new Error(decision.refusal.message)
  return decision.facts.reduce((folded, fact) => evolveDirectory(folded, fact, { commandId }), state)
}
const code = (decision: DirectoryDecision): string => ('refusal' in decision ? decision.refusal.code : 'facts')

describe('the directory', () => {
  let state: DirectoryState
  beforeEach(() => {
    state = ['kr', 'jp', 'us'].reduce(
      (folded, name) => after(folded, decisions.addParty(folded, party(name))),
      emptyDirectory,
    )
    state = after(state, decisions.addLine(state, line))
    state = after(state, decisions.addPerson(state, kim, true), 'first')
  })

  it('knows whom it was told of, and which command set their password', () => {
    expect(state.people).to.deep.equal([kim])
    expect(state.lines).to.deep.equal([line])
    expect(state.passwords).to.deep.equal({ kim: 'first' })
    const changed = after(state, decisions.passwordChanged(state, 'kim'), 'second')
    expect(changed.passwords).to.deep.equal({ kim: 'second' })
  })

  it('gives no username, party or line twice', () => {
    expect(code(decisions.addPerson(state, { ...kim, party: 'jp' }, false))).to.equal('not-now')
    expect(code(decisions.addParty(state, party('kr')))).to.equal('not-now')
    expect(code(decisions.addLine(state, line))).to.equal('not-now')
  })

  it('changes roles, name and suspension, and makes no fact of no change', () => {
    const changed = after(state, decisions.changePerson(state, 'kim', { roles: ['adviser', 'records', 'adviser'] }))
    expect(changed.people[0]?.roles).to.deep.equal(['adviser', 'records'])
    expect(after(state, decisions.suspend(state, 'kim')).people[0]?.suspended).to.equal(true)
    expect(decisions.changePerson(state, 'kim', { roles: ['principal'], name: 'Kim' })).to.deep.equal({ facts: [] })
    expect(decisions.changeLine(state, { ...line })).to.deep.equal({ facts: [] })
  })

  it('lets nobody change their own password over what an operator did meanwhile', () => {
    const checked = 'first'
    expect(decisions.ownPasswordChanged(state, 'kim', checked))
      .to.have.property('facts')
      .of.length(1)
    const reset = after(state, decisions.passwordChanged(state, 'kim'), 'second')
    expect(code(decisions.ownPasswordChanged(reset, 'kim', checked))).to.equal('too-late')
    const suspended = after(state, decisions.suspend(state, 'kim'))
    expect(code(decisions.ownPasswordChanged(suspended, 'kim', checked))).to.equal('too-late')
    expect(code(decisions.ownPasswordChanged(state, 'constructor', checked))).to.equal('too-late')
  })

  it('takes a ladder that can ring somebody, and says in words what is wrong with another', () => {
    const people = [
      { ...kim, person: 'lee', roles: ['admin' as const] },
      { ...kim, person: 'ito', party: 'jp' },
    ]
    for (const person of people) state = after(state, decisions.addPerson(state, person, false))
    const principal = { afterMs: 0, roles: ['principal' as const] }
    const later = { ...principal, afterMs: 10_000 }
    const said = (ladders: Line['ladders']): string => {
      const decision = decisions.changeLine(state, { ...line, ladders: ladders ?? {} })
      return 'refusal' in decision ? `${decision.refusal.code} ${decision.refusal.message}` : 'facts'
    }
    const kr = (...ladder: Ladder): string => said({ kr: ladder })
    expect(kr(principal, { afterMs: 10_000, roles: [], people: ['kim'] }, { ...later, afterMs: 20_000 })).to.equal(
      'facts',
    )
    expect(kr({ afterMs: 0, roles: 'everybody', insists: true })).to.equal('facts')
    const wrong = [
      [said({ us: [principal] }), 'us is not on the line'],
      [kr(later), 'the first step is at 0 seconds'],
      [kr(principal, later, later), 'each step is later'],
      [kr({ ...principal, insists: true }, later), 'only the last step can insist'],
      [kr({ afterMs: 0, roles: [] }), 'each step names a role, somebody, or everybody'],
      [kr({ afterMs: 0, roles: ['watch'] }), 'the role watch has no part in the line'],
      [kr(principal, { ...later, people: ['nobody'] }), 'there is nobody with the username nobody'],
      [kr(principal, { ...later, people: ['ito'] }), 'ito is not of that party'],
      [kr(principal, { ...later, people: ['lee'] }), 'lee has no part in the line'],
    ] as const
    for (const [sentence, words] of wrong)
      expect(sentence)
        .to.match(/^malformed /)
        .and.to.include(words)
  })

  it('refuses what does not exist or cannot work', () => {
    const refused = [
      decisions.addPerson(state, { ...kim, person: 'lee', party: 'xx' }, false),
      decisions.changePerson(state, 'nobody', { suspended: true }),
      decisions.passwordChanged(state, 'nobody'),
      decisions.changeLine(state, { ...line, line: 'other' }),
      decisions.addLine(state, { ...line, line: 'other', parties: ['kr', 'xx'] }),
      decisions.changePerson(state, 'kim', { roles: [] }),
      decisions.addLine(state, { ...line, line: 'other', parties: ['kr', 'kr'] }),
      decisions.addLine(state, { ...line, line: 'other', parties: ['kr'] }),
      decisions.addLine(state, { ...line, line: 'other', standings: { adviser: 'joins' } }),
    ]
    expect(refused.map(code)).to.deep.equal([
      ...Array.from({ length: 5 }, () => 'unknown'),
      ...Array.from({ length: 4 }, () => 'malformed'),
    ])
  })
})
