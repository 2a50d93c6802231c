import { expect } from 'chai'
import { FullPicture } from '../../../client/media/fullPicture.ts'
import { until } from '../../facts/until.ts'

const EVERY_MS = 2

/** A sender of three layers, as a browser has it: its statistics are what the test says. */
class FakeSender {
  sentHeight: number
  limitedBy = 'bandwidth'
  looks = 0

  constructor(sentHeight: number) {
    this.sentHeight = sentHeight
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

  async looked(times: number): Promise<void> {
    const enough = this.looks + times
    await until(`it is looked at ${times} times more`, () => this.looks >= enough, 20_000)
  }
}

describe('A camera in full', () => {
  let watched: FullPicture | undefined
  /** At which look the path was measured. */
  let measured: number[]
  let measure: () => Promise<void>

  const watch = (sender: FakeSender, camera = { paused: false }) => {
    measured = []
    measure = async () => {
      measured.push(sender.looks)
    }
    // Of both only what a camera is asked for.
    const rtpSender = sender as unknown as RTCRtpSender
    const track = { getSettings: () => ({ height: 720 }) } as MediaStreamTrack
    const sent = Object.assign(camera, { rtpSender, track })
    watched = new FullPicture(sent, async () => await measure(), EVERY_MS)
  }

  afterEach(() => watched?.close())

  it('is left alone', async () => {
    const sender = new FakeSender(720)
    watch(sender)
    await sender.looked(50)
    expect(measured).to.deep.equal([])
  })

  it('is measured for soon when it is small, then more and more seldom, but always again', async () => {
    const sender = new FakeSender(360)
    watch(sender)
    await until('it is measured seven times', () => measured.length >= 7, 20_000)
    expect(measured.slice(0, 7)).to.deep.equal([2, 6, 14, 30, 62, 94, 126])
  })

  it('is measured for soon again when it was whole in between', async () => {
    const sender = new FakeSender(180)
    watch(sender)
    await until('it is measured twice', () => measured.length === 2, 20_000)
    sender.sentHeight = 720
    await sender.looked(2)
    sender.sentHeight = 360
    const { looks } = sender
    await until('it is measured again', () => measured.length === 3, 20_000)
    // A layer of which frames came until then counts once more.
    expect(measured[2]).to.be.within(looks + 2, looks + 3)
  })

  it('is not measured for where the processor is what is slow, nor while nothing is to be sent', async () => {
    const slow = new FakeSender(360)
    slow.limitedBy = 'cpu'
    watch(slow)
    await slow.looked(50)
    expect(measured).to.deep.equal([])
    watched?.close()

    const off = { paused: true }
    const sender = new FakeSender(360)
    watch(sender, off)
    // Nothing is looked at meanwhile, so there is nothing else to wait for.
    await new Promise((resolve) => setTimeout(resolve, 50 * EVERY_MS))
    expect(sender.looks).to.equal(0)
    off.paused = false
    await until('it is measured', () => measured.length === 2, 20_000)
    expect(measured).to.deep.equal([2, 6])
    off.paused = true
    await new Promise((resolve) => setTimeout(resolve, 50 * EVERY_MS))
    const { looks } = sender
    off.paused = false
    await until('it is measured', () => measured.length === 3, 20_000)
    // Turned on again, it begins anew.
    expect(measured[2]).to.equal(looks + 2)
  })

  it('is measured for once more after measuring failed', async () => {
    const sender = new FakeSender(360)
    watch(sender)
    const works = measure
    measure = async () => {
      measure = works
      throw new Error('The session is closed.')
    }
    await until('it is measured', () => measured.length > 0, 20_000)
    expect(measured[0]).to.equal(6)
  })
})
