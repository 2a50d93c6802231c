import { expect } from 'chai'
import type { AtConsole } from '../../server/calls/decision.ts'
import { LATE_WITHIN_MS, ROLL_CALLS_KEPT, standingIn } from '../../server/calls/rollCalls.ts'
import type { RefusalCode } from '../../server/protocol/refusal.ts'
import type { RollCall } from '../../server/protocol/rollCalls.ts'
import { at, Hotline, id, jpWatch, krPrincipal, krWatch, usListener, usWatch } from './hotline.ts'

const DUE_MS = 2_000_000
const DEADLINE_MS = DUE_MS + 300_000
const ROLL_CALL = id(77)
const OPEN = { name: 'rollcall:open', rollCallId: ROLL_CALL, dueMs: DUE_MS, deadlineMs: DEADLINE_MS } as const
const CLOSE = { name: 'rollcall:close', rollCallId: ROLL_CALL } as const
const CONFIRM = { name: 'rollcall:confirm', rollCallId: ROLL_CALL } as const

/** A line whose roll-call is open, with these people signed in at armed consoles. */
function opened(...signedIn: AtConsole[]): Hotline {
  const hotline = new Hotline()
  hotline.signedIn = signedIn
  hotline.atMs = DUE_MS
  hotline.must('server', OPEN)
  return hotline
}

function rollCallOf(hotline: Hotline): RollCall {
  const [rollCall] = hotline.state.rollCalls
  if (rollCall === undefined) throw new Error('There has been no roll-call.')
  return rollCall
}

const standings = (hotline: Hotline): string[] =>
  rollCallOf(hotline).parties.map((party) => `${party.party} ${standingIn(party)}`)

const whys = (hotline: Hotline): (string | undefined)[] => rollCallOf(hotline).parties.map(({ missed }) => missed)

