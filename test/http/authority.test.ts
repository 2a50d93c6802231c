import { readFile } from 'node:fs/promises'
import { expect } from 'chai'
import type { Express } from 'express'
import { ROUTE_AUTHORITY, ROUTE_NAMES, type RouteAuthority, type RouteName } from '../../server/calls/routeAuthority.ts'
import { ROLES, type Role } from '../../server/protocol/words.ts'
import { PASSWORD } from '../identity/installation.ts'
import { CALL, problemIn, TRACK, WebApp } from './webApp.ts'

const RECALL = '6f9f4a52-5a3e-4c3e-9a58-0d5a0f0a1c05'
const OPERATOR = { kind: 'system', part: 'operator' } as const

/** The routes as Express has them: what a client can really reach. */
const servedRoutes = (app: Express): string[] =>
  app.router.stack.flatMap(({ route }) =>
    route ? route.stack.map(({ method }) => `${method.toUpperCase()} ${route.path}`) : [],
  )

const addressOf = (name: RouteName): { method: string; path: string } => {
  const [method = '', path = ''] = name.split(' ')
  return { method, path: path.replace(':callId', CALL).replace(':trackId', TRACK).replace(':recall', RECALL) }
}

describe('the authority of routes', () => {
  let web: WebApp
  const tokens = new Map<Role, string>()
  /** One session for each role, until a route has ended it. */
  const tokenOf = async (role: Role): Promise<string> => {
    const known = tokens.get(role)
    if (known !== undefined && web.installation.identity.sessions.verifyAccess(known)) return known
    const token = await web.tokenOf(`only-${role}`)
    tokens.set(role, token)
    return token
  }

  it('is shown in PROTOCOL.md as it is', async () => {
    const prose = await readFile(new URL('../../server/protocol/PROTOCOL.md', import.meta.url), 'utf8')
    const shown = [...prose.matchAll(/^\| `((?:GET|POST|DELETE) \S+)` +\| (.*?) +\|$/gm)].map(([, name, who]) => [
      name,
      who,
    ])
    const whoOf = (authority: RouteAuthority): string =>
      typeof authority === 'string' ? authority.replace('-', ' ') : authority.map((role) => `\`${role}\``).join(', ')
    expect(shown).to.deep.equal(ROUTE_NAMES.map((name) => [name, whoOf(ROUTE_AUTHORITY[name])]))
  })

  before(async () => {
    web = await WebApp.start()
    for (const role of ROLES) {
      const person = { person: `only-${role}`, name: role, party: 'kr', roles: [role], suspended: false }
      await web.installation.identity.directory.add(OPERATOR, person, PASSWORD)
    }
  })
  after(async () => await web.close())

  /** How a route answers to somebody: admitted, or the code of the refusal. What is sent is never right beyond that. */
  const tried = async (name: RouteName, token: string | undefined): Promise<string> => {
    const { method, path } = addressOf(name)
    const response = await web.ask(path, { method, token, ...(method === 'POST' ? { json: { odd: true } } : {}) })
    if (response.status !== 401 && response.status !== 403) {
      await response.body?.cancel()
      return 'admitted'
    }
    return await problemIn(response)
  }

  it('has a row for every route that is served, and serves every row', () => {
    expect(servedRoutes(web.app).sort()).to.deep.equal([...ROUTE_NAMES].sort())
  })

  for (const name of ROUTE_NAMES) {
    const authority: RouteAuthority = ROUTE_AUTHORITY[name]
    // Their key is something else than an access token; what they need is tried in session.test.ts.
    if (name === 'POST /api/v1/session/refresh') continue

    it(`${name} admits ${typeof authority === 'string' ? authority : authority.join(', ')}`, async () => {
      const outcomes: Record<string, string> = { nobody: await tried(name, undefined) }
      const expected: Record<string, string> = { nobody: authority === 'anyone' ? 'admitted' : '401 signed-out' }
      const admits = (role: Role): boolean =>
        authority === 'anyone' || authority === 'signed-in' || authority.includes(role)
      for (const role of ROLES) {
        outcomes[role] = await tried(name, await tokenOf(role))
        expected[role] = admits(role) ? 'admitted' : '403 not-allowed'
      }
      expect(outcomes).to.deep.equal(expected)
    })
  }

  it('admits nobody with a forged token, or with one whose session has ended', async () => {
    const token = await web.tokenOf('kr-records')
    expect((await web.ask('/api/v1/records', { token })).status).to.equal(200)
    const { sessions } = web.installation.identity
    sessions.end(sessions.verifyAccess(token)?.sessionId ?? '', 'signed-out')
    expect(await problemIn(await web.ask('/api/v1/records', { token }))).to.equal('401 signed-out')
    expect(await problemIn(await web.ask('/api/v1/records', { token: 'a.b.c' }))).to.equal('401 signed-out')
  })

  it('takes a role away at once', async () => {
    const token = await web.tokenOf('jp-records')
    await web.installation.identity.directory.change(OPERATOR, 'jp-records', { roles: ['listener'] })
    expect(await problemIn(await web.ask('/api/v1/records', { token }))).to.equal('403 not-allowed')
  })
})
