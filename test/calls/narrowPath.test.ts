import { expect } from 'chai'
import { isNarrowPath, type PathWidth } from '../../server/calls/narrowPath.ts'

describe('Whether a path is too narrow for pictures', () => {
  const lost = undefined
  const cases: readonly [string, PathWidth, was: boolean, is: boolean][] = [
    ['nothing is known yet', { pairs: [] }, false, false],
    ['two pairs alone say nothing', { pairs: [40, 40] }, false, false],
    ['three narrow ones do', { pairs: [40, 40, 40] }, false, true],
    ['a busy machine delays two of five', { pairs: [9_000, 30, 8_000, 20, 9_000] }, false, false],
    ['a busy machine delays two of the first three', { pairs: [9_000, 30, 20] }, false, false],
    ['and a browser that was busy brings one at once', { pairs: [40, 40, 9_000, 40, 40] }, false, true],
    ['one that was brought at once makes no path wide', { pairs: [40, 40, 9_000, 40, 9_000] }, true, true],
    ['in between it stays wide', { pairs: [200, 200, 200] }, false, false],
    ['in between it stays narrow', { pairs: [200, 200, 200] }, true, true],
    ['it is wide again', { pairs: [40, 40, 600, 600, 600] }, true, false],
    ['of many the newest five count', { pairs: [40, 40, 40, 40, 600, 600, 600] }, true, false],
    [
      'no pair comes back, and most else is lost',
      { pairs: [lost, lost, lost, lost, lost], lossPercent: 80 },
      false,
      true,
    ],
    [
      'pairs are lost as all else is: a bad path, and wide',
      { pairs: [lost, 900, lost, 900, 900], lossPercent: 22 },
      false,
      false,
    ],
    ['no pair comes back, and all else does', { pairs: [lost, lost, lost, lost, lost], lossPercent: 5 }, false, false],
    ['too few pairs are over to say that it is full', { pairs: [lost, lost], lossPercent: 90 }, false, false],
    [
      'one of the newest was back, so it is not full',
      { pairs: [lost, lost, 900, lost, lost], lossPercent: 60 },
      false,
      false,
    ],
    [
      'nothing comes back of a narrow one: it stays so',
      { pairs: [lost, lost, lost, lost, lost], lossPercent: 0 },
      true,
      true,
    ],
  ]
  for (const [what, width, was, is] of cases) {
    it(what, () => expect(isNarrowPath(width, was)).to.equal(is))
  }
})