describe('a roll-call', () => {
  it('is opened once, not before its time, with what is known of the watch officers of each party', () => {
    const hotline = new Hotline()
    hotline.signedIn = [krWatch, jpWatch, krPrincipal]
    hotline.unarmed = [jpWatch]
    hotline.atMs = DUE_MS - 1
    expect(hotline.must('server', OPEN)).to.deep.equal([])
    hotline.atMs = DUE_MS
    expect(hotline.must('server', OPEN)).to.deep.equal([
      {
        ...{ type: 'rollcall:opened', v: 1, rollCallId: ROLL_CALL, dueMs: DUE_MS, deadlineMs: DEADLINE_MS },
        parties: [
          { party: 'kr', watch: 'armed' },
          { party: 'jp', watch: 'signed-in' },
          { party: 'us', watch: 'nobody' },
        ],
      },
    ])
    expect(hotline.must('server', OPEN)).to.deep.equal([])
    expect(standings(hotline)).to.deep.equal(['kr waiting', 'jp waiting', 'us waiting'])
  })

  it('is passed by whoever confirms in time, and says by whom and when', () => {
    const hotline = opened(krWatch, jpWatch, usWatch)
    hotline.atMs = DUE_MS + 4_000
    hotline.must(krWatch, CONFIRM)
    const { person, console, name } = krWatch.console
    expect(rollCallOf(hotline).parties[0]?.confirmed).to.deep.equal({
      ...{ atMs: DUE_MS + 4_000, late: false, person, name, console },
    })
    hotline.atMs = DEADLINE_MS
    hotline.must(jpWatch, CONFIRM)
    hotline.must('server', CLOSE)
    expect(standings(hotline)).to.deep.equal(['kr passed', 'jp passed', 'us missed'])
    expect(rollCallOf(hotline).closedAtMs).to.equal(DEADLINE_MS)
  })

  describe('is confirmed', () => {
    const krRecords = at('kr', 'interpreter', 31)
    const otherWatch = at('kr', 'watch', 32)
    /** When it is asked, by whom, and what comes of it: facts, or the code of a refusal. */
    const TABLE: readonly (readonly [string, AtConsole, number, 'in time' | 'late' | 'nothing' | RefusalCode])[] = [
      ['a watch officer, at once', krWatch, DUE_MS, 'in time'],
      ['a watch officer, at the deadline', krWatch, DEADLINE_MS, 'in time'],
      ['a watch officer, after it', krWatch, DEADLINE_MS + 1, 'late'],
      ['a watch officer, an hour after it', krWatch, DEADLINE_MS + LATE_WITHIN_MS, 'late'],
      ['a watch officer, later than that', krWatch, DEADLINE_MS + LATE_WITHIN_MS + 1, 'too-late'],
      ['a principal', krPrincipal, DUE_MS, 'not-allowed'],
      ['an interpreter', krRecords, DUE_MS, 'not-allowed'],
      ['a listener of another party', usListener, DUE_MS, 'not-allowed'],
      ['a watch officer of another party', jpWatch, DUE_MS, 'in time'],
      ['a principal, after the deadline', krPrincipal, DEADLINE_MS + 1, 'not-allowed'],
    ]
    for (const [who, by, atMs, outcome] of TABLE) {
      it(`by ${who}: ${outcome}`, () => {
        const hotline = opened(krWatch, jpWatch, usWatch)
        hotline.atMs = atMs
        const taken = hotline.take(by, CONFIRM)
        if ('refusal' in taken) {
          expect(taken.refusal.code).to.equal(outcome)
          expect(taken.refusal.message).to.match(/^[A-Z].*\.$/)
          expect(standings(hotline)).to.deep.equal(['kr waiting', 'jp waiting', 'us waiting'])
        } else {
          const late = outcome === 'late'
          expect(taken.facts).to.deep.equal([
            { type: 'rollcall:confirmed', v: 1, rollCallId: ROLL_CALL, party: by.console.party, late },
          ])
        }
      })
    }

    it('once for a party, by whoever of it was first', () => {
      const hotline = opened(krWatch, otherWatch)
      hotline.must(krWatch, CONFIRM)
      expect(hotline.must(otherWatch, CONFIRM)).to.deep.equal([])
      expect(rollCallOf(hotline).parties[0]?.confirmed?.person).to.equal(krWatch.console.person)
    })

    it('by no part of the server, and not where there is none', () => {
      const hotline = opened(krWatch)
      expect(hotline.take('server', CONFIRM)).to.have.nested.property('refusal.code', 'not-allowed')
      const unknown = { ...CONFIRM, rollCallId: id(78) }
      expect(hotline.take(krWatch, unknown)).to.have.nested.property('refusal.code', 'unknown')
    })

    it('late, once it is closed, also within the moment of the deadline; it stays missed and is shown as late', () => {
      const hotline = opened(krWatch)
      hotline.atMs = DEADLINE_MS
      hotline.must('server', CLOSE)
      hotline.must(krWatch, CONFIRM)
      expect(standings(hotline)).to.deep.equal(['kr late', 'jp missed', 'us missed'])
      expect(whys(hotline)[0]).to.equal('no-answer')
    })
  })

  describe('that a party has missed says why', () => {
    /** Who is signed in when it is opened and when it is closed, and how. */
    const TABLE: readonly (readonly [before: string, after: string, why: string])[] = [
      ['', '', 'nobody-signed-in'],
      ['', 'unarmed', 'nobody-armed'],
      ['unarmed', '', 'nobody-armed'],
      ['unarmed', 'unarmed', 'nobody-armed'],
      ['armed', '', 'no-answer'],
      ['', 'armed', 'no-answer'],
      ['unarmed', 'armed', 'no-answer'],
      ['armed', 'armed', 'no-answer'],
      ['silent', 'silent', 'nobody-armed'],
      ['armed', 'silent', 'no-answer'],
      ['principal', 'principal', 'nobody-signed-in'],
    ]
    for (const [before, after, why] of TABLE) {
      it(`${before === '' ? 'nobody' : before}, then ${after === '' ? 'nobody' : after}: ${why}`, () => {
        const hotline = new Hotline()
        const become = (who: string): void => {
          hotline.signedIn = who === '' ? [] : [who === 'principal' ? krPrincipal : krWatch]
          hotline.unarmed = who === 'unarmed' ? [krWatch] : []
          hotline.silent = who === 'silent' ? [krWatch] : []
        }
        hotline.atMs = DUE_MS
        become(before)
        hotline.must('server', OPEN)
        hotline.atMs = DEADLINE_MS
        become(after)
        hotline.must('server', CLOSE)
        expect(whys(hotline)[0]).to.equal(why)
      })
    }

    it('no-server, when its whole time went by without one', () => {
      const hotline = new Hotline()
      hotline.signedIn = [krWatch]
      hotline.atMs = DEADLINE_MS
      const made = hotline.must('server', OPEN)
      expect(made.map(({ type }) => type)).to.deep.equal(['rollcall:opened', 'rollcall:closed'])
      expect(whys(hotline)).to.deep.equal(['no-server', 'no-server', 'no-server'])
    })

    it('no-server, when there was none at its deadline; who had confirmed before has passed', () => {
      const hotline = opened(krWatch, jpWatch, usWatch)
      hotline.must(krWatch, CONFIRM)
      hotline.atMs = DEADLINE_MS + 60_000
      hotline.must('server', CLOSE)
      expect(whys(hotline)).to.deep.equal([undefined, 'no-server', 'no-server'])
    })
  })

  it('is closed once, and not before its time unless the clock has gone back', () => {
    const hotline = opened(krWatch)
    hotline.atMs = DEADLINE_MS - 1
    expect(hotline.must('server', CLOSE)).to.deep.equal([])
    expect(hotline.must('server', { ...CLOSE, dueAtMs: DEADLINE_MS - 1 })).to.have.length(1)
    expect(hotline.must('server', CLOSE)).to.deep.equal([])
    expect(hotline.must('server', { ...CLOSE, rollCallId: id(78) })).to.deep.equal([])
  })

  it('is kept with the ones that were opened last on its line, whenever they were due', () => {
    const hotline = new Hotline()
    const day = (number: number) => ({ rollCallId: id(number), dueMs: number * 1000, deadlineMs: number * 1000 + 500 })
    hotline.atMs = 1_000_000
    for (let number = 2; number <= ROLL_CALLS_KEPT + 2; number += 1)
      hotline.must('server', { name: 'rollcall:open', ...day(number) })
    // As after a clock that was ahead has been put right.
    hotline.must('server', { name: 'rollcall:open', ...day(1) })
    const due = hotline.state.rollCalls.map(({ dueMs }) => dueMs / 1000)
    const before = Array.from({ length: ROLL_CALLS_KEPT - 1 }, (_, index) => ROLL_CALLS_KEPT + 2 - index)
    expect(due).to.deep.equal([1, ...before])
  })

  it('is kept for as long as it is open, however many are told after it', () => {
    const hotline = opened(krWatch)
    const day = (number: number) => ({ rollCallId: id(number), dueMs: number, deadlineMs: number + 1 })
    for (let number = 1; number <= ROLL_CALLS_KEPT; number += 1)
      hotline.must('server', { name: 'rollcall:open', ...day(number) })
    expect(hotline.state.rollCalls).to.have.length(ROLL_CALLS_KEPT + 1)
    hotline.atMs = DEADLINE_MS
    hotline.must('server', CLOSE)
    hotline.must('server', { name: 'rollcall:open', ...day(ROLL_CALLS_KEPT + 1) })
    expect(hotline.state.rollCalls).to.have.length(ROLL_CALLS_KEPT)
  })
})
