import { expect } from 'chai'
import { frozenShare, QualityWatch, type WatchedTrack } from '../../../client/media/qualityWatch.ts'
import type { SignalingPort } from '../../../client/models/ports.ts'
import { refusal } from '../../../server/protocol/refusal.ts'

describe('How much of a time a picture stood still', () => {
  const before = { atMs: 10_000, received: 500, lost: 0, freezeMs: 200, framesDecoded: 100 }
  const fiveSecondsOn = { ...before, atMs: 15_000, framesDecoded: 220 }

  it('is what the browser has counted since, of the time since', () => {
    expect(frozenShare('camera', before, fiveSecondsOn)).to.equal(0)
    expect(frozenShare('camera', before, { ...fiveSecondsOn, freezeMs: 1_200 })).to.be.closeTo(0.2, 1e-9)
  })

  it('is all of it for a camera of which nothing came, though the browser counts no freeze before it is over', () => {
    expect(frozenShare('camera', before, { ...fiveSecondsOn, framesDecoded: 100 })).to.equal(1)
  })

  it('is at most all of it, also when a freeze is over that had begun before', () => {
    expect(frozenShare('camera', before, { ...fiveSecondsOn, freezeMs: 9_000 })).to.equal(1)
  })

  it('is nothing of a screen that does not change, nor of a voice', () => {
    const standing = { ...fiveSecondsOn, framesDecoded: 100 }
    expect(frozenShare('screen', before, standing)).to.equal(0)
    expect(frozenShare('microphone', { ...before, framesDecoded: 0 }, { ...standing, framesDecoded: 0 })).to.equal(0)
  })
})

describe('What a console tells of what it receives', () => {
  /** A camera that began to flow so long ago, of which the browser has counted so much. */
  const camera = (ageMs: number, counted: object, muted = false): WatchedTrack => ({
    consumer: {
      id: 'consumer',
      getStats: async () =>
        new Map([['inbound', { type: 'inbound-rtp', packetsReceived: 90, packetsLost: 10, ...counted }]]),
    },
    remote: { console: 'console', kind: 'camera', muted },
    flowsSinceMs: performance.now() - ageMs,
  })
  const watched = (...received: WatchedTrack[]) => ({ line: 'leaders', callId: 'call', received })
  let told: { console: string; lossPercent: number; freezeMsPerMinute: number }[]
  let watch: QualityWatch

  beforeEach(() => {
    told = []
    const request: SignalingPort['request'] = async (name, payload) => {
      if (name === 'quality:report' && 'received' in payload) told.push(...payload.received)
      return { ok: false, refusal: refusal('not-now', 'Only listening.') }
    }
    watch = new QualityWatch({ request }, () => undefined)
  })

  afterEach(() => watch.close())

  it('begins with what came before the first look: a freeze in its first seconds is told', async () => {
    await watch.look(watched(camera(4_000, { framesDecoded: 30, totalFreezesDuration: 2 })))
    expect(told).to.have.length(1)
    expect(told[0]).to.include({ console: 'console', lossPercent: 10 })
    expect(told[0]?.freezeMsPerMinute).to.be.within(29_000, 30_000)
  })

  it('waits for a picture that has only just come', async () => {
    await watch.look(watched(camera(100, { framesDecoded: 0 })))
    expect(told).to.deep.equal([])
  })

  it('says nothing of a time in which it was muted', async () => {
    await watch.look(watched(camera(60_000, { framesDecoded: 0 }, true)))
    expect(told).to.deep.equal([])
  })
})
