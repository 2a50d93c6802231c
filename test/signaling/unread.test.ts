import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { expect } from 'chai'
import { Server, type Socket } from 'socket.io'
import { cutWhenUnread } from '../../server/signaling/unread.ts'
import { until } from '../facts/until.ts'

/** A text frame as a client sends it (RFC 6455 section 5.2), masked with zeros. */
const frame = (text: string): Buffer => Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0, ...Buffer.from(text)])

describe('a console that does not read what it is told', function () {
  this.timeout(30_000)
  const web = createServer()
  const io = new Server(web, { transports: ['websocket'] })
  const cut: Socket[] = []
  const clients: Duplex[] = []

  before(async () => {
    io.on('connection', (socket) => cutWhenUnread(socket, () => cut.push(socket)))
    web.listen(0, '127.0.0.1')
    await once(web, 'listening')
  })
  after(async () => {
    for (const client of clients) client.destroy()
    await io.close()
  })

  /** A client that says it is there and reads, or does not; and the server's end of it. */
  async function connect(reads: boolean): Promise<Socket> {
    const { port } = web.address() as AddressInfo
    const asked = request({
      port,
      host: '127.0.0.1',
      path: '/socket.io/?EIO=4&transport=websocket',
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': Buffer.from('sixteen bytes!!!').toString('base64'),
      },
    }).end()
    const connected = once(io, 'connection')
    const [, client] = (await once(asked, 'upgrade')) as [unknown, Duplex]
    clients.push(client)
    client.write(frame('40'))
    if (reads) client.resume()
    const [socket] = (await connected) as [Socket]
    return socket
  }

  it('is cut, and what waited for it is thrown away; one that reads is not', async () => {
    const [idle, reader] = [await connect(false), await connect(true)]
    const text = 'x'.repeat(10_000)
    // Megabytes wait in the network before anything waits in the server, and then a thousand messages have to: one at each
    // look would take seconds. So many at once are nothing to the one that reads.
    await until('one is cut', () => {
      for (let told = 0; told < 20; told += 1) for (const socket of [idle, reader]) socket.emit('told', text)
      return cut.length > 0
    })
    await until('it is gone', () => idle.disconnected)
    expect(cut).to.deep.equal([idle])
    expect(reader.connected).to.equal(true)
  })
})
