import type { RequestListener } from 'node:http'
import { createServer, type Server } from 'node:https'
import { isIPv6, type AddressInfo } from 'node:net'
import { CertificateWatch, readCertificate, type Certificate, type CertificateLog } from './certificateFiles.ts'
import { ConfigError, type Config } from './config.ts'

/** HTTPS on one address. Listening is a step of its own, so that nobody is served before everything is there. */
export class WebServer {
  readonly https: Server
  readonly #config: Pick<Config, 'host' | 'port'>
  readonly #watch: CertificateWatch
  #authorityPem: string | undefined

  /**
   * @param lookEveryMs how often the files of the certificate are looked at for a new one.
   * @throws ConfigError when the certificate or its key cannot be read, or not be used.
   */
  static async create(config: Config, log: CertificateLog, lookEveryMs?: number): Promise<WebServer> {
    try {
      return new WebServer(await readCertificate(config.certificate), config, log, lookEveryMs)
    } catch (cause) {
      const { certFile, keyFile } = config.certificate
      throw new ConfigError(
        `The certificate ${certFile} and its key ${keyFile} cannot be used: ${String(cause)}. "npm start" makes them, or see certs/README.md.`,
        { cause },
      )
    }
  }

  private constructor(certificate: Certificate, config: Config, log: CertificateLog, lookEveryMs: number | undefined) {
    this.https = createServer(certificate.secure)
    this.#authorityPem = certificate.authorityPem
    this.#config = config
    const take = ({ secure, authorityPem }: Certificate): void => {
      // Connections that are up keep theirs; whoever connects from now on sees the new one.
      this.https.setSecureContext(secure)
      this.#authorityPem = authorityPem
    }
    this.#watch = new CertificateWatch(config.certificate, certificate, take, log, lookEveryMs)
  }

  /** The certificate of the private authority, as PEM; undefined where an operator brought a certificate of their own. */
  get authorityPem(): string | undefined {
    return this.#authorityPem
  }

  /** @returns the address to open. @throws ConfigError that names the variable when the address cannot be had. */
  async listen(handler: RequestListener): Promise<string> {
    const { host, port } = this.#config
    this.https.on('request', handler)
    await new Promise<void>((resolve, reject) => {
      this.https.once('error', (cause: NodeJS.ErrnoException) => {
        const variable = cause.code === 'EADDRINUSE' || cause.code === 'EACCES' ? 'PORT' : 'HOST'
        reject(
          new ConfigError(
            `${variable}: the server cannot listen on ${host}, port ${port} (${cause.code}). Set it to another.`,
            {
              cause,
            },
          ),
        )
      })
      this.https.listen(port, host, resolve)
    })
    const { port: actual } = this.https.address() as AddressInfo
    const shown = host === '127.0.0.1' || host === '::1' ? 'localhost' : isIPv6(host) ? `[${host}]` : host
    return `https://${shown}:${actual}`
  }

  async close(): Promise<void> {
    this.#watch.close()
    if (!this.https.listening) return
    const closed = new Promise((resolve) => this.https.close(resolve))
    this.https.closeAllConnections()
    await closed
  }
}
