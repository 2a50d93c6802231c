import { expect } from 'chai'
import type { PresentConsole } from '../../server/protocol/consoles.ts'
import { pathHistorySchema } from '../../server/protocol/pathHistory.ts'
import { MEASURE_EVERY_MS, PathMemory } from '../../server/signaling/pathMemory.ts'
import { JP, JP_WATCH, KR, present } from '../client/fakeLine.ts'

const STEP_MS = 3 * MEASURE_EVERY_MS
const PARTIES = ['kr', 'jp', 'us']

describe('what is remembered of the paths of a line', () => {
  let nowMs: number
  let consoles: PresentConsole[]
  let memory: PathMemory

  beforeEach(() => {
    nowMs = 1_000_000
    consoles = []
    memory = new PathMemory({ clock: () => nowMs, lines: () => ['leaders'], presentOn: () => consoles })
  })

  const looks = (times: number): void => {
    for (let time = 0; time < times; time += 1) {
      nowMs += MEASURE_EVERY_MS
      memory.look()
    }
  }
  const of = (party: string) => {
    const found = pathHistorySchema.parse(memory.read('leaders', PARTIES)).parties.find((one) => one.party === party)
    if (!found) throw new Error(`There is no ${party}.`)
    return found
  }
  const measures = (who: typeof JP, roundTripMs: number, lossPercent: number) =>
    present(who, { roundTripMs, lossPercent })

  it('is nothing at first: an hour of half minutes without any measure', () => {
    const { stepMs, parties } = memory.read('leaders', PARTIES)
    expect(stepMs).to.equal(30_000)
    expect(parties.map(({ party }) => party)).to.deep.equal(PARTIES)
    expect(of('jp').roundTripMs).to.deep.equal(Array.from({ length: 120 }, () => null))
  })

  it('is one step for every half minute: the mean round trip, and the loss of who lost the most', () => {
    consoles = [measures(KR, 20, 0), measures(JP, 40, 0), measures(JP_WATCH, 60, 30)]
    looks(2)
    expect(of('jp').roundTripMs.at(-1), 'the step is not over').to.equal(null)
    consoles = [measures(KR, 20, 0), measures(JP, 40, 3), measures(JP_WATCH, 120, 0)]
    looks(1)
    expect(of('kr').roundTripMs.slice(-2)).to.deep.equal([null, 20])
    expect(of('jp').roundTripMs.at(-1)).to.equal(60)
    expect(of('jp').lossPercent.at(-1)).to.equal(20)
    expect(of('us').lossPercent.at(-1)).to.equal(null)
    expect(memory.read('leaders', PARTIES).newestAtMs).to.equal(nowMs - STEP_MS)
  })

  it('has a gap where nothing was measured: nobody armed, silent, or the line cold', () => {
    consoles = [measures(JP, 40, 0)]
    looks(3)
    consoles = [present(JP), present(JP_WATCH, { armed: false, roundTripMs: 1, lossPercent: 1 })]
    looks(3)
    consoles = [present(JP, { roundTripMs: 40, lossPercent: 0, silentSinceMs: nowMs })]
    looks(3)
    consoles = [measures(JP, 50, 0)]
    looks(3)
    expect(of('jp').roundTripMs.slice(-5)).to.deep.equal([null, 40, null, null, 50])
  })

  it('is an hour and no more, however long the server runs', () => {
    for (let step = 0; step < 500; step += 1) {
      consoles = [measures(JP, step, 0)]
      looks(3)
    }
    expect(of('jp').roundTripMs).to.deep.equal(Array.from({ length: 120 }, (_none, index) => 380 + index))
  })
})
