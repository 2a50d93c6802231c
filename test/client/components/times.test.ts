import { expect } from 'chai'
import { en } from '../../../client/languages/en.ts'
import { sinceTime } from '../../../client/components/times.ts'

describe('since when', () => {
  const nowMs = Date.UTC(2026, 10, 24, 5, 41)
  const since = (agoMs: number, zone = 'Asia/Seoul') => sinceTime(en, nowMs - agoMs, nowMs, zone)
  const HOUR_MS = 3_600_000

  it('is a time of today, with the weekday when it was on another day, and with the date when it is long ago', () => {
    expect(since(HOUR_MS)).to.equal('13:41')
    expect(since(15 * HOUR_MS)).to.equal('23:41 (Mon)')
    expect(since(10 * 24 * HOUR_MS)).to.equal('Sat 14 Nov, 14:41')
  })

  it('is of today in the time zone of who looks', () => {
    expect(since(HOUR_MS, 'America/New_York')).to.equal('23:41 (Mon)')
  })
})
