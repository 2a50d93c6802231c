import { expect } from 'chai'
import { CALL, cookieHeader, cookiesOf, problemIn, TRACK, WebApp } from './webApp.ts'

const RECALL = '6f9f4a52-5a3e-4c3e-9a58-0d5a0f0a1c05'
const BEGIN = `/api/v1/calls/${CALL}/recalls`
const VOICE = `${BEGIN}/${RECALL}/tracks/${TRACK}`

describe('instant recall over HTTP', () => {
  let web: WebApp
  before(async () => {
    web = await WebApp.start()
  })
  after(async () => await web.close())

  const begin = async (person: string) =>
    await web.ask(BEGIN, {
      method: 'POST',
      token: await web.tokenOf(person),
      json: { recall: RECALL, of: 'floor' },
    })

  it('is a fact of the record, and opens its voices to the browser that has begun it, under that call alone', async () => {
    const begun = await begin('kim')
    expect(begun.status).to.equal(201)
    expect(await begun.json()).to.include({ recall: RECALL, of: 'floor', fromMs: 1000, toMs: 2000 })
    expect(await web.factsOfRecord()).to.deep.equal(['record:recalled kim'])
    const [cookie] = cookiesOf(begun)
    expect(cookie).to.include({ path: `/api/v1/calls/${CALL}`, httpOnly: true, secure: true, sameSite: 'strict' })
    const headers = { cookie: cookieHeader(begun), range: 'bytes=0-9' }
    const voice = await web.ask(VOICE, { headers })
    expect([voice.status, (await voice.arrayBuffer()).byteLength]).to.deep.equal([206, 10])
    const elsewhere = VOICE.replace(CALL, RECALL)
    expect(await problemIn(await web.ask(elsewhere, { headers }))).to.equal('401 signed-out')
    const record = `/api/v1/records/${CALL}/tracks/${TRACK}`
    expect(await problemIn(await web.ask(record, { headers })), 'it is no way to the record').to.equal(
      '403 not-allowed',
    )
  })

  it('is refused to who is not in the call, of which nothing is written down', async () => {
    const before = await web.factsOfRecord()
    for (const person of ['kr-records', 'jp-records', 'kr-admin']) {
      expect(await problemIn(await begin(person))).to.equal('404 unknown')
      const token = await web.tokenOf(person)
      expect(await problemIn(await web.ask(VOICE, { token }))).to.equal('404 unknown')
    }
    expect(await web.factsOfRecord()).to.deep.equal(before)
  })
})
