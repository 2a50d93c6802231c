import { expect } from 'chai'
import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import fs from 'node:fs'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { certificateFiles, ensureCertificates as ensure } from '../../scripts/certificates/ensure.mjs'
import { wantedNames } from '../../scripts/certificates/names.mjs'
import { makeServerCertificate } from '../../scripts/certificates/openssl.mjs'
import { silently } from './silently.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const DAY_MS = 24 * 60 * 60 * 1000

describe('The certificates', () => {
  let folder: ReturnType<typeof temporaryFolder>
  let env: NodeJS.ProcessEnv
  let files: ReturnType<typeof certificateFiles>

  beforeEach(() => {
    folder = temporaryFolder()
    env = { CERTS_DIR: path.join(folder.path, 'certs') }
    files = certificateFiles(path.join(folder.path, 'certs'))
  })
  afterEach(() => folder[Symbol.dispose]())

  const ensureCertificates = (environment: NodeJS.ProcessEnv, clock: { now?: number } = {}) =>
    ensure(environment, { ...clock, run: silently })
  const read = (file: string) => fs.readFileSync(file, 'utf8')
  const server = () => new X509Certificate(read(files.server.crt))
  const openssl = (...args: string[]) => execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe' })

  it('are made at the first start: a chain that OpenSSL accepts for a server, for every name', async () => {
    await ensureCertificates(env)
    const verify = ['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', files.authority.crt]
    expect(openssl(...verify, files.server.crt)).to.contain('OK')
    for (const name of ['localhost', 'kr.localhost', 'jp.localhost', 'us.localhost']) {
      expect(openssl(...verify, '-verify_hostname', name, files.server.crt)).to.contain('OK')
    }
    for (const address of ['127.0.0.1', '::1']) {
      expect(openssl(...verify, '-verify_ip', address, files.server.crt)).to.contain('OK')
    }
    expect(() => openssl(...verify, '-verify_hostname', 'elsewhere.example', files.server.crt)).to.throw('hostname')
  })

  it('are of a kind and age that browsers accept', async () => {
    await ensureCertificates(env)
    const text = openssl('x509', '-in', files.server.crt, '-noout', '-text')
    expect(text)
      .to.contain('TLS Web Server Authentication')
      .and.to.contain('CA:FALSE')
      .and.to.contain('NIST CURVE: P-256')
    const days = (Date.parse(server().validTo) - Date.parse(server().validFrom)) / DAY_MS
    expect(days).to.be.at.most(397)
    const authority = openssl('x509', '-in', files.authority.crt, '-noout', '-text')
    expect(authority).to.contain('CA:TRUE, pathlen:0').and.to.contain('Certificate Sign, CRL Sign')
  })

  it('keep their keys from everybody else', async () => {
    await ensureCertificates(env)
    for (const { key } of [files.authority, files.server]) expect(fs.statSync(key).mode & 0o777).to.equal(0o600)
    expect(fs.readdirSync(path.dirname(files.server.key)).sort()).to.deep.equal([
      'authority.crt',
      'authority.key',
      'server.crt',
      'server.key',
    ])
  })

  it('serve a client that trusts the authority, and no other', async () => {
    await ensureCertificates(env)
    const web = https.createServer({ key: read(files.server.key), cert: read(files.server.crt) }, (_, response) =>
      response.end('here'),
    )
    await new Promise<void>((resolve) => void web.listen(0, '127.0.0.1', resolve))
    const { port } = web.address() as AddressInfo
    const get = (ca: string | undefined) =>
      new Promise<string>((resolve, reject) => {
        const asked = { host: '127.0.0.1', port, servername: 'kr.localhost', ca, agent: false }
        https.get(asked, (response) => response.setEncoding('utf8').once('data', resolve)).once('error', reject)
      })
    try {
      expect(await get(read(files.authority.crt))).to.equal('here')
      expect(await get(undefined).catch((error: NodeJS.ErrnoException) => error.code)).to.equal(
        'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      )
    } finally {
      web.close()
    }
  })

  it('stay as they are at the next start', async () => {
    await ensureCertificates(env)
    const before = [files.authority.crt, files.authority.key, files.server.crt, files.server.key].map(read)
    await ensureCertificates(env)
    expect([files.authority.crt, files.authority.key, files.server.crt, files.server.key].map(read)).to.deep.equal(
      before,
    )
  })

  it('are renewed 60 days before their end, by the same authority', async () => {
    await ensureCertificates(env)
    const [authority, first] = [read(files.authority.crt), read(files.server.crt)]
    const end = Date.parse(server().validTo)
    await ensureCertificates(env, { now: end - 61 * DAY_MS })
    expect(read(files.server.crt)).to.equal(first)
    await ensureCertificates(env, { now: end - 59 * DAY_MS })
    expect(read(files.server.crt)).not.to.equal(first)
    expect(read(files.authority.crt)).to.equal(authority)
  })

  it('are renewed when the names have changed, in both directions', async () => {
    await ensureCertificates(env)
    const authority = read(files.authority.crt)
    await ensureCertificates({ ...env, CERT_NAMES: 'hotline.example, 192.0.2.7 2001:db8::7' })
    for (const address of ['192.0.2.7', '2001:db8::7']) expect(server().checkIP(address)).to.equal(address)
    expect(server().checkHost('hotline.example')).to.equal('hotline.example')
    await ensureCertificates(env)
    expect(server().checkHost('hotline.example')).to.equal(undefined)
    expect(read(files.authority.crt)).to.equal(authority)
  })

  it('are renewed when key and certificate do not belong together', async () => {
    await ensureCertificates(env)
    fs.copyFileSync(files.authority.key, files.server.key)
    await ensureCertificates(env)
    expect(openssl('pkey', '-in', files.server.key, '-pubout')).to.equal(
      openssl('x509', '-in', files.server.crt, '-noout', '-pubkey'),
    )
  })

  it('come from a new authority when the old one could not see them to their end', async () => {
    await ensureCertificates(env)
    const old = new X509Certificate(read(files.authority.crt))
    await ensureCertificates(env, { now: Date.parse(old.validTo) - 100 * DAY_MS })
    expect(server().verify(old.publicKey)).to.equal(false)
    expect(server().verify(new X509Certificate(read(files.authority.crt)).publicKey)).to.equal(true)
  })

  it('need no authority key until they end, and then say what is missing', async () => {
    await ensureCertificates(env)
    fs.rmSync(files.authority.key)
    await ensureCertificates(env)
    await makeOneThatEndsSoon()
    const failure = await ensureCertificates(env).catch((error: Error) => error.message)
    expect(failure).to.contain('authority.key is not there')
  })

  async function makeOneThatEndsSoon(): Promise<void> {
    fs.rmSync(files.authority.crt)
    fs.rmSync(files.server.crt)
    await ensureCertificates(env)
    await makeServerCertificate(files.server, files.authority, wantedNames(env), { days: 30 })
    fs.rmSync(files.authority.key)
  }

  it('are left alone when the operator brings their own', async () => {
    await ensureCertificates({ ...env, TLS_CERT: 'own.crt', TLS_KEY: 'own.key' })
    expect(fs.existsSync(files.server.crt)).to.equal(false)
  })

  it('take no name that is none, lest it reach the configuration of OpenSSL', () => {
    for (const name of ['a b/c', 'x\ny=1', '*.example', 'a..b', '-a', '[extensions]', 'DNS:evil;x']) {
      expect(() => wantedNames({ CERT_NAMES: name }), name).to.throw('neither a DNS name nor an IP address')
    }
    expect(wantedNames({ HOST: '0.0.0.0', CERT_NAMES: 'LOCALHOST,hotline.example' }).slice(4)).to.deep.equal([
      '127.0.0.1',
      '::1',
      'hotline.example',
    ])
    expect(wantedNames({ HOST: '192.0.2.7' })).to.include('192.0.2.7')
  })
})
