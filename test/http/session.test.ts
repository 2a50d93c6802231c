import { expect } from 'chai'
import { PASSWORD } from '../identity/installation.ts'
import { cookieHeader, cookiesOf, problemIn, WebApp } from './webApp.ts'

const SESSION = '/api/v1/session'

describe('sessions over HTTP', () => {
  let web: WebApp
  beforeEach(async () => void (web = await WebApp.start()))
  afterEach(async () => await web.close())

  const signIn = async (more: object = {}, headers: Record<string, string> = {}): Promise<Response> =>
    await web.ask(SESSION, { method: 'POST', json: { username: 'kim', password: PASSWORD, ...more }, headers })
  const tokenIn = async (response: Response): Promise<string> =>
    ((await response.json()) as { accessToken: string }).accessToken

  it('give programs a token and browsers cookies that no script, no other site and no plain connection gets', async () => {
    const response = await signIn()
    expect(response.status).to.equal(200)
    const cookies = cookiesOf(response)
    expect(cookies.map(({ name }) => name)).to.deep.equal(['__Secure-ringdown-refresh', '__Secure-ringdown-device'])
    for (const cookie of cookies) {
      expect(cookie).to.include({ httpOnly: true, secure: true, sameSite: 'strict', path: SESSION })
    }
    expect(response.headers.get('cache-control')).to.equal('no-store')
    const who = await web.ask(SESSION, { token: await tokenIn(response) })
    expect(await who.json()).to.nested.include({ 'person.person': 'kim', 'party.party': 'kr' })
  })

  it('renew by the cookie, which is replaced', async () => {
    const first = await signIn()
    const renewed = await web.ask(`${SESSION}/refresh`, {
      method: 'POST',
      json: {},
      headers: { cookie: cookieHeader(first) },
    })
    expect(renewed.status).to.equal(200)
    expect(cookieHeader(renewed)).not.to.equal(cookieHeader(first).split('; ')[0])
    expect((await web.ask(SESSION, { token: await tokenIn(renewed) })).status).to.equal(200)
    const headers = { cookie: '__Secure-ringdown-refresh=nobodys' }
    const refused = await web.ask(`${SESSION}/refresh`, { method: 'POST', json: {}, headers })
    expect(await problemIn(refused)).to.equal('401 signed-out')
    // A browser in which nobody is signed in asks too, and that is no error.
    expect((await web.ask(`${SESSION}/refresh`, { method: 'POST', json: {} })).status).to.equal(204)
  })

  it('end in a browser in which somebody signs in again, and not when they fail to', async () => {
    const first = await signIn()
    const headers = { cookie: cookieHeader(first) }
    const token = await tokenIn(first)
    await signIn({ password: 'wrong' }, headers)
    expect((await web.ask(SESSION, { token })).status).to.equal(200)
    const second = await signIn({}, headers)
    expect((await web.ask(SESSION, { token })).status).to.equal(401)
    expect((await web.ask(SESSION, { token: await tokenIn(second) })).status).to.equal(200)
  })

  it('end by token or by cookie, and the cookie is taken away', async () => {
    const [one, other] = [await signIn(), await signIn()]
    const byCookie = await web.ask(SESSION, { method: 'DELETE', headers: { cookie: cookieHeader(one) } })
    expect(byCookie.status).to.equal(204)
    expect(cookiesOf(byCookie)[0]).to.include({ name: '__Secure-ringdown-refresh', maxAge: 0, path: SESSION })
    const [tokenOne, tokenOther] = [await tokenIn(one), await tokenIn(other)]
    expect((await web.ask(SESSION, { token: tokenOne })).status).to.equal(401)
    expect((await web.ask(SESSION, { method: 'DELETE', token: tokenOther })).status).to.equal(204)
    expect((await web.ask(SESSION, { token: tokenOther })).status).to.equal(401)
  })

  it('answer a wrong name and a wrong password in the same words, then say when to come again', async () => {
    const answers = []
    for (const more of [{ password: 'wrong' }, { username: 'nobody' }]) answers.push(await (await signIn(more)).text())
    expect(answers[1]).to.equal(answers[0])
    for (let failure = 0; failure < 3; failure++) await signIn({ password: 'wrong' })
    const slowed = await signIn()
    expect(slowed.headers.get('retry-after')).to.equal('1')
    expect(await problemIn(slowed)).to.equal('429 slow-down')
  })

  it('change the own password, and only with the present one', async () => {
    const token = await tokenIn(await signIn())
    const change = async (current: string, next: string): Promise<Response> =>
      await web.ask('/api/v1/password', { method: 'POST', token, json: { current, next } })
    expect(await problemIn(await change('wrong', 'a new long password'))).to.equal('403 not-allowed')
    expect(await problemIn(await change(PASSWORD, 'short'))).to.equal('400 malformed')
    expect((await change(PASSWORD, 'a new long password')).status).to.equal(204)
    expect((await signIn({ password: 'a new long password' })).status).to.equal(200)
    expect((await signIn()).status).to.equal(401)
  })

  it('refuse what is malformed without repeating it', async () => {
    const refused = [
      await signIn({ admin: true }),
      await signIn({ password: 17 }),
      await web.ask(SESSION, { method: 'POST', headers: { 'content-type': 'text/plain' }, json: {} }),
      await web.ask(`${SESSION}?debug=1`, { token: await web.tokenOf('kim') }),
    ]
    for (const response of refused) expect(await problemIn(response)).to.equal('400 malformed')
    const large = await signIn({ username: 'x'.repeat(5000) })
    expect(large.status).to.equal(413)
    const secret = await signIn({ password: ['my-secret'] })
    expect(await secret.text()).not.to.include('my-secret')
    const key = 'my-secret'.repeat(100)
    const misplaced = await (await signIn({ [key]: 'x', [`${key}2`]: 'y' })).text()
    expect(misplaced).not.to.include('my-secret')
    expect(misplaced.length).to.be.below(400)
  })

  it('refuse what a page of another site sends', async () => {
    const own = `http://${web.host}`
    for (const headers of [
      { origin: 'https://example.org' },
      { origin: 'null' },
      { origin: own.replace(/:\d+$/, ':1') },
      { origin: own, 'sec-fetch-site': 'cross-site' },
    ]) {
      expect(await problemIn(await signIn({}, headers))).to.equal('403 not-allowed')
    }
    expect((await signIn({}, { origin: own })).status).to.equal(200)
  })
})
