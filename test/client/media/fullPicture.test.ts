import { expect } from 'chai'
import { FullPicture } from '../../../client/media/fullPicture.ts'
import { until } from '../../facts/until.ts'

const EVERY_MS = 2
const HOLD_MS = 10
/** More looks than lie between any two holds. */
const MANY_LOOKS = 40

/** A sender of three layers, as a browser has it: what it is told is kept, and its statistics are what the test says. */
class FakeSender {
  /** Whether all layers were to be sent, and the bound of the highest, in the order in which it was told. */
  readonly told: { readonly active: boolean; readonly topBps: number | undefined }[] = []
  sentHeight: number
  limitedBy = 'bandwidth'
  refusals = 0
  looks = 0
  #encodings: RTCRtpEncodingParameters[] = [{}, {}, {}].map(() => ({ active: true }))

  constructor(sentHeight: number) {
    this.sentHeight = sentHeight
  }

  getParameters() {
    return { encodings: this.#encodings.map((one) => ({ ...one })) }
  }

  async setParameters({ encodings }: { encodings: RTCRtpEncodingParameters[] }): Promise<void> {
    if (this.refusals > 0) {
      this.refusals -= 1
      throw new Error('The parameters have changed meanwhile.')
    }
    this.#encodings = encodings
    const active = encodings.every((one) => one.active)
    expect(encodings.some((one) => one.active)).to.equal(active)
    this.told.push({ active, topBps: encodings.at(-1)?.maxBitrate })
  }

  async getStats() {
    this.looks += 1
    const layers = [180, 360, 720].map((frameHeight) => ({
      id: String(frameHeight),
      type: 'outbound-rtp',
      frameHeight,
      framesSent: frameHeight <= this.sentHeight ? this.looks * 30 : 0,
      qualityLimitationReason: this.limitedBy,
    }))
    return new Map(layers.map((layer) => [layer.id, layer]))
  }

  get holds(): number {
    return this.told.filter(({ active }) => !active).length
  }

  async looked(times: number): Promise<void> {
    const enough = this.looks + times
    await until(`it is looked at ${times} times more`, () => this.looks >= enough, 20_000)
  }
}

describe('A camera in full', () => {
  let watched: FullPicture | undefined

  const watch = (sender: FakeSender, camera: { paused?: boolean } = {}) => {
    // Of both only what a camera is asked for.
    const rtpSender = sender as unknown as RTCRtpSender
    const track = { getSettings: () => ({ height: 720 }) } as MediaStreamTrack
    watched = new FullPicture({ paused: false, ...camera, rtpSender, track }, EVERY_MS, HOLD_MS)
  }

  afterEach(() => watched?.close())

  it('is left alone', async () => {
    const sender = new FakeSender(720)
    watch(sender)
    await sender.looked(MANY_LOOKS)
    expect(sender.told).to.deep.equal([])
  })

  it('is held for a moment when it is small, comes back with another bound, and is whole', async () => {
    const sender = new FakeSender(360)
    watch(sender)
    await until('it is held', () => sender.holds === 1, 20_000)
    const beforeHold = sender.told.at(-2)
    sender.sentHeight = 720
    await until('it is back', () => sender.told.at(-1)?.active === true, 20_000)
    expect(sender.told.at(-1)?.topBps).to.be.a('number')
    expect(sender.told.at(-1)?.topBps).not.to.equal(beforeHold?.topBps)
    await sender.looked(MANY_LOOKS)
    expect(sender.holds).to.equal(1)
  })

  it('is held three times and no more on a path that is narrow in truth, and measured on', async () => {
    const sender = new FakeSender(180)
    watch(sender)
    await until('it is held three times', () => sender.holds === 3, 20_000)
    await sender.looked(MANY_LOOKS)
    expect(sender.holds).to.equal(3)
    const [last, before] = sender.told.toReversed()
    expect(last?.active).to.equal(true)
    expect(last?.topBps).not.to.equal(before?.topBps)
  })

  it('is not held where the processor is what is slow, nor while nothing is to be sent', async () => {
    const slow = new FakeSender(360)
    slow.limitedBy = 'cpu'
    watch(slow)
    await slow.looked(MANY_LOOKS)
    expect(slow.told).to.deep.equal([])
    watched?.close()

    const muted = new FakeSender(0)
    watch(muted, { paused: true })
    await new Promise((resolve) => setTimeout(resolve, MANY_LOOKS * EVERY_MS))
    expect(muted.told).to.deep.equal([])
  })

  it('comes back also when the browser refuses that at first', async () => {
    const sender = new FakeSender(180)
    watch(sender)
    await until('it is held', () => sender.holds === 1, 20_000)
    sender.refusals = 2
    await until('it is back', () => sender.told.at(-1)?.active === true, 20_000)
  })

  it('is not left held when it goes off the air in the middle of it', async () => {
    const sender = new FakeSender(180)
    watch(sender)
    await until('it is held', () => sender.holds === 1, 20_000)
    watched?.close()
    await until('it is back', () => sender.told.at(-1)?.active === true, 20_000)
  })
})
