import { expect } from 'chai'
import { dueTests } from '../../server/lineTests/schedule.ts'

const HOUR_MS = 3_600_000
const at = (text: string): number => Date.parse(`2026-11-26T${text}Z`)

describe('the schedule of line tests', () => {
  const due = (sinceMs: number, nowMs: number, place = 0, everyMs = HOUR_MS) =>
    dueTests({ everyMs, place, sinceMs, nowMs })

  it('has one on every full hour by the clock of the server', () => {
    expect(due(at('09:00:00'), at('09:59:59'))).to.deep.equal({ nextAtMs: at('10:00:00') })
    expect(due(at('09:00:00'), at('10:00:00'))).to.deep.equal({
      nextAtMs: at('11:00:00'),
      now: { dueAtMs: at('10:00:00') },
    })
    expect(due(at('09:59:59'), at('10:00:01')).now).to.deep.equal({ dueAtMs: at('10:00:00') })
  })

  it('never has two lines in the same second', () => {
    const seconds = Array.from({ length: 100 }, (_, place) => due(0, at('09:10:00'), place).nextAtMs / 1_000)
    expect(new Set(seconds).size).to.equal(100)
    expect(due(at('09:30:00'), at('10:00:00'), 1)).to.deep.equal({ nextAtMs: at('10:00:20') })
  })

  it('makes up for the newest that was due while nobody began one, and counts those before', () => {
    expect(due(at('03:00:00'), at('09:30:00'))).to.deep.equal({
      nextAtMs: at('10:00:00'),
      now: { dueAtMs: at('09:00:00'), before: { dueAtMs: at('08:00:00'), tests: 5 } },
    })
  })
})
