import { expect } from 'chai'
import { createSession } from '../../../client/models/session.ts'
import { FakeClock, settled } from '../fakeClock.ts'
import { FakeAccount } from '../fakePorts.ts'

const token = (accessToken: string, renewAtMs: number) => ({ ok: true as const, body: { accessToken, renewAtMs } })
const refused = (code: 'signed-out' | 'unavailable') => ({ ok: false as const, refusal: { code, message: '' } })

describe('the session of a softphone', () => {
  function open() {
    const [account, clock] = [new FakeAccount(), new FakeClock()]
    const renewed: string[] = []
    const start = () => createSession(account, clock, (next) => renewed.push(next))
    return { account, clock, renewed, start }
  }

  it('goes on from the cookie when the page is opened again', async () => {
    const { account, clock, start } = open()
    account.renewal = token('kept', clock.nowMs() + 1_000)
    const session = start()
    await settled()
    expect(session.state.value.at).to.equal('signed-in')
    session.close()
  })

  it('asks for a name when there is no cookie, and takes no action away but that one', async () => {
    const session = open().start()
    expect(session.signIn.value).to.equal(undefined)
    await settled()
    expect(session.signIn.value).to.be.a('function')
    expect(session.signOut.value).to.equal(undefined)
    session.close()
  })

  it('renews before the token runs out and tells the socket, once for everybody who asks', async () => {
    const { account, clock, renewed, start } = open()
    const session = start()
    await settled()
    account.signing = token('first', clock.nowMs() + 60_000)
    await session.signIn.value?.('a', 'b')
    account.renewal = token('second', clock.nowMs() + 120_000)
    await clock.pass(60_000)
    expect(renewed).to.deep.equal(['second'])
    const both = await Promise.all([session.freshToken(true), session.freshToken(true)])
    expect(both).to.deep.equal(['second', 'second'])
    expect(renewed).to.have.length(2)
    session.close()
  })

  it('stays signed in while the server is away, and renews when it is back', async () => {
    const { account, clock, renewed, start } = open()
    const session = start()
    await settled()
    account.signing = token('first', clock.nowMs() + 1_000)
    await session.signIn.value?.('a', 'b')
    account.renewal = refused('unavailable')
    await clock.pass(9_000)
    expect(session.state.value.at).to.equal('signed-in')
    account.renewal = token('second', clock.nowMs() + 99_000)
    await clock.pass(2_500)
    expect(renewed).to.deep.equal(['second'])
    session.close()
  })

  it('ends when the cookie is refused, and says so', async () => {
    const { account, clock, start } = open()
    const session = start()
    await settled()
    account.signing = token('first', clock.nowMs() + 1_000)
    await session.signIn.value?.('a', 'b')
    account.renewal = refused('signed-out')
    await clock.pass(1_500)
    expect(session.state.value).to.deep.equal({ at: 'signed-out', because: 'expired' })
    session.close()
  })

  it('signing out stands, although a renewal was on its way', async () => {
    const { account, clock, start } = open()
    const session = start()
    await settled()
    account.signing = token('first', clock.nowMs() + 60_000)
    await session.signIn.value?.('a', 'b')
    account.renewal = token('second', clock.nowMs() + 120_000)
    const renewing = session.freshToken(true)
    await session.signOut.value?.()
    expect(await renewing).to.equal(undefined)
    expect(session.state.value.at).to.equal('signed-out')
    session.close()
  })
})
