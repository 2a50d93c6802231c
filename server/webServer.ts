import { readFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { createServer, type Server } from 'node:https'
import { isIPv6, type AddressInfo } from 'node:net'
import { ConfigError, type Config } from './config.ts'

/** HTTPS on one address. Listening is a step of its own, so that nobody is served before everything is there. */
export class WebServer {
  readonly https: Server
  /** The certificate of the private authority, as PEM; undefined where an operator brought a certificate of their own. */
  readonly authorityPem: string | undefined
  readonly #config: Pick<Config, 'host' | 'port'>

  /** @throws ConfigError when the certificate or its key cannot be read. */
  static async create(config: Config): Promise<WebServer> {
    const { certFile, keyFile, authorityFile } = config.certificate
    try {
      const [cert, key] = await Promise.all([readFile(certFile), readFile(keyFile)])
      const authorityPem = authorityFile === undefined ? undefined : await readFile(authorityFile, 'utf8')
      return new WebServer(createServer({ cert, key, minVersion: 'TLSv1.2' }), authorityPem, config)
    } catch (cause) {
      throw new ConfigError(
        `The certificate ${certFile} and its key ${keyFile} cannot be used: ${String(cause)}. "npm start" makes them, or see certs/README.md.`,
        { cause },
      )
    }
  }

  private constructor(https: Server, authorityPem: string | undefined, config: Pick<Config, 'host' | 'port'>) {
    this.https = https
    this.authorityPem = authorityPem
    this.#config = config
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
    if (!this.https.listening) return
    const closed = new Promise((resolve) => this.https.close(resolve))
    this.https.closeAllConnections()
    await closed
  }
}
