import { createServer } from 'node:net'
import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { connect, heardBy, line, openTrack, refusalOf } from './consoleHalf.ts'
import { setStage, somebody, until, type Stage } from './stage.ts'

describe('A media worker', () => {
  const kr = somebody('kr')
  const callId = randomUUID()

  const lostAndBack = async (stage: Stage, signal: NodeJS.Signals) => {
    stage.calls.set(line, { callId, consoles: [kr.console], rung: [] })
    const { warmLine } = await connect(stage, kr)
    await openTrack(stage, kr, warmLine, callId, 1)
    const pid = stage.media.stats().workers[0]?.pid
    if (pid === undefined) throw new Error('There is a worker.')
    process.kill(pid, signal)
    await until('it is noticed', () => stage.reported.some(({ what }) => what === 'restored'), 4_000)
    expect(stage.reported.map(({ what, reason }) => [what, reason])).to.deep.equal([
      ['started', undefined],
      ['lost', undefined],
      ['ended', 'media-lost'],
      ['restored', undefined],
    ])
    expect(heardBy(stage, kr, 'warm-line:lost').map(({ notice }) => notice)).to.deep.equal([{ line, warmLine }])
    const { workers, workersLost } = stage.media.stats()
    expect([workersLost, workers[0]?.up, workers[0]?.pid !== pid]).to.deep.equal([1, true, true])
    const again = await connect(stage, kr)
    await openTrack(stage, kr, again.warmLine, callId, 1)
    expect(stage.media.stats()).to.include({ warmLines: 1, tracks: 1, tracksRecorded: 1 })
  }

  it('that dies is replaced, its consoles are told, and the same port serves again', async () => {
    const port = await freePort()
    const stage = await setStage({ port })
    try {
      await lostAndBack(stage, 'SIGKILL')
      const { send } = await stage.media.handlers['warm-line:open'](kr, { line })
      expect(new Set(send.iceCandidates.map((candidate) => candidate.port))).to.deep.equal(new Set([port]))
    } finally {
      await stage.media.close()
    }
  })

  it('that stops without a word is replaced too', async () => {
    const stage = await setStage()
    try {
      await lostAndBack(stage, 'SIGSTOP')
    } finally {
      await stage.media.close()
    }
  })

  it('serves a console that asks while it is being replaced', async () => {
    const stage = await setStage()
    try {
      await connect(stage, kr)
      process.kill(stage.media.stats().workers[0]?.pid ?? 0, 'SIGKILL')
      await until('it is lost', () => stage.reported.some(({ what }) => what === 'lost'))
      await connect(stage, kr)
      expect(stage.media.stats().warmLines).to.equal(1)
    } finally {
      await stage.media.close()
    }
  })

  it('that dies while a warm line is made in it refuses that one as unavailable, and the next is made', async () => {
    const stage = await setStage()
    try {
      stage.calls.set(line, { callId, consoles: [kr.console], rung: [] })
      await connect(stage, kr)
      const pid = stage.media.stats().workers[0]?.pid ?? 0
      // Stopped, it leaves the request unanswered, so that it dies with the transports half made.
      process.kill(pid, 'SIGSTOP')
      const opening = refusalOf(stage.media.handlers['warm-line:open'](kr, { line }))
      process.kill(pid, 'SIGKILL')
      expect(await opening).to.equal('unavailable')
      const { warmLine } = await connect(stage, kr)
      await openTrack(stage, kr, warmLine, callId, 1)
      expect(stage.media.stats()).to.include({ warmLines: 1, tracks: 1, tracksRecorded: 1 })
    } finally {
      await stage.media.close()
    }
  })

  it('that dies while the first router of a line is made in it refuses who asked, and the next has one', async () => {
    const stage = await setStage()
    try {
      const pid = stage.media.stats().workers[0]?.pid ?? 0
      process.kill(pid, 'SIGSTOP')
      const opening = refusalOf(stage.media.handlers['warm-line:open'](kr, { line }))
      process.kill(pid, 'SIGKILL')
      expect(await opening).to.equal('unavailable')
      await connect(stage, kr)
      expect(stage.media.stats()).to.include({ lines: 1, warmLines: 1, workersLost: 1 })
    } finally {
      await stage.media.close()
    }
  })

  it('that dies while a track is opened in it refuses that one, and leaves nothing of it', async () => {
    const stage = await setStage()
    try {
      stage.calls.set(line, { callId, consoles: [kr.console], rung: [] })
      const { warmLine } = await connect(stage, kr)
      const pid = stage.media.stats().workers[0]?.pid ?? 0
      process.kill(pid, 'SIGSTOP')
      const opening = refusalOf(openTrack(stage, kr, warmLine, callId, 1))
      process.kill(pid, 'SIGKILL')
      expect(await opening).to.equal('too-late')
      expect(stage.media.stats()).to.include({ tracks: 0, tracksRecorded: 0 })
      expect(stage.reported.map(({ what }) => what)).not.to.include('started')
    } finally {
      await stage.media.close()
    }
  })

  it('says which variable to set when its port is taken', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const address = taken.address()
    if (address === null || typeof address === 'string') throw new Error('It listens on a port.')
    try {
      const failure = await setStage({ port: address.port }).catch((error: unknown) => error)
      expect(failure).to.be.instanceOf(Error).with.property('message').that.includes('MEDIA_PORT')
    } finally {
      taken.close()
    }
  })

  it('does not listen on all interfaces without an address to tell', async () => {
    const failure = await setStage({ address: '0.0.0.0' }).catch((error: unknown) => error)
    expect(failure).to.be.instanceOf(Error).with.property('message').that.includes('MEDIA_ADDRESS')
  })

  it('listens on the address that it was given, over UDP and TCP, and shares lines with the others', async () => {
    const stage = await setStage({ workers: 2 })
    try {
      const { send } = await stage.media.handlers['warm-line:open'](kr, { line })
      expect(send.iceCandidates.map(({ address, protocol }) => `${address} ${protocol}`)).to.have.members([
        '127.0.0.1 tcp',
        '127.0.0.1 udp',
      ])
      const other = await stage.media.handlers['warm-line:open'](kr, { line: 'advisers' })
      expect(other.send.iceCandidates[0]?.port).not.to.equal(send.iceCandidates[0]?.port)
    } finally {
      await stage.media.close()
    }
  })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('It listened on a port.')
  return address.port
}
