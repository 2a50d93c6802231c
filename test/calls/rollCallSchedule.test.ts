import { expect } from 'chai'
import { emptyLine } from '../../server/calls/evolve.ts'
import { dueBetween, nextDue, overdue } from '../../server/calls/rollCallSchedule.ts'
import { ZonedTime } from '../../server/calls/zonedTime.ts'
import type { RollCallTime } from '../../server/protocol/directory.ts'
import type { LineState } from '../../server/protocol/lineState.ts'
import { LEADERS } from './demonstrationLines.ts'
import { id } from './hotline.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const at = (text: string): number => Date.parse(text)

const agreed = (time: string, timeZone: string, more: Partial<RollCallTime> = {}): RollCallTime => ({
  ...{ time, timeZone, withinMs: 5 * MINUTE_MS, fromMs: 0 },
  ...more,
})

/** A line that has these roll-calls, by when they were due. */
const having = (...due: string[]): LineState => ({
  ...emptyLine('leaders'),
  rollCalls: due.map((text, index) => {
    const dueMs = at(text)
    return { rollCallId: id(index), dueMs, deadlineMs: dueMs + 5 * MINUTE_MS, openedAtMs: dueMs, parties: [] }
  }),
})

describe('a time of the day in a time zone', () => {
  // Written out by hand from the rules of each zone; the third column is the moment in UTC.
  const TABLE: readonly (readonly [why: string, zone: string, day: string, time: string, moment: string])[] = [
    ['no daylight saving', 'Asia/Seoul', '2026-11-26', '09:00', '2026-11-26T00:00:00Z'],
    ['the day before in UTC', 'Asia/Seoul', '2026-11-26', '08:59', '2026-11-25T23:59:00Z'],
    ['midnight', 'Asia/Tokyo', '2026-01-01', '00:00', '2025-12-31T15:00:00Z'],
    ['winter', 'America/New_York', '2026-01-15', '09:00', '2026-01-15T14:00:00Z'],
    ['summer', 'America/New_York', '2026-07-15', '09:00', '2026-07-15T13:00:00Z'],
    ['before the clock goes forth', 'America/New_York', '2026-03-08', '01:59', '2026-03-08T06:59:00Z'],
    ['left out, so an hour later', 'America/New_York', '2026-03-08', '02:30', '2026-03-08T07:30:00Z'],
    ['after the clock went forth', 'America/New_York', '2026-03-08', '03:00', '2026-03-08T07:00:00Z'],
    ['twice, so the first', 'America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30:00Z'],
    ['after the clock went back', 'America/New_York', '2026-11-01', '02:00', '2026-11-01T07:00:00Z'],
    ['left out in the other half of the world', 'Australia/Sydney', '2026-10-04', '02:15', '2026-10-03T16:15:00Z'],
    ['half an hour forth', 'Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:45:00Z'],
    ['a quarter of an hour off', 'Asia/Kathmandu', '2026-05-01', '00:10', '2026-04-30T18:25:00Z'],
  ]
  for (const [why, zone, day, time, moment] of TABLE) {
    it(`${time} on ${day} in ${zone} (${why}) is ${moment}`, () => {
      expect(new Date(new ZonedTime(zone).momentOf(day, time)).toISOString()).to.equal(moment.replace('Z', '.000Z'))
    })
  }

  it('is what the wall shows at that moment', () => {
    const zone = new ZonedTime('America/New_York')
    for (let day = 1; day <= 30; day += 1) {
      const named = `2026-11-${String(day).padStart(2, '0')}`
      expect(zone.wallClockAt(zone.momentOf(named, '17:05'))).to.deep.equal({ day: named, time: '17:05' })
    }
  })
})

