import { expect } from 'chai'
import { clockTime } from '../../../client/components/times.ts'
import { callBackAtMs } from '../../../client/models/callBack.ts'

describe('the time at which somebody says that they will call back', () => {
  const in_ = (zone: string) => (atMs: number) => clockTime(atMs, zone)
  /** 12:00:20 in Seoul. */
  const nowMs = Date.UTC(2026, 10, 24, 3, 0, 20)

  it('is so many minutes from now, or not said', () => {
    expect(callBackAtMs('in-5', '', nowMs, in_('Asia/Seoul'))).to.equal(nowMs + 300_000)
    expect(callBackAtMs('in-60', '', nowMs, in_('Asia/Seoul'))).to.equal(nowMs + 3_600_000)
    expect(callBackAtMs('unsaid', '14:30', nowMs, in_('Asia/Seoul'))).to.equal(undefined)
    for (const no of ['', '25:00', '2:30'])
      expect(callBackAtMs('at', no, nowMs, in_('Asia/Seoul')), no).to.equal(undefined)
  })

  it('is the next time when it is that late in the zone of who says it, never past', () => {
    const later = callBackAtMs('at', '14:30', nowMs, in_('Asia/Seoul')) ?? 0
    expect(later).to.equal(Date.UTC(2026, 10, 24, 5, 30))
    expect(callBackAtMs('at', '09:00', nowMs, in_('Asia/Seoul'))).to.equal(Date.UTC(2026, 10, 25, 0, 0))
    expect(callBackAtMs('at', '12:00', nowMs, in_('Asia/Seoul'))).to.equal(Date.UTC(2026, 10, 25, 3, 0))
    expect(callBackAtMs('at', '22:15', nowMs, in_('America/New_York'))).to.equal(Date.UTC(2026, 10, 24, 3, 15))
  })

  it('is that time also over the night in which the clocks change', () => {
    const evening = Date.UTC(2026, 9, 31, 23, 0)
    const at = callBackAtMs('at', '09:00', evening, in_('America/New_York')) ?? 0
    expect(clockTime(at, 'America/New_York')).to.equal('09:00')
    expect(at).to.equal(Date.UTC(2026, 10, 1, 14, 0))
  })
})
