import { expect } from 'chai'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { ROUTE_NAMES } from '../../server/calls/routeAuthority.ts'
import { askedBytes } from '../../server/http/byteRange.ts'
import { securityHeaders } from '../../server/http/securityHeaders.ts'
import { problemIn, WebApp } from './webApp.ts'

describe('the site', () => {
  let web: WebApp
  let folder: string
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ringdown-site-'))
    mkdirSync(join(folder, 'assets'))
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Ringdown</title>')
    writeFileSync(join(folder, 'assets', 'app-abc123.js'), 'let a = 1')
    writeFileSync(join(folder, 'assets', 'app-abc123.js.br'), brotliCompressSync('let a = 1'))
    writeFileSync(join(folder, '..', 'outside.js'), 'secret')
    web = await WebApp.start({ clientFolder: folder, authorityPem: () => 'PEM', metricsToken: 'scrape' })
  })
  after(async () => {
    await web.close()
    rmSync(folder, { recursive: true })
    rmSync(join(folder, '..', 'outside.js'))
  })

  it('serves the page, also where only it knows the way, and never keeps it', async () => {
    for (const path of ['/', '/records/17', '/index.html']) {
      const response = await web.ask(path, { headers: { accept: 'text/html' } })
      expect([response.status, response.headers.get('cache-control')]).to.deep.equal([200, 'no-cache'])
      expect(await response.text()).to.include('Ringdown')
    }
  })

  it('serves what has a hash in its name for ever, compressed where the browser can', async () => {
    const plain = await web.ask('/assets/app-abc123.js', { headers: { 'accept-encoding': 'identity' } })
    expect(plain.headers.get('content-encoding')).to.equal(null)
    expect(plain.headers.get('cache-control')).to.equal('public, max-age=31536000, immutable')
    const compressed = await web.ask('/assets/app-abc123.js', { headers: { 'accept-encoding': 'br' } })
    expect(compressed.headers.get('content-encoding')).to.equal('br')
    expect(await compressed.text()).to.equal(await plain.text())
    const etag = compressed.headers.get('etag') ?? ''
    const again = { 'accept-encoding': 'br', 'if-none-match': etag }
    expect((await web.ask('/assets/app-abc123.js', { headers: again })).status).to.equal(304)
  })

  it('serves nothing else', async () => {
    for (const path of [
      '/assets/gone.js',
      '/..%2foutside.js',
      '/%2e%2e/outside.js',
      '/api/v1/nothing',
      '/app-abc123.js.br',
    ]) {
      expect(await problemIn(await web.ask(path, { headers: { accept: 'text/html' } })), path).to.equal('404 unknown')
    }
    expect(await problemIn(await web.ask('/', { method: 'POST' }))).to.equal('404 unknown')
  })

  it('sends strict headers with everything', async () => {
    for (const path of ['/', '/healthz', '/api/v1/session', '/nothing.js']) {
      const { headers } = await web.ask(path)
      expect(headers.get('content-security-policy'), path).to.match(/default-src 'none'.*script-src 'self';/)
      expect(headers.get('content-security-policy')).not.to.include('unsafe')
      expect(headers.get('x-content-type-options')).to.equal('nosniff')
      expect(headers.get('permissions-policy')).to.include('camera=(self), microphone=(self), display-capture=(self)')
      expect(headers.get('cross-origin-opener-policy')).to.equal('same-origin')
      expect(headers.get('x-powered-by')).to.equal(null)
    }
  })

  it('makes browsers keep to HTTPS, but not for all that is developed on this machine', () => {
    expect(securityHeaders('hotline.example:8443')).to.have.property('strict-transport-security')
    for (const host of ['localhost:8443', 'kr.localhost:8443', '127.0.0.1', '[::1]:8443', 'a b', undefined]) {
      expect(securityHeaders(host), String(host)).not.to.have.property('strict-transport-security')
    }
    expect(securityHeaders("x; script-src 'unsafe-inline'")['content-security-policy']).not.to.include('unsafe')
  })

  it('says whether consoles can sign in, and whether calls can be recorded', async () => {
    expect((await web.ask('/healthz')).status).to.equal(200)
    web.obstacles.calls.push('The disk is nearly full.')
    expect((await web.ask('/healthz')).status).to.equal(200)
    const ready = await web.ask('/readyz')
    expect([ready.status, await ready.json()]).to.deep.equal([
      503,
      { ok: false, obstacles: ['The disk is nearly full.'] },
    ])
  })

  it('gives the authority’s certificate', async () => {
    expect(await (await web.ask('/authority.pem')).text()).to.equal('PEM')
  })

  it('gives the metrics to whoever shows the token where there is one, also on this machine', async () => {
    for (const token of [undefined, 'scrapf', 'scrape2', '']) {
      expect(await problemIn(await web.ask('/metrics', { token })), String(token)).to.equal('403 not-allowed')
    }
    for (const headers of [{}, { 'x-forwarded-for': '192.0.2.7' }]) {
      expect((await web.ask('/metrics', { token: 'scrape', headers })).status).to.equal(200)
    }
  })

  it('gives the metrics on this machine where there is no token, and to nobody through a proxy', async () => {
    const open = await WebApp.start()
    try {
      expect((await open.ask('/metrics')).status).to.equal(200)
      for (const name of [
        'Forwarded',
        'Via',
        'X-Forwarded-For',
        'x-forwarded-proto',
        'X-Forwarded-Anything',
        'X-Real-IP',
      ]) {
        const response = await open.ask('/metrics', { headers: { [name]: '127.0.0.1' } })
        expect(await problemIn(response), name).to.equal('403 not-allowed')
      }
      expect((await open.ask('/metrics', { token: 'a guess' })).status, 'a token is not asked for').to.equal(200)
    } finally {
      await open.close()
    }
  })

  it('describes every route of itself', async () => {
    const description = (await (await web.ask('/api/v1/openapi.json')).json()) as {
      openapi: string
      paths: Record<string, Record<string, { responses: object; parameters: { name: string }[] }>>
    }
    expect(description.openapi).to.equal('3.1.0')
    const described = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    )
    expect(described.sort()).to.deep.equal([...ROUTE_NAMES].sort())
    const names = description.paths['/api/v1/records']?.['get']?.parameters.map(({ name }) => name)
    expect(names).to.include.members(['from', 'to', 'line', 'party', 'person', 'text', 'after', 'limit'])
  })

  it('reads ranges of an empty file as well', () => {
    const empty = { byteLength: 0, etag: ETAG }
    expect(askedBytes(empty, 'bytes=0-', undefined)).to.deep.equal({ kind: 'outside' })
    expect(askedBytes(empty, 'bytes=-5', undefined)).to.deep.equal({ kind: 'outside' })
  })
})

const ETAG = '"e"'
