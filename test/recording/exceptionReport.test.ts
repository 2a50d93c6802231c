import { expect } from 'chai'
import type { Call } from '../../server/protocol/lineState.ts'
import { reportExceptions } from '../../server/recording/exceptionReport.ts'
import { krPrincipal, up, type Hotline } from '../calls/hotline.ts'

const KR = { party: 'kr', name: 'Republic of Korea', languages: ['ko'], timeZone: 'Asia/Seoul' }
const US = { party: 'us', name: 'United States', languages: ['en'], timeZone: 'America/New_York' }
/** 23:50 in Seoul, 09:50 in New York. */
const LATE_MS = Date.UTC(2026, 10, 24, 14, 50)
const MINUTE_MS = 60_000

const reportOf = (calls: readonly Call[], party: typeof KR | undefined, day?: string, nowMs = LATE_MS) =>
  reportExceptions({ calls, party, day, nowMs, nameOf: (line) => line.toUpperCase() })

/** A call that is up since ten minutes before midnight in Seoul. */
function call(then: (hotline: Hotline, callId: string) => void): Call {
  const hotline = up(LATE_MS)
  then(hotline, hotline.call.callId)
  return hotline.call
}

const disk = (hotline: Hotline, callId: string, fromMin: number, untilMin: number | undefined): void => {
  const span = { fromMs: LATE_MS + fromMin * MINUTE_MS }
  const until = untilMin === undefined ? {} : { untilMs: LATE_MS + untilMin * MINUTE_MS }
  const exception = { cause: 'disk-refused', ...span, ...until, outcome: 'kept' } as const
  hotline.must('server', { name: 'exception:note', callId, exception })
}

const end = (hotline: Hotline, callId: string, afterMin: number): void => {
  hotline.atMs = LATE_MS + afterMin * MINUTE_MS
  hotline.must(krPrincipal, { name: 'call:end', callId })
}

describe('the exception report of a day', () => {
  it('says of a day without any that there are none, by the calendar of who asks', () => {
    expect(reportOf([], KR)).to.deep.equal({ day: '2026-11-24', timeZone: 'Asia/Seoul', exceptions: [] })
    const later = LATE_MS + 20 * MINUTE_MS
    expect(reportOf([], KR, undefined, later).day).to.equal('2026-11-25')
    expect(reportOf([], US, undefined, later).day).to.equal('2026-11-24')
    expect(reportOf([], undefined, undefined, later)).to.include({ day: '2026-11-24', timeZone: 'UTC' })
  })

  it('has every exception that the day has a part in, in the order in which they began', () => {
    const calls = [
      call((hotline, callId) => {
        disk(hotline, callId, 8, 12)
        disk(hotline, callId, 1, 2)
        disk(hotline, callId, 15, undefined)
        end(hotline, callId, 20)
      }),
    ]
    const began = (party: typeof KR, day: string) =>
      reportOf(calls, party, day).exceptions.map(({ atMs }) => (atMs - LATE_MS) / MINUTE_MS)
    expect(began(KR, '2026-11-24'), 'before midnight, and over it').to.deep.equal([1, 8])
    expect(began(KR, '2026-11-25'), 'over midnight, and after').to.deep.equal([8, 15])
    expect(began(US, '2026-11-24'), 'the same day there').to.deep.equal([1, 8, 15])
    expect(began(US, '2026-11-25')).to.deep.equal([])
    const [, , last] = reportOf(calls, US, '2026-11-24').exceptions
    expect(last, 'one that was not over ends with the call').to.deep.include({
      lineName: 'LEADERS',
      cause: 'disk-refused',
      outcome: 'kept',
      untilMs: LATE_MS + 20 * MINUTE_MS,
    })
  })

  it('is of the calls of the party, and of all for the operator', () => {
    const calls = [{ ...call((hotline, callId) => disk(hotline, callId, 1, 2)), parties: ['us', 'jp'] }]
    expect(reportOf(calls, KR).exceptions).to.have.length(0)
    expect(reportOf(calls, US).exceptions).to.have.length(1)
    expect(reportOf(calls, undefined).exceptions).to.have.length(1)
  })

  it('has a damaged record on the day of its call and on the day it was found', () => {
    const calls = [
      call((hotline, callId) => {
        end(hotline, callId, 5)
        hotline.atMs = LATE_MS + 60 * MINUTE_MS
        const fault = { message: 'manifest.jsonl, byte 0: hash: expected a, found b.', file: 'manifest.jsonl' }
        hotline.must('server', { name: 'recording:damage', callId, fault })
      }),
    ]
    for (const day of ['2026-11-24', '2026-11-25']) {
      const [found, ...more] = reportOf(calls, KR, day).exceptions
      expect(more).to.deep.equal([])
      expect(found).to.include({ cause: 'damaged', outcome: 'unknown', atMs: LATE_MS + 60 * MINUTE_MS })
      expect(found).to.include({ detail: 'manifest.jsonl, byte 0: hash: expected a, found b.', fromMs: LATE_MS })
    }
  })

  it('has a call that is up and not recorded while it goes on', () => {
    const calls = [
      call((hotline, callId) => {
        hotline.must('server', { name: 'call:resume', callId })
        hotline.must('server', { name: 'recording:fail', callId, cause: 'The disk is full.' })
      }),
    ]
    const tomorrow = LATE_MS + 24 * 60 * MINUTE_MS
    for (const day of ['2026-11-24', '2026-11-25']) {
      const [found] = reportOf(calls, KR, day, tomorrow).exceptions
      expect(found).to.include({
        cause: 'not-started',
        outcome: 'unknown',
        detail: 'The disk is full.',
        fromMs: LATE_MS,
      })
      expect(found).not.to.have.property('untilMs')
    }
    expect(reportOf(calls, KR, '2026-11-26', tomorrow).exceptions, 'a day that is not yet').to.deep.equal([])
  })
})
