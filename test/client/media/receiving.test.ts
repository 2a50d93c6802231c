import { expect } from 'chai'
import { resume } from '../../../client/media/receiving.ts'
import type { SignalingPort } from '../../../client/models/ports.ts'
import { refusal, type RefusalCode } from '../../../server/protocol/refusal.ts'

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
    await resume(server, 'leaders', 'consumer', () => true, 1)
    expect(server.asked).to.deep.equal(
      Array.from({ length: 3 }, () => ['consumer:resume', { line: 'leaders', consumer: 'consumer' }]),
    )
  })

  it('is not asked for again where that is of no use', async () => {
    const server = refusing(['unknown'])
    await resume(server, 'leaders', 'consumer', () => true, 1)
    expect(server.asked).to.have.length(1)
  })

  it('is not asked for any more when it has gone', async () => {
    const server = refusing(['slow-down', 'slow-down', 'slow-down'])
    await resume(server, 'leaders', 'consumer', () => server.asked.length < 2, 1)
    expect(server.asked).to.have.length(2)
  })
})
