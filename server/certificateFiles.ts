import { createHash, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createSecureContext, type SecureContextOptions } from 'node:tls'
import type { Config } from './config.ts'

/** How often the files are looked at. By looking, because a file may be replaced by a rename, a link or a mount. */
const LOOK_EVERY_MS = 10_000

/** What the server shows of itself and proves it with. */
export interface Certificate {
  readonly secure: Pick<SecureContextOptions, 'cert' | 'key' | 'minVersion'>
  /** Of the private authority, as PEM; undefined where an operator brought a certificate of their own. */
  readonly authorityPem: string | undefined
}

/** Logs with what is bound; pino is one. */
export interface CertificateLog {
  info(bindings: object, message: string): void
  error(bindings: object, message: string): void
}

type Files = Config['certificate']

/** @throws when a file cannot be read, or certificate and key are none or do not belong together. */
export async function readCertificate(files: Files): Promise<Certificate> {
  return checked(await readFiles(files))
}

/** One after the other: a disk that hangs takes one of Node's four threads for files, and not three. */
async function readFiles({ certFile, keyFile, authorityFile }: Files): Promise<Certificate> {
  const cert = await readFile(certFile, 'utf8')
  const key = await readFile(keyFile, 'utf8')
  const authorityPem = authorityFile === undefined ? undefined : await readFile(authorityFile, 'utf8')
  return { secure: { cert, key, minVersion: 'TLSv1.2' }, authorityPem }
}

function checked(certificate: Certificate): Certificate {
  createSecureContext(certificate.secure)
  return certificate
}

/** Sees to it that a certificate that was renewed is served without a new start of the server, and calls go on. */
export class CertificateWatch {
  readonly #files: Files
  readonly #take: (certificate: Certificate) => void
  readonly #log: CertificateLog
  readonly #everyMs: number
  /** What is served, or was refused: it is looked at no second time. */
  #settled: string
  /** What the last look has found. */
  #found: string
  #timer: NodeJS.Timeout | undefined
  #closed = false

  /** @param take serves it from now on; it has been proved to be usable. */
  constructor(
    files: Files,
    served: Certificate,
    take: (certificate: Certificate) => void,
    log: CertificateLog,
    everyMs = LOOK_EVERY_MS,
  ) {
    this.#files = files
    this.#take = take
    this.#log = log
    this.#everyMs = everyMs
    this.#settled = this.#found = digestOf(served)
    this.#lookLater()
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
  }

  #lookLater(): void {
    if (this.#closed) return
    this.#timer = setTimeout(() => void this.#look().finally(() => this.#lookLater()), this.#everyMs)
    this.#timer.unref()
  }

  async #look(): Promise<void> {
    const read = await readFiles(this.#files).catch(
      (error: unknown) => new Error(`They cannot be read: ${String(error)}`),
    )
    const found = read instanceof Error ? read.message : digestOf(read)
    // Race: certificate and key are two files, replaced one after the other. What is the same at two looks is whole.
    const isWhole = found === this.#found
    this.#found = found
    if (!isWhole || found === this.#settled || this.#closed) return
    this.#settled = found
    const { certFile, keyFile } = this.#files
    try {
      if (read instanceof Error) throw read
      this.#take(stillGood(checked(read)))
      this.#log.info({ certFile, ...shownOf(read) }, 'A new certificate is served from now on.')
    } catch (error) {
      this.#log.error(
        { certFile, keyFile, err: error },
        'The new certificate cannot be used: the old one is still served.',
      )
    }
  }
}

/** One that has run out is worse than the one that is served, and is most likely an old file put back by mistake. */
function stillGood(certificate: Certificate): Certificate {
  const { validUntil } = shownOf(certificate)
  if (validUntil.getTime() > Date.now()) return certificate
  throw new Error(`It was good until ${validUntil.toISOString()}.`)
}

function shownOf({ secure }: Certificate): { readonly fingerprint: string; readonly validUntil: Date } {
  const { fingerprint256, validToDate } = new X509Certificate(String(secure.cert))
  return { fingerprint: fingerprint256, validUntil: validToDate }
}

/** Of everything that was read; the key itself is kept nowhere but where it is used. */
const digestOf = ({ secure, authorityPem }: Certificate): string =>
  createHash('sha256')
    .update(JSON.stringify([secure.cert, secure.key, authorityPem]))
    .digest('hex')
