import { expect } from 'chai'
import { SilenceJudge, trailingSilenceMs } from '../../../client/media/silenceJudge.ts'

const RATE_HZ = 48_000
const LOOK_MS = 200
/** What the meter sees of at once. */
const WINDOW_MS = 680

/** What a microphone gave, as stretches of sound (true) and of nothing at all, in milliseconds. */
type Given = readonly (readonly [sounds: boolean, ms: number])[]

/** Looks as the meter does; @returns at which times it was found dead, and at which alive again. */
function found(given: Given): { readonly deadAtMs: number[]; readonly aliveAtMs: number[] } {
  const judge = new SilenceJudge()
  const totalMs = given.reduce((sum, [, ms]) => sum + ms, 0)
  const sounds = (atMs: number): boolean => {
    let endMs = 0
    for (const [is, ms] of given) {
      endMs += ms
      if (atMs < endMs) return is
    }
    return false
  }
  const deadAtMs: number[] = []
  const aliveAtMs: number[] = []
  let dead = false
  for (let nowMs = 0; nowMs <= totalMs; nowMs += LOOK_MS) {
    let trailing = 0
    while (trailing < WINDOW_MS && trailing < nowMs && !sounds(nowMs - trailing - 1)) trailing += 1
    const is: boolean = judge.hear(nowMs, trailing >= Math.min(WINDOW_MS, nowMs) ? 'all' : trailing) ?? dead
    if (is !== dead) (is ? deadAtMs : aliveAtMs).push(nowMs)
    dead = is
  }
  return { deadAtMs, aliveAtMs }
}

describe('Whether a microphone is dead', () => {
  it('is known within two seconds of the last sample that was not zero', () => {
    const { deadAtMs } = found([
      [true, 3_050],
      [false, 5_000],
    ])
    expect(deadAtMs).to.have.length(1)
    expect((deadAtMs[0] ?? Infinity) - 3_050).to.be.within(1_500, 1_900)
    expect(found([[false, 4_000]]).deadAtMs[0], 'one that never gave anything').to.be.at.most(1_800)
  })

  it('is over with the first sound', () => {
    const { aliveAtMs } = found([
      [true, 1_000],
      [false, 4_000],
      [true, 1_000],
    ])
    expect(aliveAtMs).to.deep.equal([5_200])
  })

  it('is not said of a person who pauses: some noise is always left', () => {
    expect(found([[true, 120_000]]).deadAtMs).to.deep.equal([])
  })

  it('is not said of a headset whose gate sends zeros between sentences, once that is known of it', () => {
    const sentence = [
      [true, 900],
      [false, 1_400],
    ] as const
    const speech: Given = [...sentence, ...sentence, ...sentence, [true, 900], [false, 4_000], [true, 900]]
    expect(found(speech).deadAtMs).to.deep.equal([])
    const { deadAtMs } = found([...speech, [false, 14_000]])
    expect(deadAtMs, 'and is dead in the end').to.have.length(1)
  })

  it('is known as soon of one that is switched off and on again and again', () => {
    const switched = [
      [true, 2_000],
      [false, 3_000],
    ] as const
    expect(found([...switched, ...switched, ...switched, ...switched, ...switched]).deadAtMs).to.have.length(5)
  })

  it('is not known at first of one that gives nothing, whatever was said of the one before', () => {
    const judge = new SilenceJudge()
    const said = [0, 200, 400].map((nowMs) => judge.hear(nowMs, 'all'))
    expect(said).to.deep.equal([undefined, undefined, undefined])
    expect(judge.hear(600, 50), 'of one that gives something it is').to.equal(false)
  })

  it('looks at exact zeros alone', () => {
    const samples = new Float32Array(RATE_HZ / 10)
    expect(trailingSilenceMs(samples, RATE_HZ)).to.equal('all')
    samples[0] = 2 ** -24
    expect(trailingSilenceMs(samples, RATE_HZ)).to.be.closeTo(100, 0.1)
    samples[samples.length - 1] = -(2 ** -24)
    expect(trailingSilenceMs(samples, RATE_HZ)).to.equal(0)
  })
})
