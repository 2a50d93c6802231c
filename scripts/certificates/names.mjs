// The names that a server certificate speaks for.

import net from 'node:net'

/** `kr.localhost` and its like are this machine in every browser, and keep the cookies of three parties apart. */
const always = ['localhost', 'kr.localhost', 'jp.localhost', 'us.localhost', '127.0.0.1', '::1']

/** Addresses to listen on that are no names to be called by. */
const anyAddress = new Set(['0.0.0.0', '::'])

/** One name of the domain name system: what else might stand in CERT_NAMES must not reach OpenSSL's configuration. */
const dnsName = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * The names and addresses of the certificate: those of this machine, `HOST` where it is one address, and what
 * `CERT_NAMES` lists, separated by commas or spaces.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]} each once
 * @throws {Error} that names what is neither a name nor an address
 */
export function wantedNames(env) {
  const more = `${env['CERT_NAMES'] ?? ''},${env['HOST'] ?? ''}`.toLowerCase().split(/[\s,]+/)
  const names = [...new Set([...always, ...more.filter((name) => name !== '' && !anyAddress.has(name))])]
  for (const name of names) {
    if (!net.isIP(name) && !dnsName.test(name)) throw new Error(`"${name}" is neither a DNS name nor an IP address`)
  }
  return names
}

/**
 * Whether a certificate speaks for exactly these names.
 *
 * @param {import('node:crypto').X509Certificate} certificate
 * @param {readonly string[]} names
 */
export function speaksFor(certificate, names) {
  const count = certificate.subjectAltName?.split(', ').length ?? 0
  return (
    count === names.length &&
    names.every((name) => (net.isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name)))
  )
}
