import { expect } from 'chai'
import { burstsIn, loudestPitch } from '../../../client/media/lineTest/bursts.ts'
import { SoundClock } from '../../../client/media/lineTest/soundClock.ts'
import { BURST_EVERY_MS, BURST_MS, PITCHES_HZ, pitchOf, sinceBurstMs } from '../../../server/calls/testSound.ts'

const RATE_HZ = 48_000

/** A window of sound in which a burst lies at each of these times. */
function windowWith(pitchHz: number, lengthMs: number, burstsAtMs: readonly number[], loudness = 0.35): Float32Array {
  return Float32Array.from({ length: (lengthMs * RATE_HZ) / 1_000 }, (_, at) => {
    const atMs = (at * 1_000) / RATE_HZ
    const inside = burstsAtMs.some((from) => atMs >= from && atMs < from + BURST_MS)
    // What an encoder makes of silence.
    return inside ? loudness * Math.sin((2 * Math.PI * pitchHz * at) / RATE_HZ) : 0.004 * Math.sin(at / 7)
  })
}
const msOf = (places: readonly number[]): number[] => places.map((at) => Math.round((at * 1_000) / RATE_HZ))

describe('the bursts of a line test', () => {
  it('are found where they begin, to the millisecond, at every pitch', () => {
    for (const hz of PITCHES_HZ)
      expect(msOf(burstsIn(windowWith(hz, 680, [211]), RATE_HZ)), `${hz} Hz`).to.deep.equal([211])
  })

  it('are not found where one has begun before the window, where none is, or within one', () => {
    expect(burstsIn(windowWith(400, 680, [-100]), RATE_HZ)).to.deep.equal([])
    expect(burstsIn(windowWith(400, 680, []), RATE_HZ)).to.deep.equal([])
    expect(msOf(burstsIn(windowWith(320, 680, [150]), RATE_HZ))).to.have.length(1)
  })

  it('are told apart by their pitch', () => {
    for (const hz of PITCHES_HZ) {
      const inside = windowWith(hz, 150, [0])
      expect(loudestPitch(inside, RATE_HZ, PITCHES_HZ)).to.equal(hz)
    }
  })

  it('are at a pitch of each participant’s own, as long as there are pitches', () => {
    const participants = Array.from({ length: PITCHES_HZ.length + 1 }, (_, at) => ({ console: `console ${at}` }))
    const pitches = participants.map(({ console }) => pitchOf(participants, console))
    expect(new Set(pitches.slice(0, -1)).size).to.equal(PITCHES_HZ.length)
    expect(pitches.at(-1)).to.equal(pitches[0])
  })

  it('begin at the same moments of the server’s clock for everybody', () => {
    expect(sinceBurstMs(1_000 * BURST_EVERY_MS)).to.equal(0)
    expect(sinceBurstMs(1_000 * BURST_EVERY_MS + 93.5)).to.equal(93.5)
  })
})

describe('the clock of sound', () => {
  it('takes the furthest that the context was lately ahead, whatever the steps in which it goes', () => {
    const context = { currentTime: 10 }
    let serverMs = 1_000_000
    const clock = new SoundClock(context, () => serverMs)
    // The context goes in steps of 20 ms, and is looked at somewhere within them.
    for (let look = 0; look < 40; look += 1) {
      serverMs += 27
      context.currentTime = 10 + (Math.floor((serverMs - 1_000_000) / 20) * 20) / 1_000
      clock.look()
    }
    expect(clock.serverMsOf(11)).to.be.within(1_000_999, 1_001_021)
    expect(clock.contextSOf(clock.serverMsOf(11))).to.be.closeTo(11, 1e-9)
  })

  it('forgets what it saw before the context lost time', () => {
    const context = { currentTime: 10 }
    let serverMs = 1_000_000
    const clock = new SoundClock(context, () => serverMs)
    for (let look = 0; look < 30; look += 1) {
      serverMs += 100
      // A tenth of a second is lost at once, for good.
      context.currentTime = 10 + (serverMs - 1_000_000 - 100) / 1_000
      clock.look()
    }
    expect(clock.serverMsOf(context.currentTime)).to.be.closeTo(serverMs, 1e-6)
  })
})
