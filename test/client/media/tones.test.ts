import { expect } from 'chai'
import { samplesOf, toneOf } from '../../../client/media/tones.ts'
import { CALL_SOUNDS, CONSTANT_SOUNDS, type SoundName } from '../../../client/models/soundNames.ts'
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

  /** By twentieths of a second: the strongest pitch of a scale of quarter tones, and 0 where it is silent. */
  const melodyOf = (sound: SoundName): number[] => {
    const samples = samplesOf(toneOf(sound), RATE_HZ)
    const step = RATE_HZ / 20
    const scaleHz = Array.from({ length: 60 }, (_, index) => 300 * 2 ** (index / 24))
    return Array.from({ length: Math.floor(samples.length / step) }, (_, index) => {
      const part = samples.subarray(index * step, (index + 1) * step)
      if (loudness(part) < 0.01) return 0
      const strength = (pitchHz: number): number => {
        const turn = (2 * Math.PI * pitchHz) / RATE_HZ
        const [real, imaginary] = part.reduce(
          ([a, b], one, at) => [a + one * Math.cos(turn * at), b + one * Math.sin(turn * at)] as const,
          [0, 0] as readonly [number, number],
        )
        return Math.hypot(real, imaginary)
      }
      return scaleHz.reduce((best, pitchHz) => (strength(pitchHz) > strength(best) ? pitchHz : best))
    })
  }

  it('can be told from each other by ear: over the first half second no two have the same melody', () => {
    const sounds = [...CALL_SOUNDS, ...CONSTANT_SOUNDS]
    const melodies = sounds.map((sound) => [...melodyOf(sound), ...Array<number>(10).fill(0)].slice(0, 10))
    for (const [index, melody] of melodies.entries())
      for (const [later, other] of melodies.entries()) {
        if (later <= index) continue
        /** A third of an octave apart, or one silent: nobody needs a trained ear for that. */
        const differ = melody.filter((pitchHz, at) => {
          const against = other[at] ?? 0
          if (pitchHz === 0 || against === 0) return pitchHz !== against
          return Math.abs(Math.log2(pitchHz / against)) > 1 / 8
        })
        expect(differ.length, `${sounds[index]} and ${sounds[later]}`).to.be.at.least(3)
      }
  })

  it('of who comes rises and of who goes falls, and of a recording that is over falls three times', () => {
    const steps = (sound: SoundName): number[] => {
      const heard = melodyOf(sound).filter((pitchHz) => pitchHz > 0)
      return heard.flatMap((pitchHz, at) => {
        const before = heard[at - 1] ?? pitchHz
        return Math.abs(Math.log2(pitchHz / before)) > 1 / 8 ? [Math.sign(pitchHz - before)] : []
      })
    }
    expect(steps('joined')).to.deep.equal([1])
    expect(steps('left')).to.deep.equal([-1])
    expect(steps('recording-stopped')).to.deep.equal([-1, -1, -1])
  })

  it('of a call are short and never as loud as speech', () => {
    for (const kind of CALL_SOUNDS) {
      const samples = samplesOf({ kind }, RATE_HZ)
      expect(samples.length / RATE_HZ, kind).to.be.below(1)
      const peak = samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0)
      expect(peak, kind).to.be.within(0.03, 0.12)
      expect(Math.abs(samples.at(-1) ?? 1), kind).to.be.lessThan(0.01)
    }
  })

  it('ring back one second in five', () => {
    const samples = samplesOf({ kind: 'outgoing' }, RATE_HZ)
    expect(samples).to.have.length(5 * RATE_HZ)
    expect(loudness(samples.subarray(RATE_HZ))).to.equal(0)
  })
})
