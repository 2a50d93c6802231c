import { expect } from 'chai'
import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import fs from 'node:fs'
import { request } from 'node:https'
import path from 'node:path'
import { connect, type TLSSocket } from 'node:tls'
import { certificateFiles, ensureCertificates } from '../scripts/certificates/ensure.mjs'
import { makeServerCertificate } from '../scripts/certificates/openssl.mjs'
import { readConfig } from '../server/config.ts'
import { WebServer } from '../server/webServer.ts'
import { until } from './facts/until.ts'
import { silently } from './scripts/silently.ts'
import { temporaryFolder } from './scripts/temporaryFolder.ts'

const NAMES = ['localhost', '127.0.0.1']

describe('the certificate of a server that runs', function () {
  this.timeout(30_000)
  let folder: ReturnType<typeof temporaryFolder>
  let files: ReturnType<typeof certificateFiles>
  let web: WebServer
  let url: URL
  let said: { level: string; message: string; bindings: object }[]

  beforeEach(async () => {
    folder = temporaryFolder()
    const certs = path.join(folder.path, 'certs')
    files = certificateFiles(certs)
    await ensureCertificates({ CERTS_DIR: certs }, { run: silently })
    said = []
    const log = (level: string) => (bindings: object, message: string) => void said.push({ level, message, bindings })
    web = await WebServer.create(
      readConfig({ PORT: '0', CERTS_DIR: certs }),
      { info: log('info'), error: log('error') },
      20,
    )
    url = new URL(await web.listen((_request, response) => void response.end('served')))
  })
  afterEach(async () => {
    await web.close()
    folder[Symbol.dispose]()
  })

  const inFile = (): string => new X509Certificate(fs.readFileSync(files.server.crt)).fingerprint256
  const authority = (): string => fs.readFileSync(files.authority.crt, 'utf8')

  async function handshake(): Promise<TLSSocket> {
    const socket = connect({ host: '127.0.0.1', port: Number(url.port), servername: 'localhost', ca: authority() })
    await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject))
    return socket
  }
  async function served(): Promise<string | undefined> {
    const socket = await handshake()
    const fingerprint = socket.getPeerX509Certificate()?.fingerprint256
    socket.destroy()
    return fingerprint
  }
  const answer = (): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      request(url, { ca: authority(), agent: false }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end()
    })
  const told = (level: string): number => said.filter((one) => one.level === level).length

  it('is the one in the files as soon as that is another, and connections that are up stay', async () => {
    const before = await served()
    expect(before).to.equal(inFile())
    const up = await handshake()
    await makeServerCertificate(files.server, files.authority, NAMES)
    await until('the new one is served', async () => (await served()) === inFile())
    expect(inFile()).to.not.equal(before)
    expect(await answer()).to.equal(200)
    expect(up.closed, 'who was connected still is').to.equal(false)
    up.destroy()
    expect(said.map(({ level }) => level)).to.deep.equal(['info'])
  })

  it('stays when the new one is broken, which is one error in the log, and is replaced once that is put right', async () => {
    const before = await served()
    const otherKey = path.join(folder.path, 'other.key')
    execFileSync('openssl', ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', otherKey], {
      stdio: 'pipe',
    })
    const expired = { key: path.join(folder.path, 'expired.key'), crt: path.join(folder.path, 'expired.crt') }
    await makeServerCertificate(expired, files.authority, NAMES, { days: 0 })
    const breaks: [string, () => void][] = [
      ['no certificate', () => fs.writeFileSync(files.server.crt, 'nothing of the kind')],
      ['the key of another', () => fs.copyFileSync(otherKey, files.server.key)],
      [
        'one that has run out',
        () => {
          fs.copyFileSync(expired.key, files.server.key)
          fs.copyFileSync(expired.crt, files.server.crt)
        },
      ],
      ['no file', () => fs.rmSync(files.server.crt)],
    ]
    const key = fs.readFileSync(files.server.key)
    const crt = fs.readFileSync(files.server.crt)
    for (const [at, [what, breakIt]] of breaks.entries()) {
      breakIt()
      await until(`${what} is told`, () => told('error') === at + 1)
      expect(await served(), what).to.equal(before)
      fs.writeFileSync(files.server.key, key)
      fs.writeFileSync(files.server.crt, crt)
      await until(`${what} is put right`, () => told('info') === at + 1)
    }
    await makeServerCertificate(files.server, files.authority, NAMES)
    await until('the new one is served', async () => (await served()) === inFile())
    expect(told('error'), 'each once').to.equal(breaks.length)
    expect(await answer()).to.equal(200)
  })

  it('brings its authority with it', async () => {
    const before = web.authorityPem
    expect(before).to.equal(authority())
    fs.rmSync(files.authority.crt)
    await ensureCertificates({ CERTS_DIR: path.dirname(files.server.crt) }, { run: silently })
    await until('the new authority is given out', () => web.authorityPem === authority())
    expect(web.authorityPem).to.not.equal(before)
    await until('the new one is served', async () => (await served().catch(() => '')) === inFile())
  })
})
