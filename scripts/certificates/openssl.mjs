// Keys and certificates, made by the openssl command. Everything is P-256: every browser and every phone knows it.

import { execFile } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

const authorityDays = 3650
/** Browsers refuse longer ones (CA/Browser Forum baseline requirements, 6.3.2: 398 days). */
export const serverDays = 397

/** Only its owner reads a key; a certificate is public. */
const keyMode = 0o600
const certificateMode = 0o644

/** @typedef {{ key: string, crt: string }} Pair the files of a key and its certificate */

/** @param {Pair} pair where to put the new authority */
export async function makeAuthority(pair) {
  await withScratch(path.dirname(pair.crt), async (scratch) => {
    const made = { key: path.join(scratch, 'key'), crt: path.join(scratch, 'crt') }
    const config = writeConfig(scratch, `Ringdown authority of ${os.hostname()}`, [
      'basicConstraints = critical, CA:TRUE, pathlen:0',
      'keyUsage = critical, keyCertSign, cRLSign',
      'subjectKeyIdentifier = hash',
    ])
    await makeKey(made.key)
    await openssl([
      'req',
      '-x509',
      '-new',
      '-sha256',
      '-days',
      String(authorityDays),
      '-config',
      config,
      '-key',
      made.key,
      '-out',
      made.crt,
    ])
    put(made, pair)
  })
}

/**
 * @param {Pair} pair where to put the new server certificate
 * @param {Pair} authority who signs it
 * @param {readonly string[]} names
 * @param {{ days?: number }} [options]
 */
export async function makeServerCertificate(pair, authority, names, { days = serverDays } = {}) {
  await withScratch(path.dirname(pair.crt), async (scratch) => {
    const made = { key: path.join(scratch, 'key'), crt: path.join(scratch, 'crt') }
    const request = path.join(scratch, 'request')
    const config = writeConfig(scratch, names[0] ?? 'localhost', [
      'basicConstraints = critical, CA:FALSE',
      'keyUsage = critical, digitalSignature',
      'extendedKeyUsage = serverAuth',
      'subjectKeyIdentifier = hash',
      `subjectAltName = ${names.map((name) => `${net.isIP(name) ? 'IP' : 'DNS'}:${name}`).join(', ')}`,
    ])
    await makeKey(made.key)
    await openssl(['req', '-new', '-sha256', '-config', config, '-key', made.key, '-out', request])
    const signing = ['-CA', authority.crt, '-CAkey', authority.key, '-set_serial', `0x00${randomSerial()}`]
    const extensions = ['-extfile', config, '-extensions', 'extensions', '-days', String(days)]
    await openssl(['x509', '-req', '-sha256', '-in', request, ...signing, ...extensions, '-out', made.crt])
    put(made, pair)
  })
}

/** A serial number nobody has used: 15 random bytes. */
function randomSerial() {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(15))).toString('hex')
}

/** @param {string} file */
async function makeKey(file) {
  // The file is there with its mode before the key is, so that the key is never readable by others.
  fs.writeFileSync(file, '', { mode: keyMode })
  await openssl(['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', file])
  fs.chmodSync(file, keyMode)
}

/**
 * A configuration of our own, so that what the machine's openssl.cnf adds is not in our certificates.
 *
 * @param {string} folder
 * @param {string} commonName
 * @param {readonly string[]} extensions
 */
function writeConfig(folder, commonName, extensions) {
  const file = path.join(folder, 'openssl.cnf')
  const lines = [
    '[req]',
    'prompt = no',
    'distinguished_name = subject',
    'x509_extensions = extensions',
    '[subject]',
    // At most 64 characters (RFC 5280, ub-common-name). Browsers look at the alternative names only.
    `commonName = ${commonName.slice(0, 64)}`,
    '[extensions]',
    ...extensions,
  ]
  fs.writeFileSync(file, `${lines.join('\n')}\n`)
  return file
}

/** @param {readonly string[]} args */
async function openssl(args) {
  try {
    await run('openssl', args)
  } catch (error) {
    const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
    throw new Error(`openssl ${args[0]}: ${stderr || (error instanceof Error ? error.message : 'failed')}`, {
      cause: error,
    })
  }
}

/**
 * @param {string} beside
 * @param {(scratch: string) => Promise<void>} work
 */
async function withScratch(beside, work) {
  const scratch = fs.mkdtempSync(path.join(beside, '.making-'))
  try {
    await work(scratch)
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true })
  }
}

/**
 * The certificate goes last. When the process ends in between, the two do not belong together, which is seen at the next
 * start, and they are made again.
 *
 * @param {Pair} made
 * @param {Pair} place
 */
function put(made, place) {
  fs.chmodSync(made.crt, certificateMode)
  fs.renameSync(made.key, place.key)
  fs.renameSync(made.crt, place.crt)
}
