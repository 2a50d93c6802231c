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

  it('of a flash call rise without a pause, so that nobody takes it for the alarm, which falls, or for any other ring', () => {
    const strokesOf = (tone: Parameters<typeof samplesOf>[0]): number[] => {
      const samples = samplesOf(tone, RATE_HZ)
      const step = RATE_HZ / 20
      return Array.from({ length: Math.floor(samples.length / step) }, (_, index) => {
        const part = samples.subarray(index * step, (index + 1) * step)
        if (loudness(part) < 0.05) return 0
        return part.reduce((count, one, at) => count + (at > 0 && one >= 0 && (part[at - 1] ?? 0) < 0 ? 1 : 0), 0) * 20
      })
    }
    const isSilent = (pitchHz: number) => pitchHz === 0
    const flash = strokesOf({ kind: 'incoming', precedence: 'flash' })
    expect(flash.filter(isSilent).length, 'at most one twentieth of a second').to.be.at.most(1)
    /** From its first stroke to its highest or lowest, wherever in a window a stroke begins. */
    const turn = (strokes: number[]): number => {
      const heard = strokes.filter((pitchHz) => !isSilent(pitchHz))
      const [first = 0] = heard
      return heard.reduce((most, pitchHz) => (Math.abs(pitchHz - first) > Math.abs(most) ? pitchHz - first : most), 0)
    }
    expect(turn(flash), 'it rises').to.be.greaterThan(300)
    expect(turn(strokesOf({ kind: 'alarm' })), 'and the alarm falls').to.be.lessThan(-100)
    for (const precedence of ['routine', 'priority', 'immediate'] as const)
      expect(strokesOf({ kind: 'incoming', precedence }).filter(isSilent).length, precedence).to.be.greaterThan(8)
  })

  it('of something to be done is softer than any that rings', () => {
    const chime = samplesOf({ kind: 'chime' }, RATE_HZ)
    const softest = samplesOf({ kind: 'incoming', precedence: 'routine' }, RATE_HZ)
    expect(Math.max(...chime)).to.be.within(0.05, Math.max(...softest) / 2)
  })

  it('of an alarm to an admin is none of the others, softer than a ring, and softer still when it comes again', () => {
    const peakOf = (kind: 'raised' | 'reminder') => Math.max(...samplesOf({ kind }, RATE_HZ))
    const ring = Math.max(...samplesOf({ kind: 'incoming', precedence: 'routine' }, RATE_HZ))
    expect(peakOf('raised')).to.be.within(0.2, ring)
    expect(peakOf('reminder')).to.be.within(0.05, peakOf('raised') / 2)
    expect(samplesOf({ kind: 'raised' }, RATE_HZ)).not.to.have.length(samplesOf({ kind: 'chime' }, RATE_HZ).length)
  })

  it('of a message is short, none of the others, and many times softer to who is in a call', () => {
    const peakOf = (kind: 'message' | 'message-in-call') => Math.max(...samplesOf({ kind }, RATE_HZ))
    const message = samplesOf({ kind: 'message' }, RATE_HZ)
    expect(message.length / RATE_HZ).to.be.below(0.5)
    expect(peakOf('message')).to.be.within(0.2, Math.max(...samplesOf({ kind: 'raised' }, RATE_HZ)))
    expect(peakOf('message-in-call')).to.be.within(0.02, peakOf('message') / 4)
    for (const kind of ['chime', 'raised', 'alarm', 'outgoing'] as const)
      expect(samplesOf({ kind }, RATE_HZ), kind).not.to.have.length(message.length)
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
