import { expect } from 'chai'
import { ask, Receiving } from '../../../client/media/receiving.ts'
import type { ShownPictures, SignalingPort } from '../../../client/models/ports.ts'
import type { WarmSession } from '../../../client/media/warmSession.ts'
import { settled } from '../fakeClock.ts'
import { FakeConnection } from '../fakeConnection.ts'
import { refusal, type RefusalCode } from '../../../server/protocol/refusal.ts'

const CONSUMER = { line: 'leaders', consumer: 'consumer' }

/** A server that refuses with these codes. */
function refusing(codes: RefusalCode[]) {
  const asked: unknown[] = []
  const request: SignalingPort['request'] = async (name, payload) => {
    asked.push([name, payload])
    // Last comes an answer after which it is not asked again.
    return { ok: false, refusal: refusal(codes.shift() ?? 'unknown', 'Not now.') }
  }
  return { asked, request }
}

describe('A track that has been taken up', () => {
  it('is asked for until the server says something final', async () => {
    const server = refusing(['slow-down', 'unavailable'])
    await ask(server, 'consumer:resume', CONSUMER, () => true, 1)
    expect(server.asked).to.deep.equal(Array.from({ length: 3 }, () => ['consumer:resume', CONSUMER]))
  })

  it('is not asked for again where that is of no use', async () => {
    const server = refusing(['unknown'])
    await ask(server, 'consumer:resume', CONSUMER, () => true, 1)
    expect(server.asked).to.have.length(1)
  })

  it('is not asked for any more when it has gone', async () => {
    const server = refusing(['slow-down', 'slow-down', 'slow-down'])
    await ask(server, 'consumer:resume', CONSUMER, () => server.asked.length < 2, 1)
    expect(server.asked).to.have.length(2)
  })
})

describe('A picture that has been taken up', () => {
  const line = 'leaders'
  const [callId, console, trackId] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]

  /** A console that is offered a camera while its pictures are shown so. */
  async function offered(shown: ShownPictures) {
    const connection = new FakeConnection()
    for (const name of ['consumer:resume', 'consumer:pause', 'consumer:prefer'] as const)
      connection.answer(name, () => ({ ok: true, body: {} }))
    const consumer = { track: undefined, close: () => undefined }
    const session = { line, id: 'warm', closed: false, receive: { consume: async () => consumer } }
    const voices = { play: () => undefined, stop: () => undefined }
    // Of the session only what is looked at here; there is no browser to make a stream.
    const receiving = new Receiving(connection, session as unknown as WarmSession, voices, () => undefined)
    receiving.show(shown)
    const offer = { line, callId, warmLine: 'warm', consumer: 'camera', producerId: 'p', trackId, console } as const
    connection.notify('consumer:opened', { ...offer, kind: 'camera', muted: false, rtpParameters: { codecs: [] } })
    await settled()
    return { receiving, asked: () => connection.asked.splice(0).map(({ name, payload }) => [name, payload]) }
  }
  const camera = { line, consumer: 'camera' }
  before(() => {
    globalThis.MediaStream ??= EventTarget as unknown as typeof MediaStream
  })

  it('is asked for at once, and not again for being shown as before', async () => {
    const { receiving, asked } = await offered(() => 'full')
    expect(asked()).to.deep.equal([['consumer:resume', camera]])
    receiving.show(() => 'full')
    expect(asked()).to.deep.equal([])
  })

  it('is paused while it is not shown, and asked for as large as it is shown', async () => {
    const { receiving, asked } = await offered(() => 'full')
    asked()
    receiving.show(() => undefined)
    expect(asked()).to.deep.equal([['consumer:pause', camera]])
    receiving.show((track) => (track === trackId ? 'small' : undefined))
    expect(asked()).to.deep.equal([
      ['consumer:prefer', { ...camera, size: 'small' }],
      ['consumer:resume', camera],
    ])
    receiving.show(() => 'medium')
    expect(asked()).to.deep.equal([['consumer:prefer', { ...camera, size: 'medium' }]])
  })

  it('is never asked for where it is not shown from the beginning', async () => {
    const { receiving, asked } = await offered(() => undefined)
    expect(asked()).to.deep.equal([])
    receiving.show(() => 'full')
    expect(asked()).to.deep.equal([['consumer:resume', camera]])
  })
})
