import { expect } from 'chai'
import { EventEmitter } from 'node:events'
import { randomUUID } from 'node:crypto'
import type { types } from 'mediasoup'
import { Listening } from '../../server/media/listening.ts'
import { KEY_FRAME_EVERY_MS, Track } from '../../server/media/track.ts'
import type { WarmLine } from '../../server/media/warmLine.ts'
import { until } from './stage.ts'

/** A consumer of a camera as the worker makes it: keeps which layers were asked for. */
class FakeConsumer extends EventEmitter {
  readonly layers: number[] = []
  onAsked: (layers: readonly number[]) => void = () => undefined
  readonly observer = new EventEmitter()
  closed = false

  async setPreferredLayers({ spatialLayer }: types.ConsumerLayers): Promise<void> {
    this.layers.push(spatialLayer)
    this.onAsked([...this.layers])
  }
  async resume(): Promise<void> {}
  async pause(): Promise<void> {}
  close(): void {
    this.closed = true
    this.observer.emit('close')
  }
}

describe('A picture that somebody is to be shown', () => {
  let track: Track
  const opened: Listening[] = []

  /** A camera that is on the air for longer than its layers take to come. */
  beforeEach(async () => {
    const start = { line: 'leaders', callId: randomUUID(), trackId: randomUUID(), console: randomUUID() }
    // Of the producer only its type is asked for.
    const producer = { type: 'simulcast' } as types.Producer
    track = new Track({ ...start, person: 'kr-principal', kind: 'camera', muted: false }, producer, () => {})
    await until('the camera is not young', () => track.ageMs > 1_000)
  })

  afterEach(() => {
    for (const listening of opened.splice(0)) listening.close()
  })

  const open = async (): Promise<{ readonly listening: Listening; readonly consumer: FakeConsumer }> => {
    const consumer = new FakeConsumer()
    const warmLine = { capabilities: {}, receive: { consume: async () => consumer } }
    const listening = await Listening.create(warmLine as unknown as WarmLine, track)
    opened.push(listening)
    return { listening, consumer }
  }

  it('begins in the middle, and rises to the top when that has come', async () => {
    const { listening, consumer } = await open()
    await listening.flow(true)
    expect(consumer.layers).to.deep.equal([1])
    consumer.emit('layerschange', { spatialLayer: 1 })
    await until('it rises', () => consumer.layers.length > 1)
    expect(consumer.layers).to.deep.equal([1, 2])
  })

  it('is asked for in another layer, and in the first again, while none comes, and then no more', async () => {
    const { listening, consumer } = await open()
    await listening.flow(true)
    await until('it was asked for three times', () => consumer.layers.length === 3)
    await new Promise((resolve) => setTimeout(resolve, 2 * KEY_FRAME_EVERY_MS))
    expect(consumer.layers).to.deep.equal([1, 0, 1])
  })

  it('is asked for again as soon as the browser listens, where somebody else has just asked it', async () => {
    const [one, other] = [await open(), await open()]
    await one.listening.flow(true)
    await new Promise((resolve) => setTimeout(resolve, KEY_FRAME_EVERY_MS / 2))
    await other.listening.flow(true)
    one.consumer.emit('layerschange', { spatialLayer: 1 })
    // Timers run in the order in which they are due, however busy the machine is.
    let isTooLate = false
    setTimeout(() => (isTooLate = true), KEY_FRAME_EVERY_MS)
    const asked = await new Promise<readonly number[]>((resolve) => (other.consumer.onAsked = resolve))
    expect(asked).to.deep.equal([1, 0])
    expect(isTooLate).to.equal(false)
  })

  it('rises no higher than it is shown, and follows when it is shown larger and smaller', async () => {
    const { listening, consumer } = await open()
    listening.prefer('medium')
    await listening.flow(true)
    consumer.emit('layerschange', { spatialLayer: 1 })
    await until('it has risen', () => consumer.layers.length === 2)
    expect(consumer.layers).to.deep.equal([1, 1])
    listening.prefer('full')
    await until('it is large', () => consumer.layers.length === 3)
    listening.prefer('small')
    listening.prefer('small')
    await until('it is small', () => consumer.layers.length === 4)
    expect(consumer.layers).to.deep.equal([1, 1, 2, 0])
  })

  it('begins small where it is shown small', async () => {
    const { listening, consumer } = await open()
    listening.prefer('small')
    await listening.flow(true)
    expect(consumer.layers).to.deep.equal([0])
  })
})

describe('The ear of a sender for key frames', () => {
  it('is deaf for a while after it has listened, and not for longer because it is asked meanwhile', async () => {
    const start = { line: 'leaders', callId: randomUUID(), trackId: randomUUID(), console: randomUUID() }
    const producer = { type: 'simulcast' } as types.Producer
    const track = new Track({ ...start, person: 'kr-principal', kind: 'camera', muted: false }, producer, () => {})
    expect(track.keyFrameAsked()).to.equal(0)
    const first = track.keyFrameAsked()
    expect(first).to.be.within(1, KEY_FRAME_EVERY_MS)
    expect(track.keyFrameAsked()).to.be.at.most(first)
    await new Promise((resolve) => setTimeout(resolve, KEY_FRAME_EVERY_MS + 5))
    expect(track.keyFrameAsked()).to.equal(0)
  })
})
