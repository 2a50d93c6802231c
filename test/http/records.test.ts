import { expect } from 'chai'
import { CALL, cookieHeader, cookiesOf, ETAG, EXCEPTION, problemIn, TRACK, TRACK_BYTES, WebApp } from './webApp.ts'

const RECORD = `/api/v1/records/${CALL}`
const FILE = `${RECORD}/tracks/${TRACK}`

describe('records over HTTP', () => {
  let web: WebApp
  let token: string
  beforeEach(async () => {
    web = await WebApp.start()
    token = await web.tokenOf('kr-records')
  })
  afterEach(async () => await web.close())

  const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer())
  const sit = async (sitting: string): Promise<Response> =>
    await web.ask(`${RECORD}/sittings`, { method: 'POST', token, json: { sitting } })

  it('are seen by records people of the line’s parties, and by no others', async () => {
    const strangers = await web.tokenOf('us-records')
    expect(await (await web.ask('/api/v1/records', { token: strangers })).json()).to.deep.equal({ records: [] })
    for (const path of ['', '/accesses', '/manifest', `/tracks/${TRACK}`, '/archive', '/verification']) {
      expect(await problemIn(await web.ask(`${RECORD}${path}`, { token: strangers }))).to.equal('404 unknown')
    }
    expect(await web.factsOfRecord()).to.deep.equal([])
    expect((await web.ask(RECORD, { token: await web.tokenOf('jp-records') })).status).to.equal(200)
  })

  it('come with the exceptions of a day, for records people of the line’s parties alone', async () => {
    const exceptionsOf = async (as: string, query: string): Promise<unknown> =>
      await (await web.ask(`/api/v1/records/exceptions${query}`, { token: await web.tokenOf(as) })).json()
    const day = { day: '2026-11-23', timeZone: 'Asia/Seoul' }
    expect(await exceptionsOf('kr-records', '?day=2026-11-23')).to.deep.equal({ ...day, exceptions: [EXCEPTION] })
    expect(await exceptionsOf('us-records', '?day=2026-11-23')).to.deep.equal({ ...day, exceptions: [] })
    expect(await exceptionsOf('kr-records', '')).to.deep.include({ day: '2026-11-24' })
    for (const query of ['?day=yesterday', '?day=2026-02-30', '?day=2026-11-23&line=leaders']) {
      expect(await problemIn(await web.ask(`/api/v1/records/exceptions${query}`, { token }))).to.equal('400 malformed')
    }
    expect(await web.factsOfRecord(), 'no record was opened').to.deep.equal([])
  })

  it('make every look, play, pull and verification a fact that all their people see', async () => {
    for (const path of ['', '/manifest', `/tracks/${TRACK}?download`, '/archive', '/verification']) {
      const response = await web.ask(`${RECORD}${path}`, { token })
      expect(response.status).to.equal(200)
      await response.arrayBuffer()
    }
    await sit(crypto.randomUUID())
    const types = ['looked', 'pulled', 'pulled', 'pulled', 'verified', 'played']
    expect(await web.factsOfRecord()).to.deep.equal(types.map((type) => `record:${type} kr-records`))
    const seen = await web.ask(`${RECORD}/accesses`, { token: await web.tokenOf('jp-records') })
    const { accesses } = (await seen.json()) as { accesses: { by: unknown; fact: { type: string; what?: string } }[] }
    expect(accesses.flatMap(({ fact }) => fact.what ?? [])).to.deep.equal(['manifest', TRACK, 'archive'])
    expect(accesses[0]?.by).to.deep.equal({ kind: 'person', person: 'kr-records', party: 'kr' })
  })

  it('say what people are called, also those who were rung and never came, as far as they are known', async () => {
    const { names } = (await (await web.ask(RECORD, { token })).json()) as { names: unknown }
    const nameOf = (person: string) => web.installation.identity.directory.person(person)?.name
    expect(nameOf('jp-records')).to.be.a('string')
    expect(names).to.deep.equal([{ person: 'jp-records', name: nameOf('jp-records') }])
    const answer = await web.ask(`${RECORD}/accesses`, { token })
    const { accesses } = (await answer.json()) as { accesses: { name?: string }[] }
    expect(accesses.map(({ name }) => name)).to.deep.equal([nameOf('kr-records')])
  })

  it('have the fact in the log before the first byte is sent', async () => {
    const response = await web.ask(FILE, { token })
    expect(await web.factsOfRecord()).to.deep.equal(['record:pulled kr-records'])
    await response.arrayBuffer()
  })

  it('send nothing when the fact cannot be written', async () => {
    await web.installation.log.close()
    for (const path of [RECORD, FILE, `${RECORD}/archive`]) {
      const response = await web.ask(path, { token })
      expect(await problemIn(response)).to.equal('503 unavailable')
    }
  })

  it('are played in a sitting that was begun, which is one fact however much is played', async () => {
    const sitting = crypto.randomUUID()
    expect(await problemIn(await web.ask(`${FILE}?sitting=${sitting}`, { token }))).to.equal('403 not-allowed')
    expect((await sit(sitting)).status).to.equal(201)
    for (const range of ['bytes=0-99', 'bytes=500-', 'bytes=-10']) {
      const part = await web.ask(`${FILE}?sitting=${sitting}`, { token, headers: { range } })
      expect(part.status).to.equal(206)
      await part.arrayBuffer()
    }
    expect((await sit(sitting)).status).to.equal(201)
    expect(await web.factsOfRecord()).to.deep.equal(['record:played kr-records'])
    const others = { token: await web.tokenOf('jp-records') }
    expect(await problemIn(await web.ask(`${FILE}?sitting=${sitting}`, others))).to.equal('403 not-allowed')
  })

  it('open their media to a browser by a cookie of their own path, for minutes', async () => {
    const sitting = crypto.randomUUID()
    const begun = await sit(sitting)
    const [cookie] = cookiesOf(begun)
    expect(cookie).to.include({ httpOnly: true, secure: true, sameSite: 'strict', path: RECORD, maxAge: 300 })
    const headers = { cookie: cookieHeader(begun) }
    expect((await web.ask(`${FILE}?sitting=${sitting}`, { headers })).status).to.equal(200)
    // It is a key for media, not for the API.
    expect((await web.ask(RECORD, { headers })).status).to.equal(401)
    expect((await web.ask('/api/v1/session', { headers })).status).to.equal(401)
    const elsewhere = FILE.replace(CALL, crypto.randomUUID())
    expect((await web.ask(elsewhere, { headers })).status).to.equal(401)
    web.installation.clock.pass(5 * 60_000 + 1000)
    expect((await web.ask(`${FILE}?sitting=${sitting}`, { headers })).status).to.equal(401)
  })

  it('are one pull when a download that was broken off goes on', async () => {
    const download = crypto.randomUUID()
    await (await web.ask(`${FILE}?download=${download}`, { token })).arrayBuffer()
    const rest = await web.ask(`${FILE}?download=${download}`, {
      token,
      headers: { range: 'bytes=9000-', 'if-range': ETAG },
    })
    expect(await bytesOf(rest)).to.deep.equal(TRACK_BYTES.subarray(9000))
    expect(rest.headers.get('content-disposition')).to.equal('attachment; filename="t.webm"')
    expect(await web.factsOfRecord()).to.deep.equal(['record:pulled kr-records'])
  })

  it('are a pull of its own under the same identifier when it is of something else, by somebody else or later', async () => {
    const download = crypto.randomUUID()
    const pull = async (path: string, as: string): Promise<void> =>
      void (await (await web.ask(`${RECORD}${path}?download=${download}`, { token: as })).arrayBuffer())
    await pull('/manifest', token)
    await pull(`/tracks/${TRACK}`, token)
    await pull('/archive', token)
    await pull('/archive', token)
    await pull('/archive', await web.tokenOf('jp-records'))
    await pull('/archive', await web.tokenOf('kr-records'))
    const pulls = (await web.accesses.of(CALL)).flatMap(({ fact }) =>
      fact.type === 'record:pulled' ? `${fact.what} ${fact.person}` : [],
    )
    expect(pulls).to.deep.equal([
      'manifest kr-records',
      `${TRACK} kr-records`,
      'archive kr-records',
      'archive jp-records',
      'archive kr-records',
    ])
  })

  it('are one play when a sitting is begun twice at once, and another in another session', async () => {
    const sitting = crypto.randomUUID()
    await Promise.all([sit(sitting), sit(sitting)])
    expect(await web.factsOfRecord()).to.deep.equal(['record:played kr-records'])
    token = await web.tokenOf('kr-records')
    expect(await problemIn(await web.ask(`${FILE}?sitting=${sitting}`, { token }))).to.equal('403 not-allowed')
    await sit(sitting)
    expect(await web.factsOfRecord()).to.have.length(2)
  })

  it('come by ranges of bytes as RFC 9110 has them', async () => {
    const ask = async (headers: Record<string, string>, method = 'GET'): Promise<Response> =>
      await web.ask(FILE, { token, headers, method })
    const whole = await ask({})
    expect(whole.headers.get('accept-ranges')).to.equal('bytes')
    expect(await bytesOf(whole)).to.deep.equal(TRACK_BYTES)
    for (const [range, from, until] of [
      ['bytes=0-0', 0, 1],
      ['bytes=100-199', 100, 200],
      ['bytes=9990-20000', 9990, 10_000],
      ['bytes=-5', 9995, 10_000],
      ['bytes=-20000', 0, 10_000],
    ] as const) {
      const part = await ask({ range })
      expect([part.status, part.headers.get('content-range')]).to.deep.equal([206, `bytes ${from}-${until - 1}/10000`])
      expect(await bytesOf(part)).to.deep.equal(TRACK_BYTES.subarray(from, until))
    }
    for (const range of ['bytes=5-1', 'items=0-5', 'bytes=0-1,5-6', 'bytes=-']) {
      expect((await ask({ range })).status, range).to.equal(200)
    }
    expect((await ask({ range: 'bytes=0-9', 'if-range': '"older"' })).status).to.equal(200)
    expect((await ask({ range: 'bytes=0-9', 'if-range': ETAG })).status).to.equal(206)
    expect((await ask({ 'if-none-match': `W/"x", ${ETAG}` })).status).to.equal(304)
    const outside = await ask({ range: 'bytes=10000-' })
    expect([outside.status, outside.headers.get('content-range')]).to.deep.equal([416, 'bytes */10000'])
  })

  it('tell a HEAD what there is, and nobody has pulled anything by it', async () => {
    const head = await web.ask(FILE, { token, method: 'HEAD' })
    expect(head.status).to.equal(200)
    expect(head.headers.get('content-length')).to.equal('10000')
    expect(head.headers.get('etag')).to.equal(ETAG)
    expect(await web.factsOfRecord()).to.deep.equal([])
  })

  it('refuse a query that is not one', async () => {
    for (const query of ['from=yesterday', 'limit=0', 'line=No%20Line', 'order=name']) {
      expect(await problemIn(await web.ask(`/api/v1/records?${query}`, { token })), query).to.equal('400 malformed')
    }
    const query = 'from=2026-11-24T00:00:00%2B09:00&to=1795000000000&line=leaders&party=kr&person=kim&text=Lead&limit=5'
    expect((await web.ask(`/api/v1/records?${query}`, { token })).status).to.equal(200)
    expect(await problemIn(await web.ask('/api/v1/records/not-a-call', { token }))).to.equal('400 malformed')
  })
})
