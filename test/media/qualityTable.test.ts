import { expect } from 'chai'
import { QUALITY_TABLE, qualityOf } from '../../server/media/qualityTable.ts'

describe('The quality mark', () => {
  it('is good where nothing is known and where nothing is wrong', () => {
    expect(qualityOf({})).to.equal('good')
    expect(qualityOf({ lossPercent: 1, roundTripMs: 200, freezeMsPerMinute: 0 })).to.equal('good')
  })

  it('is that of the worst of loss, round trip and freezes, from the threshold on', () => {
    for (const { level, ...thresholds } of QUALITY_TABLE) {
      for (const [what, from] of Object.entries(thresholds)) {
        expect(qualityOf({ [what]: from }), `${what} ${from}`).to.equal(level)
        expect(qualityOf({ [what]: from - 0.01 }), `${what} below ${from}`).not.to.equal(level)
      }
    }
    expect(qualityOf({ lossPercent: 3, roundTripMs: 900 })).to.equal('poor')
  })
})
