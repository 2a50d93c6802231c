import { expect } from 'chai'
import type { LineEntry } from '../../server/protocol/lineFacts.ts'
import { FanOut } from '../../server/signaling/fanOut.ts'
import { JP, KR, LineScript, US } from '../client/fakeLine.ts'
import { until } from '../facts/until.ts'

describe('telling the entries of a line', () => {
  let told: [number[], string | undefined][]
  let toldOne: [string, number[]][]
  let fanOut: FanOut
  let script: LineScript
  const add = (...entries: LineEntry[]): void => entries.forEach((entry) => fanOut.add('leaders', entry))

  beforeEach(() => {
    told = []
    toldOne = []
    const versions = (entries: LineEntry[]): number[] => entries.map(({ version }) => version)
    fanOut = new FanOut({
      tellLine: (_line, entries, except) => void told.push([versions(entries), except]),
      tellConsole: (console, _line, entries) => void toldOne.push([console, versions(entries)]),
    })
    script = new LineScript('leaders', 1_790_000_000_000)
  })
  afterEach(() => fanOut.close())

  it('is done at once, of a call that is placed together with its ring, and of the reports of a ring together', async () => {
    add(script.place(KR))
    expect(told, 'not yet').to.have.length(0)
    add(script.ring('jp', [JP]))
    expect(told).to.deep.equal([[[1, 2], KR.console]])
    add(script.told(JP, 'reached'), script.told(JP, 'sounding'), script.told(JP, 'seen'))
    expect(told, 'not yet').to.have.length(1)
    await until('the reports are told', () => told.length === 2)
    expect(told[1]).to.deep.equal([[3, 4, 5], undefined])
    add(script.answered(JP))
    expect(told[2]).to.deep.equal([[6], undefined])
  })

  it('lets who places a call know at once, with what waits before it, and tells them nothing twice', () => {
    add(script.told(JP, 'seen'), script.place(KR))
    expect(told).to.deep.equal([])
    expect(toldOne).to.deep.equal([[KR.console, [1, 2]]])
    add(script.ring('jp', [JP]))
    expect(told).to.deep.equal([[[1, 2, 3], KR.console]])
    expect(toldOne[1]).to.deep.equal([KR.console, [3]])
  })

  it('tells of a call that is placed also when it does not ring yet', async () => {
    add(script.place(KR))
    await until('the call is told', () => told.length === 1)
    expect(told).to.deep.equal([[[1], KR.console]])
    expect(toldOne).to.deep.equal([[KR.console, [1]]])
  })

  it('tells all that waits before somebody is welcomed, and only that', async () => {
    add(script.place(KR))
    fanOut.flush()
    expect(told).to.deep.equal([[[1], KR.console]])
    fanOut.flush()
    add(script.ring('jp', [JP]))
    expect(told[1]).to.deep.equal([[2], undefined])
  })

  it('keeps the order when something else comes behind a report', () => {
    add(script.place(KR), script.ring('jp', [JP]), script.told(JP, 'reached'), script.answered(JP))
    expect(told.map(([versions]) => versions)).to.deep.equal([
      [1, 2],
      [3, 4],
    ])
  })

  it('lets no line wait for another', () => {
    add(script.place(KR), script.ring('jp', [JP]), script.told(JP, 'reached'))
    const other = new LineScript('advisers', 1_790_000_000_000)
    for (const entry of [other.place(US), other.ring('kr', [KR])]) fanOut.add('advisers', entry)
    expect(told).to.deep.equal([
      [[1, 2], KR.console],
      [[1, 2], US.console],
    ])
  })
})
