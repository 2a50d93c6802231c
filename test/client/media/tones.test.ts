import { expect } from 'chai'
import { samplesOf } from '../../../client/media/tones.ts'
import { PRECEDENCES } from '../../../server/protocol/words.ts'

describe('The tones of the console', () => {
  const RATE_HZ = 8_000
  const loudness = (samples: Float32Array) =>
    Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length)

  it('differ by precedence, and sound for more of the time the more a call presses', () => {
    const rings = PRECEDENCES.map((precedence) => samplesOf({ kind: 'incoming', precedence }, RATE_HZ))
    const loud = rings.map(loudness)
    expect(loud).to.deep.equal([...loud].sort((a, b) => a - b))
    expect(new Set(rings.map(({ length }) => length)).size).to.equal(PRECEDENCES.length)
  })

  it('are audible, never clip, and begin and end in silence, so that the loop does not click', () => {
    for (const tone of [{ kind: 'outgoing' }, { kind: 'alarm' }, { kind: 'incoming', precedence: 'flash' }] as const) {
      const samples = samplesOf(tone, RATE_HZ)
      const peak = samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0)
      expect(peak).to.be.within(0.2, 0.6)
      expect(Math.abs(samples[0] ?? 1)).to.be.lessThan(0.01)
      expect(Math.abs(samples.at(-1) ?? 1)).to.be.lessThan(0.05)
    }
  })

  it('ring back one second in five', () => {
    const samples = samplesOf({ kind: 'outgoing' }, RATE_HZ)
    expect(samples).to.have.length(5 * RATE_HZ)
    expect(loudness(samples.subarray(RATE_HZ))).to.equal(0)
  })
})
