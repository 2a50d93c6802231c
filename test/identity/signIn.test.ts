import { expect } from 'chai'
import { RefusedError } from '../../server/protocol/refusal.ts'
import { SlowDown } from '../../server/identity/slowDown.ts'
import { openInstallation, PASSWORD, settle, type Installation } from './installation.ts'

const HERE = '192.0.2.1'
const ELSEWHERE = '203.0.113.9'
const OPERATOR = { kind: 'system', part: 'operator' } as const

/** What a refused attempt was refused with. */
async function refusedBy(attempt: Promise<unknown>): Promise<RefusedError> {
  const outcome = await attempt.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(outcome instanceof RefusedError)) throw new Error(`It was not refused: ${String(outcome)}`)
  return outcome
}

describe('signing in', () => {
  let here: Installation
  const attempt = (password: string, more: { username?: string; address?: string; deviceToken?: string } = {}) =>
    here.identity.signIn.signIn({ username: 'kim', password, address: HERE, deviceToken: undefined, ...more })

  beforeEach(async () => {
    here = await openInstallation()
    await settle(here.identity, [{ person: 'kim', party: 'kr', roles: ['principal'] }])
  })
  afterEach(async () => await here.close())

  it('gives a session to who knows the password, however it is composed', async () => {
    await here.identity.directory.setPassword({ kind: 'system', part: 'operator' }, 'kim', 'caf\u00e9 au lait lait')
    const { accessToken, sessionId } = await attempt('cafe\u0301 au lait lait')
    expect(here.identity.sessions.verifyAccess(accessToken)).to.include({ sessionId, person: 'kim' })
  })

  it('answers a wrong name, a wrong password and somebody suspended alike, for the same work', async () => {
    const { hashing, directory } = here.identity
    const operator = { kind: 'system', part: 'operator' } as const
    await directory.add(
      operator,
      { person: 'lee', name: 'Lee', party: 'kr', roles: ['admin'], suspended: true },
      PASSWORD,
    )
    const answers = []
    for (const [username, password] of [
      ['kim', 'wrong'],
      ['nobody', PASSWORD],
      ['lee', PASSWORD],
    ] as const) {
      const before = hashing.computed
      const { refusal } = await refusedBy(attempt(password, { username }))
      answers.push({ refusal, work: hashing.computed - before })
    }
    expect(answers[0]?.work).to.equal(1)
    expect(answers[1]).to.deep.equal(answers[0])
    expect(answers[2]).to.deep.equal(answers[0])
  })

  it('slows failures of an account from an address more and more, also for the right password, and says until when', async () => {
    for (let failure = 0; failure < 4; failure++) expect(await refusedBy(attempt('wrong'))).not.instanceOf(SlowDown)
    const delays = []
    for (let failure = 0; failure < 4; failure++) {
      const slowed = await refusedBy(attempt(PASSWORD))
      if (!(slowed instanceof SlowDown)) throw new Error('It was not slowed.')
      delays.push(slowed.retryAfterMs)
      here.clock.pass(slowed.retryAfterMs)
      await refusedBy(attempt('wrong'))
    }
    expect(delays).to.deep.equal([1000, 2000, 4000, 8000])
    here.clock.pass(16_000)
    expect(await attempt(PASSWORD)).to.have.property('accessToken')
  })

  it('counts attempts at once before any of them has failed', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, async () => await refusedBy(attempt('wrong'))))
    expect(answers.filter((answer) => answer instanceof SlowDown)).to.have.length(16)
  })

  it('lets nobody who signs in again and again keep others waiting', async () => {
    const lee = { person: 'lee', name: 'Lee', party: 'kr', roles: ['principal'] as const, suspended: false }
    await here.identity.directory.add(OPERATOR, { ...lee, roles: [...lee.roles] }, PASSWORD)
    const { deviceToken } = await attempt(PASSWORD)
    const flood = Array.from(
      { length: 20 },
      async () => await attempt(PASSWORD, { deviceToken }).catch((e: unknown) => e),
    )
    expect(await attempt(PASSWORD, { username: 'lee', address: ELSEWHERE })).to.have.property('accessToken')
    const answers = await Promise.all(flood)
    expect(answers.filter((answer) => answer instanceof SlowDown)).to.have.length(18)
    expect(await attempt(PASSWORD, { deviceToken }), 'when those are done').to.have.property('accessToken')
  })

  it('treats a name that does not exist like one that does', async () => {
    const outcomes = async (username: string): Promise<string[]> => {
      const codes = []
      for (let failure = 0; failure < 6; failure++) {
        codes.push((await refusedBy(attempt('wrong', { username }))).refusal.code)
      }
      return codes
    }
    expect(await outcomes('nobody')).to.deep.equal(await outcomes('kim'))
  })

  it('treats the names of what every object has like any other that does not exist', async () => {
    for (const username of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      expect((await refusedBy(attempt(PASSWORD, { username }))).refusal.code).to.equal('signed-out')
    }
  })

  it('counts the right password of somebody suspended as a failure', async () => {
    for (let failure = 0; failure < 3; failure++) await refusedBy(attempt('wrong'))
    await here.identity.directory.change(OPERATOR, 'kim', { suspended: true })
    expect(await refusedBy(attempt(PASSWORD))).not.instanceOf(SlowDown)
    expect(await refusedBy(attempt(PASSWORD))).instanceOf(SlowDown)
  })

  it('writes down who it was that failed, and never what is no name', async () => {
    await refusedBy(attempt('wrong'))
    await refusedBy(attempt('wrong', { username: 'my secret password' }))
    expect(here.warnings.map(({ person }) => person)).to.deep.equal(['kim', undefined])
    expect(JSON.stringify(here.warnings)).not.to.include('secret')
  })

  it('forgets the oldest device of somebody who has signed in on more than ten', async () => {
    const devices = []
    for (let device = 0; device < 11; device++) {
      here.clock.pass(1000)
      devices.push((await attempt(PASSWORD)).deviceToken)
    }
    for (let failure = 0; failure < 4; failure++) await refusedBy(attempt('wrong'))
    const [oldest = '', second = ''] = devices
    expect(await refusedBy(attempt(PASSWORD, { deviceToken: oldest }))).instanceOf(SlowDown)
    expect(await attempt(PASSWORD, { deviceToken: second })).to.have.property('accessToken')
  })

  it('leaves what an operator did while a password was being changed', async () => {
    const { directory, signIn, sessions } = here.identity
    const { sessionId } = await attempt(PASSWORD)
    const changing = async (): Promise<RefusedError> =>
      await refusedBy(signIn.changePassword({ sessionId, person: 'kim' }, PASSWORD, 'a thief’s new password'))
    const suspended = changing()
    await directory.change(OPERATOR, 'kim', { suspended: true })
    expect((await suspended).refusal.code).to.be.oneOf(['too-late', 'not-allowed'])
    await directory.change(OPERATOR, 'kim', { suspended: false })
    expect(await attempt(PASSWORD)).to.have.property('accessToken')

    const signedOut = attempt(PASSWORD).then(async (session) => {
      const refused = refusedBy(signIn.changePassword({ ...session }, PASSWORD, 'a thief’s new password'))
      sessions.end(session.sessionId, 'signed-out')
      return await refused
    })
    expect((await signedOut).refusal.code).to.equal('too-late')
    expect(await attempt(PASSWORD)).to.have.property('accessToken')
  })

  it('is no lock: strangers who fail from elsewhere only make the answer slower', async () => {
    for (let stranger = 0; stranger < 22; stranger++) {
      await refusedBy(attempt('wrong', { address: `203.0.113.${stranger}` }))
    }
    expect(await attempt(PASSWORD)).to.have.property('accessToken')
  })

  it('gives a device that has signed in before its own allowance', async () => {
    const { deviceToken } = await attempt(PASSWORD)
    for (let failure = 0; failure < 6; failure++) await refusedBy(attempt('wrong'))
    expect(await refusedBy(attempt(PASSWORD))).instanceOf(SlowDown)
    const again = await attempt(PASSWORD, { deviceToken })
    expect(again.deviceToken).to.equal(deviceToken)
    // It is an allowance, not a way around: the device's own failures slow it too.
    for (let failure = 0; failure < 4; failure++) await refusedBy(attempt('wrong', { deviceToken }))
    expect(await refusedBy(attempt(PASSWORD, { deviceToken }))).instanceOf(SlowDown)
  })

  it('gives nothing for a device of somebody else', async () => {
    await here.identity.directory.add(
      { kind: 'system', part: 'operator' },
      { person: 'lee', name: 'Lee', party: 'kr', roles: ['admin'], suspended: false },
      PASSWORD,
    )
    const { deviceToken } = await attempt(PASSWORD, { username: 'lee' })
    for (let failure = 0; failure < 4; failure++) await refusedBy(attempt('wrong'))
    expect(await refusedBy(attempt(PASSWORD, { deviceToken }))).instanceOf(SlowDown)
  })

  it('counts an IPv6 network as one address', async () => {
    for (let failure = 0; failure < 4; failure++) await refusedBy(attempt('wrong', { address: `2001:db8::${failure}` }))
    expect(await refusedBy(attempt('wrong', { address: '2001:db8:0:0:1::9' }))).instanceOf(SlowDown)
    expect(await refusedBy(attempt('wrong', { address: '2001:db8:0:1::1' }))).not.instanceOf(SlowDown)
  })

  it('forgets nothing when the server starts anew', async () => {
    for (let failure = 0; failure < 5; failure++) await refusedBy(attempt('wrong'))
    const again = await openInstallation({ folder: here.folder, clock: here.clock })
    const request = { username: 'kim', password: PASSWORD, address: HERE, deviceToken: undefined }
    expect(await refusedBy(again.identity.signIn.signIn(request))).instanceOf(SlowDown)
    expect(await again.identity.signIn.signIn({ ...request, address: ELSEWHERE })).to.have.property('accessToken')
    await again.close()
  })

  it('computes few hashes at once and refuses more than can wait', async () => {
    const attempts = Array.from({ length: 90 }, (_, n) =>
      refusedBy(attempt('wrong', { username: `name-${n}`, address: `198.51.100.${n}` })),
    )
    const answers = await Promise.all(attempts)
    expect(answers.filter((answer) => answer instanceof SlowDown)).to.have.length(24)
  }).timeout(15_000)
})
