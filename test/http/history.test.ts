import { expect } from 'chai'
import { LONGEST_HISTORY_MS } from '../../server/protocol/lineHistory.ts'
import { ALARM, problemIn, WebApp } from './webApp.ts'

describe('the history of lines and their alarms over HTTP', () => {
  let web: WebApp
  const ask = async (person: string, path: string, method = 'GET'): Promise<Response> =>
    await web.ask(`/api/v1${path}`, { method, token: await web.tokenOf(person) })
  before(async () => void (web = await WebApp.start()))
  after(async () => await web.close())

  it('says to everybody of a party which lines it is on, and to nobody of another', async () => {
    const lines = [{ line: 'leaders', name: 'Leaders', parties: ['kr', 'jp'] }]
    expect(await (await ask('kim', '/tests')).json()).to.deep.equal({ lines })
    expect(await (await ask('us-records', '/tests')).json()).to.deep.equal({ lines: [] })
  })

  it('tells what was due in the time that is asked for, with its beginning and without its end', async () => {
    const response = await ask('kim', '/lines/leaders/tests?from=500&to=2500')
    expect(response.status).to.equal(200)
    const { line, rollCalls } = (await response.json()) as { line: string; rollCalls: { dueMs: number }[] }
    expect([line, ...rollCalls.map(({ dueMs }) => dueMs)]).to.deep.equal(['leaders', 500, 1500])
    const dates = 'from=1970-01-01&to=1970-01-01T00:00:01%2B00:00'
    expect(await (await ask('kim', `/lines/leaders/tests?${dates}`)).json()).to.have.nested.property(
      'rollCalls.length',
      1,
    )
  })

  /** What is asked, by whom, and the refusal that comes of it. */
  const REFUSED: readonly (readonly [string, string, string])[] = [
    ['kim', '/lines/leaders/tests', '400 malformed'],
    ['kim', '/lines/leaders/tests?from=0', '400 malformed'],
    ['kim', '/lines/leaders/tests?from=10&to=10', '400 malformed'],
    ['kim', '/lines/leaders/tests?from=10&to=9', '400 malformed'],
    ['kim', `/lines/leaders/tests?from=0&to=${LONGEST_HISTORY_MS + 1}`, '400 malformed'],
    ['kim', '/lines/leaders/tests?from=yesterday&to=today', '400 malformed'],
    ['kim', '/lines/leaders/tests?from=0&to=9&all=yes', '400 malformed'],
    ['kim', '/lines/Leaders!/tests?from=0&to=9', '400 malformed'],
    ['kim', '/lines/advisers/tests?from=0&to=9', '404 unknown'],
    ['us-records', '/lines/leaders/tests?from=0&to=9', '404 unknown'],
  ]
  for (const [who, path, problem] of REFUSED) {
    it(`refuses ${path} of ${who} as ${problem}`, async () => {
      expect(await problemIn(await ask(who, path))).to.equal(problem)
    })
  }

  it('shows an alarm to an admin of a party of the line, who acknowledges it in their own name', async () => {
    expect(await (await ask('kr-admin', '/alarms')).json()).to.deep.equal({ alarms: [ALARM] })
    const address = `/alarms/${ALARM.alarm}/acknowledgement`
    expect((await ask('kr-admin', address, 'POST')).status).to.equal(204)
    expect(web.acknowledged).to.deep.equal([`${ALARM.alarm} kr-admin kr kr-admin`])
    const other = '/alarms/6f9f4a52-5a3e-4c3e-9a58-0d5a0f0a1c09/acknowledgement'
    expect(await problemIn(await ask('kr-admin', other, 'POST'))).to.equal('404 unknown')
    expect(await problemIn(await ask('kr-records', address, 'POST'))).to.equal('403 not-allowed')
    expect(web.acknowledged).to.have.length(1)
  })
})
