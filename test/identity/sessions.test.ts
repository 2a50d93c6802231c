import { expect } from 'chai'
import { createHmac, createPublicKey, type KeyObject } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import jwt from 'jsonwebtoken'
import type { SessionEndReason } from '../../server/identity/sessions.ts'
import { SlowDown } from '../../server/identity/slowDown.ts'
import { openInstallation, PASSWORD, settle, type Installation } from './installation.ts'

const OPERATOR = { kind: 'system', part: 'operator' } as const

/** The old trick: the public key, which everybody may know, as the secret of a symmetric algorithm. */
function hs256(claims: object, publicKey: KeyObject): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')
  const exp = Math.floor(Date.now() / 1000) + 3600
  const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ ...claims, exp })}`
  const secret = publicKey.export({ type: 'spki', format: 'pem' })
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`
}

describe('sessions', () => {
  let here: Installation
  let ended: [string, SessionEndReason][]
  const signIn = async (username = 'kim') =>
    await here.identity.signIn.signIn({ username, password: PASSWORD, address: '192.0.2.1', deviceToken: undefined })
  const lives = (accessToken: string): boolean => here.identity.sessions.verifyAccess(accessToken) !== undefined

  beforeEach(async () => {
    here = await openInstallation()
    await settle(here.identity, [
      { person: 'kim', party: 'kr', roles: ['principal'] },
      { person: 'lee', party: 'kr', roles: ['admin'] },
    ])
    ended = []
    here.identity.sessions.onSessionEnded((sessionId, reason) => ended.push([sessionId, reason]))
  })
  afterEach(async () => await here.close())

  it('end when they are signed out, and say so once', async () => {
    const { accessToken, refreshToken, sessionId } = await signIn()
    here.identity.sessions.end(sessionId, 'signed-out')
    here.identity.sessions.end(sessionId, 'signed-out')
    expect(lives(accessToken)).to.equal(false)
    expect(here.identity.sessions.refresh(refreshToken)).to.equal(undefined)
    expect(ended).to.deep.equal([[sessionId, 'signed-out']])
  })

  it('rotate: a token is good until its successor has been used once', async () => {
    const { sessions } = here.identity
    const first = (await signIn()).refreshToken
    const lost = sessions.refresh(first)?.refreshToken ?? ''
    const second = sessions.refresh(first)?.refreshToken ?? ''
    const third = sessions.refresh(second)
    expect(third).to.have.property('accessToken')
    expect(ended).to.deep.equal([])
    expect(sessions.refresh(lost)).to.equal(undefined)
    expect(ended.map(([, reason]) => reason)).to.deep.equal(['replaced'])
    expect(lives(third?.accessToken ?? '')).to.equal(false)
    expect(sessions.refresh(third?.refreshToken ?? '')).to.equal(undefined)
  })

  it('give the newest successor of a token again when it is asked for very often', async () => {
    const { sessions } = here.identity
    const { refreshToken } = await signIn()
    const successors = Array.from({ length: 50 }, () => sessions.refresh(refreshToken)?.refreshToken)
    expect(new Set(successors).size).to.equal(5)
    expect(new Set(successors.slice(4)).size).to.equal(1)
    const again = await openInstallation({ folder: here.folder, clock: here.clock })
    expect(() => again.identity.sessions.refresh(refreshToken)).to.throw(SlowDown)
    await again.close()
    expect(sessions.refresh(successors[4] ?? '')).to.have.property('accessToken')
    expect(sessions.refresh(successors[0] ?? '')).to.equal(undefined)
    expect(ended.map(([, reason]) => reason)).to.deep.equal(['replaced'])
  })

  it('end when a token is shown after its successor was used', async () => {
    const { sessions } = here.identity
    const { refreshToken, sessionId } = await signIn()
    const second = sessions.refresh(refreshToken)?.refreshToken ?? ''
    sessions.refresh(second)
    expect(sessions.refresh(refreshToken)).to.equal(undefined)
    expect(ended).to.deep.equal([[sessionId, 'replaced']])
  })

  it('end when a token is shown a minute after it was replaced', async () => {
    const { sessions } = here.identity
    const { refreshToken, sessionId } = await signIn()
    sessions.refresh(refreshToken)
    here.clock.pass(60_000)
    expect(sessions.refresh(refreshToken)).to.have.property('accessToken')
    here.clock.pass(1)
    expect(sessions.refresh(refreshToken)).to.equal(undefined)
    expect(ended).to.deep.equal([[sessionId, 'replaced']])
  })

  it('give access for five minutes, and are renewed for as long as they are used', async () => {
    const { sessions } = here.identity
    let session: { accessToken: string; refreshToken: string } = await signIn()
    for (let hour = 0; hour < 30; hour++) {
      here.clock.pass(5 * 60_000 + 1000)
      expect(lives(session.accessToken)).to.equal(false)
      here.clock.pass(55 * 60_000)
      session = sessions.refresh(session.refreshToken) ?? session
      expect(lives(session.accessToken)).to.equal(true)
    }
    here.clock.pass(24 * 60 * 60_000 + 1)
    sessions.sweep()
    expect(ended.map(([, reason]) => reason)).to.deep.equal(['expired'])
  })

  it('end at once when the person is suspended, and only theirs', async () => {
    const [kim, lee] = [await signIn('kim'), await signIn('lee')]
    await here.identity.directory.change(OPERATOR, 'kim', { suspended: true })
    expect(lives(kim.accessToken)).to.equal(false)
    expect(lives(lee.accessToken)).to.equal(true)
    expect(ended).to.deep.equal([[kim.sessionId, 'suspended']])
  })

  it('end elsewhere when the password is changed, and go on where it was', async () => {
    const [one, other] = [await signIn(), await signIn()]
    const changer = { sessionId: one.sessionId, person: 'kim' }
    await here.identity.signIn.changePassword(changer, PASSWORD, 'another long password')
    expect(ended).to.deep.equal([[other.sessionId, 'replaced']])
    expect(lives(one.accessToken)).to.equal(true)
    expect(here.identity.sessions.refresh(one.refreshToken)).to.have.property('accessToken')
    await here.identity.directory.setPassword(OPERATOR, 'kim', PASSWORD)
    expect(ended).to.deep.include([one.sessionId, 'replaced'])
  })

  it('outlive the server', async () => {
    const { accessToken, refreshToken } = await signIn()
    const again = await openInstallation({ folder: here.folder, clock: here.clock })
    expect(again.identity.sessions.verifyAccess(accessToken)).to.include({ person: 'kim' })
    expect(again.identity.sessions.refresh(refreshToken)).to.have.property('accessToken')
    await again.close()
  })

  it('hear within a second what another process has changed', async () => {
    const kim = await signIn()
    const heard = new Promise<void>((resolve) => here.identity.sessions.onSessionEnded(() => resolve()))
    const tool = await openInstallation({ folder: here.folder, clock: here.clock })
    const startedAtMs = performance.now()
    await tool.identity.directory.change(OPERATOR, 'kim', { suspended: true })
    await tool.close()
    await heard
    expect(performance.now() - startedAtMs).to.be.below(1000)
    expect(ended).to.deep.equal([[kim.sessionId, 'suspended']])
  })

  it('outlast a file that cannot be written, and end when it can be again', async () => {
    const { sessions, directory } = here.identity
    const kim = await signIn()
    const other = new DatabaseSync(join(here.folder, 'identity.sqlite'))
    other.exec('BEGIN IMMEDIATE')
    await directory.change(OPERATOR, 'kim', { suspended: true })
    sessions.sweep()
    expect(here.warnings.map(({ message }) => message)).to.deep.equal([
      'Sessions that are over could not be ended; it is tried again.',
    ])
    expect(lives(kim.accessToken)).to.equal(false)
    expect(sessions.isLive(kim.sessionId)).to.equal(false)
    const again = await openInstallation({ folder: here.folder, clock: here.clock })
    expect(again.identity.sessions.verifyAccess(kim.accessToken)).to.equal(undefined)
    await again.close()
    other.exec('ROLLBACK')
    other.close()
    sessions.sweep()
    expect(ended).to.deep.equal([[kim.sessionId, 'suspended']])
  }).timeout(30_000)

  it('are held for live while their file cannot be read, and for nothing more', async () => {
    const { sessions } = here.identity
    const [kim, lee] = [await signIn('kim'), await signIn('lee')]
    sessions.end(lee.sessionId, 'signed-out')
    expect(sessions.isLive(kim.sessionId)).to.equal(true)
    expect(sessions.isLive(lee.sessionId)).to.equal(false)
    expect(sessions.isLive(crypto.randomUUID())).to.equal(false)
    const other = new DatabaseSync(join(here.folder, 'identity.sqlite'))
    other.exec('ALTER TABLE sessions RENAME TO gone')
    expect(sessions.isLive(kim.sessionId)).to.equal(true)
    expect(() => sessions.verifyAccess(kim.accessToken)).to.throw()
    other.exec('ALTER TABLE gone RENAME TO sessions')
    other.close()
  })

  it('open the media of one record with a token that opens nothing else', async () => {
    const { sessions } = here.identity
    const { sessionId, accessToken } = await signIn()
    const [callId, otherCall] = [crypto.randomUUID(), crypto.randomUUID()]
    const token = sessions.mediaToken(sessionId, 'kim', callId)
    expect(sessions.verifyMedia(token, callId)).to.include({ person: 'kim' })
    expect(sessions.verifyMedia(token, otherCall)).to.equal(undefined)
    expect(sessions.verifyAccess(token)).to.equal(undefined)
    expect(sessions.verifyMedia(accessToken, callId)).to.equal(undefined)
    sessions.end(sessionId, 'signed-out')
    expect(sessions.verifyMedia(token, callId)).to.equal(undefined)
  })

  it('accept no token but one signed with the key of this installation by the one algorithm', async () => {
    const { sessionId, accessToken } = await signIn()
    const claims = { sub: 'kim', sid: sessionId, iss: 'ringdown', aud: 'ringdown:api' }
    const keyFile = join(here.folder, 'keys', 'access-token.pem')
    const other = await openInstallation()
    const theirs = readFileSync(join(other.folder, 'keys', 'access-token.pem'))
    await other.close()
    const expiresIn = '1h'
    expect(lives(jwt.sign(claims, readFileSync(keyFile), { algorithm: 'ES256', expiresIn }))).to.equal(true)
    expect(lives(jwt.sign(claims, theirs, { algorithm: 'ES256', expiresIn }))).to.equal(false)
    expect(lives(jwt.sign(claims, '', { algorithm: 'none', expiresIn }))).to.equal(false)
    expect(lives(hs256(claims, createPublicKey(readFileSync(keyFile))))).to.equal(false)
    expect(lives(`${accessToken.slice(0, -8)}AAAAAAAA`)).to.equal(false)
    expect(statSync(keyFile).mode & 0o777).to.equal(0o600)
  })
})
