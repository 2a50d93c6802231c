import { expect } from 'chai'
import { recallable, RECALL_MS, voiceOfChannel, wasOnFloor, type Recallable } from '../../server/calls/recall.ts'
import { jpPrincipal, jpWatch, krPrincipal, up, usPrincipal, type Hotline } from './hotline.ts'

const PLACED_AT_MS = 1_000_000

/** A call that Korea's principal has placed and Japan's has answered at once, some time later. */
function later(afterMs: number, hotline = up(PLACED_AT_MS)): Hotline {
  hotline.atMs += afterMs
  return hotline
}

const asks = (hotline: Hotline, person = jpPrincipal.console.person): Recallable =>
  recallable(hotline.call, person, hotline.atMs)

describe('what of a call that is up may be heard again', () => {
  it('is the last minute of it', () => {
    const hotline = later(5 * RECALL_MS)
    expect(asks(hotline)).to.deep.equal({ at: 'inside', fromMs: hotline.atMs - RECALL_MS })
  })

  it('is nothing from before the call', () => {
    expect(asks(later(20_000))).to.deep.equal({ at: 'inside', fromMs: PLACED_AT_MS })
  })

  it('is to who comes late nothing of what was said before', () => {
    const hotline = later(30_000)
    hotline.must(usPrincipal, { name: 'call:join', callId: hotline.call.callId })
    const joinedAtMs = hotline.atMs
    later(7_000, hotline)
    expect(asks(hotline, usPrincipal.console.person)).to.deep.equal({ at: 'inside', fromMs: joinedAtMs })
    hotline.must(usPrincipal, { name: 'call:leave', callId: hotline.call.callId })
    expect(asks(hotline, usPrincipal.console.person)).to.deep.equal({ at: 'outside' })
    later(4_000, hotline)
    hotline.must(usPrincipal, { name: 'call:join', callId: hotline.call.callId })
    expect(asks(hotline, usPrincipal.console.person)).to.deep.equal({ at: 'inside', fromMs: hotline.atMs })
  })

  it('is nothing to who is on hold, and afterwards nothing of what was said until then', () => {
    const hotline = later(30_000)
    const { callId } = hotline.call
    hotline.must(jpPrincipal, { name: 'call:hold', callId })
    expect(asks(later(5_000, hotline))).to.deep.equal({ at: 'aside' })
    hotline.must(jpPrincipal, { name: 'call:retrieve', callId })
    const retrievedAtMs = hotline.atMs
    later(8_000, hotline)
    expect(asks(hotline)).to.deep.equal({ at: 'inside', fromMs: retrievedAtMs })
    expect(asks(hotline, krPrincipal.console.person), 'of the other it is no matter').to.deep.equal({
      ...{ at: 'inside', fromMs: PLACED_AT_MS },
    })
  })

  it('is, after a loss of the connection, also what was said meanwhile', () => {
    const hotline = later(30_000)
    const about = { callId: hotline.call.callId, console: jpPrincipal.console.console }
    hotline.must('server', { name: 'leg:lose', ...about })
    expect(asks(later(5_000, hotline)), 'nobody hears anything there').to.deep.equal({ at: 'aside' })
    hotline.must(jpPrincipal, { name: 'call:join', callId: hotline.call.callId })
    expect(asks(hotline)).to.deep.equal({ at: 'inside', fromMs: PLACED_AT_MS })
  })

  it('is nothing to anybody else of a party that is in the call, and to nobody when it is over', () => {
    const hotline = later(30_000)
    expect(asks(hotline, jpWatch.console.person)).to.deep.equal({ at: 'outside' })
    hotline.must(jpPrincipal, { name: 'call:end', callId: hotline.call.callId })
    expect(asks(hotline)).to.deep.equal({ at: 'outside' })
  })

  it('is of the floor nothing of who interprets into a channel, nor of who was just turned to the floor', () => {
    const { call } = later(30_000)
    const { console, person } = jpPrincipal.console
    const desk = { console, person, pair: ['ja', 'ko'] as [string, string], live: true, sinceMs: PLACED_AT_MS }
    const withDesk = (output: string, sinceMs = PLACED_AT_MS) => ({ ...call, desks: [{ ...desk, output, sinceMs }] })
    expect(wasOnFloor(call, console, PLACED_AT_MS)).to.equal(true)
    expect(wasOnFloor(withDesk('floor'), console, PLACED_AT_MS)).to.equal(true)
    expect(wasOnFloor(withDesk('floor', PLACED_AT_MS + 9_000), console, PLACED_AT_MS)).to.equal(false)
    expect(wasOnFloor(withDesk('ko'), console, PLACED_AT_MS)).to.equal(false)
    expect(wasOnFloor(withDesk('ko'), krPrincipal.console.console, PLACED_AT_MS)).to.equal(true)
  })

  it('is of a channel what who is live there has said since they are, and nothing of who waits', () => {
    const [ja, ko] = [jpPrincipal.console, krPrincipal.console]
    const desk = { pair: ['ja', 'ko'] as [string, string], output: 'ko' }
    const desks = [
      { ...desk, console: ja.console, person: ja.person, live: false, sinceMs: PLACED_AT_MS + 9_000 },
      { ...desk, console: ko.console, person: ko.person, live: true, sinceMs: PLACED_AT_MS + 9_000 },
    ]
    const handedOver = { console: ko.console, fromMs: PLACED_AT_MS + 9_000 }
    expect(voiceOfChannel({ desks }, 'ko', PLACED_AT_MS)).to.deep.equal(handedOver)
    expect(voiceOfChannel({ desks }, 'ko', PLACED_AT_MS + 20_000)).to.include({ fromMs: PLACED_AT_MS + 20_000 })
    expect(voiceOfChannel({ desks }, 'ja', PLACED_AT_MS)).to.equal(undefined)
  })
})
