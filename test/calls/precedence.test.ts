import { expect } from 'chai'
import { highestOriginated, isHigher, precedencesOf } from '../../server/calls/precedence.ts'
import type { Line } from '../../server/protocol/directory.ts'
import { lineSchema } from '../../server/protocol/directory.ts'
import { PRECEDENCES, ROLES, type Precedence } from '../../server/protocol/words.ts'
import { ADVISERS, LEADERS } from './demonstrationLines.ts'
import { at, Hotline } from './hotline.ts'

/** What placing a call of each precedence comes to, lowest first. */
function outcomes(line: Line, role: 'principal' | 'watch' | 'adviser'): string[] {
  return PRECEDENCES.map((precedence) => {
    const hotline = new Hotline(line)
    const before = hotline.state
    const decision = hotline.take(at('kr', role, 1, 0, line), { name: 'call:place', precedence, marking: 'real' })
    if ('facts' in decision) return 'placed'
    expect(hotline.state, 'a refusal changes nothing').to.equal(before)
    return `${decision.refusal.code}: ${decision.refusal.message}`
  })
}

describe('the precedence that somebody may originate', () => {
  it('is by role what the table says', () => {
    expect(ROLES.map((role) => [role, highestOriginated(LEADERS, role)])).to.deep.equal([
      ['principal', 'flash'],
      ['adviser', 'immediate'],
      ['watch', 'flash'],
      ['interpreter', 'routine'],
      ['notetaker', 'routine'],
      ['listener', 'routine'],
      ['records', 'routine'],
      ['admin', 'routine'],
    ])
  })

  it('bounds what is placed, with a sentence that names the highest', () => {
    expect(outcomes(LEADERS, 'principal')).to.deep.equal(['placed', 'placed', 'placed', 'placed'])
    expect(outcomes(ADVISERS, 'watch')).to.deep.equal(['placed', 'placed', 'placed', 'placed'])
    const [routine, priority, immediate, flash] = outcomes(ADVISERS, 'adviser')
    expect([routine, priority, immediate]).to.deep.equal(['placed', 'placed', 'placed'])
    expect(flash).to.match(/^not-allowed: .*National Security Advisers is immediate\. Place the call as immediate/)
  })

  it('is another where the line says so', () => {
    const line: Line = { ...ADVISERS, originates: { adviser: 'flash', watch: 'priority' } }
    expect(outcomes(line, 'adviser')).to.deep.equal(['placed', 'placed', 'placed', 'placed'])
    expect(outcomes(line, 'watch').map((outcome) => outcome.split(':')[0])).to.deep.equal([
      'placed',
      'placed',
      'not-allowed',
      'not-allowed',
    ])
    expect(precedencesOf(line, 'watch')).to.deep.equal(['routine', 'priority'])
    expect(precedencesOf(ADVISERS, 'adviser')).to.deep.equal(['routine', 'priority', 'immediate'])
  })

  it('is not asked of who comes into a call that is there already', () => {
    const hotline = new Hotline(ADVISERS)
    hotline.must(at('kr', 'watch', 1, 0, ADVISERS), { name: 'call:place', precedence: 'routine', marking: 'real' })
    const placed = hotline.must(at('jp', 'adviser', 2, 0, ADVISERS), {
      name: 'call:place',
      precedence: 'flash',
      marking: 'real',
    })
    expect(placed.map(({ type }) => type)).to.deep.equal(['ring:answered', 'leg:joined'])
    expect(hotline.call.precedence).to.equal('routine')
  })

  it('of a line is checked when it is read', () => {
    expect(lineSchema.parse(LEADERS), 'an old fact says nothing of it').to.deep.equal(LEADERS)
    expect(lineSchema.safeParse({ ...LEADERS, originates: { watch: 'highest' } }).success).to.equal(false)
    expect(lineSchema.safeParse({ ...LEADERS, originates: { king: 'flash' } }).success).to.equal(false)
  })

  it('ranks as MLPP does', () => {
    const higher = PRECEDENCES.map((one) => PRECEDENCES.filter((other: Precedence) => isHigher(one, other)).length)
    expect(higher).to.deep.equal([0, 1, 2, 3])
  })
})
