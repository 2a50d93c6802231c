import { expect } from 'chai'
import type { RouteName } from '../../server/calls/routeAuthority.ts'
import { AskedBy } from '../../server/http/askedBy.ts'

const RECORD: RouteName = 'GET /api/v1/records/:callId'
const SITTING: RouteName = 'POST /api/v1/records/:callId/sittings'
const TRACK: RouteName = 'GET /api/v1/records/:callId/tracks/:trackId'

describe('What one person may ask over HTTP', () => {
  let nowMs: number
  let askedBy: AskedBy

  beforeEach(() => {
    nowMs = 1_000
    askedBy = new AskedBy(() => nowMs)
  })

  /** @returns how many of so many were granted. */
  const granted = async (person: string, name: RouteName, times: number): Promise<number> => {
    let count = 0
    for (let time = 0; time < times; time += 1) {
      const code = await askedBy
        .of(person, name, async () => 'done')
        .catch((error: unknown) => (error as { refusal?: { code?: string } }).refusal?.code)
      if (code === 'done') count += 1
      else expect(code).to.equal('slow-down')
    }
    return count
  }

  it('is held off where it becomes facts without end, and comes back as time goes on', async () => {
    expect(await granted('us-records', SITTING, 100)).to.equal(60)
    expect(await granted('us-records', TRACK, 20), 'ranges of a track go on').to.equal(20)
    expect(await granted('kr-records', SITTING, 20), 'of somebody else').to.equal(20)
    nowMs += 2_000
    expect(await granted('us-records', SITTING, 100)).to.equal(6)
  })

  it('is a search at a time, and not one for every key without end', async () => {
    expect(await granted('us-records', 'GET /api/v1/records', 100)).to.equal(60)
  })

  it('is as many ranges of tracks as players ask for, and no flood of them', async () => {
    expect(await granted('us-records', TRACK, 1_000)).to.equal(400)
  })

  it('is a change of prepared messages every five seconds, and twenty at once', async () => {
    expect(await granted('kr-admin', 'POST /api/v1/prepared', 50)).to.equal(20)
    nowMs += 10_000
    expect(await granted('kr-admin', 'POST /api/v1/prepared', 50)).to.equal(2)
  })

  it('is three whole records at a time, also for who does not wait for them', async () => {
    const done: (() => void)[] = []
    const reading = async () => await new Promise<void>((resolve) => done.push(resolve))
    const three = [1, 2, 3].map(async () => await askedBy.of('us-records', RECORD, reading))
    expect(await granted('us-records', RECORD, 1)).to.equal(0)
    expect(await granted('kr-records', RECORD, 3)).to.equal(3)
    done[0]?.()
    await three[0]
    expect(await granted('us-records', RECORD, 1)).to.equal(1)
    for (const end of done) end()
    await Promise.all(three)
  })

  it('is not less for what failed', async () => {
    const failing = async () => await Promise.reject(new Error('It cannot be read.'))
    for (let time = 0; time < 5; time += 1) {
      const error: unknown = await askedBy.of('us-records', RECORD, failing).catch((cause: unknown) => cause)
      expect(error).to.have.property('message', 'It cannot be read.')
    }
  })
})
