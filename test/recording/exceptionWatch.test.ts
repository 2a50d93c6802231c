import { expect } from 'chai'
import { ExceptionWatch, type Moment, type Unsafe } from '../../server/recording/exceptionWatch.ts'

const STALLED: Unsafe = { cause: 'disk-stalled' }
const REFUSED: Unsafe = { cause: 'disk-refused', detail: 'ENOSPC' }

/** Moments as they come, each half a second after the one before unless it says when it is. */
class Watched {
  readonly watch = new ExceptionWatch()
  #atMs = 10_000

  look(moment: Partial<Moment> = {}) {
    this.#atMs = moment.atMs ?? this.#atMs + 500
    return this.watch.look({ safeUpToMs: this.#atMs - 100, unsafe: undefined, losses: 0, ...moment, atMs: this.#atMs })
  }
}

describe('what makes exceptions of alarms', () => {
  it('makes none while all is well', () => {
    const watched = new Watched()
    for (let count = 0; count < 100; count += 1) expect(watched.look()).to.equal(undefined)
    expect(watched.watch.end(0, false)).to.equal(undefined)
  })

  it('makes one of an alarm, from what was safe last to when all was safe again', () => {
    const watched = new Watched()
    watched.look()
    expect(watched.look({ unsafe: STALLED, safeUpToMs: 9_000.4 })).to.equal(undefined)
    expect(watched.look({ unsafe: REFUSED, safeUpToMs: 9_000.4 }), 'its cause is known better now').to.equal(undefined)
    expect(watched.look({ unsafe: STALLED })).to.equal(undefined)
    expect(watched.look()).to.deep.equal({ ...REFUSED, fromMs: 9_000, untilMs: 12_500, outcome: 'kept' })
    expect(watched.look()).to.equal(undefined)
  })

  it('tells a loss once, and of none that was before', () => {
    const watched = new Watched()
    watched.look({ losses: 2 })
    watched.look({ losses: 2, unsafe: STALLED })
    expect(watched.look({ losses: 2 })).to.include({ outcome: 'kept' })
    watched.look({ losses: 2, unsafe: REFUSED })
    expect(watched.look({ losses: 3 })).to.include({ outcome: 'lost' })
    watched.look({ losses: 3, unsafe: REFUSED })
    expect(watched.look({ losses: 3 })).to.include({ outcome: 'kept' })
  })

  it('makes one of a loss that no alarm told of', () => {
    const watched = new Watched()
    watched.look()
    expect(watched.look({ losses: 1, safeUpToMs: 10_800 })).to.equal(undefined)
    expect(watched.look({ losses: 1 })).to.deep.equal({ ...STALLED, fromMs: 10_800, untilMs: 11_500, outcome: 'lost' })
    expect(watched.look({ losses: 1 })).to.equal(undefined)
  })

  it('makes one of a time in which nobody was told anything', () => {
    const watched = new Watched()
    watched.look({ atMs: 20_000, safeUpToMs: 19_950 })
    expect(watched.look({ atMs: 21_400 }), 'a little late').to.equal(undefined)
    const stood = { cause: 'server-stalled', fromMs: 21_300, outcome: 'kept' }
    expect(watched.look({ atMs: 24_000 })).to.deep.equal({ ...stood, untilMs: 24_000 })
    watched.look({ atMs: 27_000, unsafe: REFUSED })
    expect(watched.look(), 'what came of it is the same').to.deep.equal({
      ...{ cause: 'server-stalled', fromMs: 23_900, untilMs: 27_500, outcome: 'kept' },
    })
  })

  it('ends one with the recording: open where that is the end of the call', () => {
    const one = new Watched()
    one.look({ unsafe: REFUSED, safeUpToMs: 10_000 })
    expect(one.watch.end(0, true)).to.deep.equal({ ...REFUSED, fromMs: 10_000, outcome: 'lost' })
    const other = new Watched()
    other.look({ unsafe: REFUSED, safeUpToMs: 10_000 })
    expect(other.watch.end(0, false, 11_000.6)).to.deep.equal({
      ...{ ...REFUSED, fromMs: 10_000, untilMs: 11_001, outcome: 'kept' },
    })
  })
})