describe('the schedule of roll-calls', () => {
  const twiceADay = [agreed('09:00', 'Asia/Seoul'), agreed('17:00', 'Asia/Seoul')]
  const dueOf = (...asked: Parameters<typeof dueBetween>): string[] =>
    dueBetween(...asked).map(({ dueMs }) => new Date(dueMs).toISOString().slice(0, 16))

  it('has each of its times once on every day, also over a change of the clock', () => {
    const year = dueBetween([agreed('02:30', 'America/New_York')], at('2026-01-01T05:00Z'), at('2027-01-01T05:00Z'))
    expect(year).to.have.length(365)
    const gaps = new Set(year.slice(1).map(({ dueMs }, index) => (dueMs - (year[index]?.dueMs ?? 0)) / 3_600_000))
    expect([...gaps].toSorted((a, b) => a - b)).to.deep.equal([23, 24, 25])
  })

  it('counts what is due after a moment, up to and with another', () => {
    const from = at('2026-11-26T00:00Z')
    expect(dueOf(twiceADay, from - 1, from)).to.deep.equal(['2026-11-26T00:00'])
    expect(dueOf(twiceADay, from, from + 8 * 3_600_000)).to.deep.equal(['2026-11-26T08:00'])
    expect(dueOf(twiceADay, from, from + DAY_MS)).to.deep.equal(['2026-11-26T08:00', '2026-11-27T00:00'])
    expect(dueOf([], from, from + DAY_MS)).to.deep.equal([])
  })

  it('takes two that meet in one moment for one, with the longer deadline', () => {
    const both = [agreed('09:00', 'Asia/Seoul'), agreed('09:00', 'Asia/Tokyo', { withinMs: 9 * MINUTE_MS })]
    const dueMs = at('2026-11-26T00:00Z')
    expect(dueBetween(both, dueMs - 1, dueMs)).to.deep.equal([{ dueMs, deadlineMs: dueMs + 9 * MINUTE_MS }])
  })

  it('has none from before it was agreed', () => {
    const fromMs = at('2026-11-26T00:01Z')
    const later = [agreed('09:00', 'Asia/Seoul', { fromMs })]
    expect(dueOf(later, 0, at('2026-11-27T12:00Z'))).to.deep.equal(['2026-11-27T00:00'])
    expect(nextDue(later, at('2026-11-01T00:00Z'))?.dueMs).to.equal(at('2026-11-27T00:00Z'))
  })

  it('says which is next', () => {
    expect(nextDue(twiceADay, at('2026-11-26T00:00Z'))?.dueMs).to.equal(at('2026-11-26T08:00Z'))
    expect(nextDue(twiceADay, at('2026-11-26T08:00Z'))?.dueMs).to.equal(at('2026-11-27T00:00Z'))
    expect(nextDue([], 0)).to.equal(undefined)
  })

  describe('compared with what the line has', () => {
    const line = { ...LEADERS, rollCalls: [...twiceADay] }
    const overdueOf = (state: LineState, now: string): string[] =>
      overdue(line, state, at(now)).map(({ dueMs }) => new Date(dueMs).toISOString().slice(0, 16))

    it('finds the one that is due and is not there, and nothing once it is', () => {
      const before = having('2026-11-25T08:00Z')
      expect(overdueOf(before, '2026-11-25T23:59Z')).to.deep.equal([])
      expect(overdueOf(before, '2026-11-26T00:00Z')).to.deep.equal(['2026-11-26T00:00'])
      expect(overdueOf(having('2026-11-26T00:00Z', '2026-11-25T08:00Z'), '2026-11-26T00:01Z')).to.deep.equal([])
    })

    it('finds what fell into a time without a server, the newest and none of long ago', () => {
      const found = overdueOf(having('2026-11-20T08:00Z'), '2026-11-22T01:00Z')
      expect(found).to.deep.equal(['2026-11-21T00:00', '2026-11-21T08:00', '2026-11-22T00:00'])
      const afterAMonth = overdueOf(having('2026-10-20T08:00Z'), '2026-11-22T01:00Z')
      expect([afterAMonth.length, afterAMonth[0], afterAMonth.at(-1)]).to.deep.equal([
        14,
        '2026-11-15T08:00',
        '2026-11-22T00:00',
      ])
    })

    it('finds none twice after the clock has gone back, and the next ones all the same', () => {
      const ahead = having('2026-11-27T00:00Z', '2026-11-26T08:00Z', '2026-11-26T00:00Z')
      expect(overdueOf(ahead, '2026-11-26T07:00Z')).to.deep.equal([])
      expect(overdueOf(ahead, '2026-11-26T09:00Z')).to.deep.equal([])
      expect(overdueOf(ahead, '2026-11-27T08:00Z')).to.deep.equal(['2026-11-27T08:00'])
    })
  })
})
