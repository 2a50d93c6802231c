// Sees to it that there is an authority and a server certificate that is good for a while and speaks for the right names.

import { X509Certificate, createPrivateKey } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { projectFolder } from '../folders.mjs'
import { StepFailed, runStep } from '../setUp/step.mjs'
import { speaksFor, wantedNames } from './names.mjs'
import { makeAuthority, makeServerCertificate, serverDays } from './openssl.mjs'

const dayMs = 24 * 60 * 60 * 1000
/** A server that is started once in two months always has a certificate. */
const renewBeforeMs = 60 * dayMs

/** @param {string} folder */
export function certificateFiles(folder) {
  /** @param {string} name */
  const pair = (name) => ({ key: path.join(folder, `${name}.key`), crt: path.join(folder, `${name}.crt`) })
  return { authority: pair('authority'), server: pair('server') }
}

/**
 * Where certificates are made: `CERTS_DIR`, by default `certs` in the project.
 *
 * @param {NodeJS.ProcessEnv} env
 */
function certificateFolder(env) {
  return path.resolve(projectFolder, env['CERTS_DIR'] || 'certs')
}

/**
 * Makes what is missing, is close to its end or no longer fits. The authority is kept as long as it can sign, since people
 * have told their browsers to trust it. An operator's own certificate (`TLS_CERT`, `TLS_KEY`) is left alone.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {{ now?: number, run?: typeof runStep }} [by] `now` in milliseconds since 1970, and who runs the step
 */
export async function ensureCertificates(env, { now = Date.now(), run = runStep } = {}) {
  if (env['TLS_CERT'] || env['TLS_KEY']) return
  const { authority, server } = certificateFiles(certificateFolder(env))
  const names = namesOrAdvice(env)
  const authorityLasts = lasts(authority.crt, now + serverDays * dayMs)
  const why = whyRenew({ server, authority }, names, now)
  if (!why) return
  await run(
    { name: 'certificates', title: `Making certificates (${why})`, advice: 'see certs/README.md' },
    async (step) => {
      fs.mkdirSync(path.dirname(server.crt), { recursive: true, mode: 0o700 })
      if (!authorityLasts) await makeAuthority(authority)
      else if (!fs.existsSync(authority.key)) {
        throw new Error(`${authority.key} is not there: bring it back, or remove authority.crt for a new authority`)
      }
      await makeServerCertificate(server, authority, names)
      step.log(`for ${names.join(', ')}`)
    },
  )
}

/** @param {NodeJS.ProcessEnv} env */
function namesOrAdvice(env) {
  try {
    return wantedNames(env)
  } catch (error) {
    throw new StepFailed('Reading CERT_NAMES and HOST', 'list names and addresses, separated by commas', {
      cause: error instanceof Error ? error : String(error),
    })
  }
}

/**
 * @param {{ server: import('./openssl.mjs').Pair, authority: import('./openssl.mjs').Pair }} files
 * @param {readonly string[]} names
 * @param {number} now
 * @returns {string} empty when the server certificate is good
 */
function whyRenew({ server, authority }, names, now) {
  const certificate = readCertificate(server.crt)
  if (!certificate) return 'there is none'
  const signer = readCertificate(authority.crt)
  if (!signer || !certificate.checkIssued(signer) || !certificate.verify(signer.publicKey))
    return 'the authority is another'
  if (!belongTogether(certificate, server.key)) return 'key and certificate do not belong together'
  if (Date.parse(certificate.validTo) - now < renewBeforeMs) return 'it ends soon'
  return speaksFor(certificate, names) ? '' : 'the names have changed'
}

/**
 * @param {string} file
 * @param {number} until
 */
function lasts(file, until) {
  const certificate = readCertificate(file)
  return certificate !== undefined && Date.parse(certificate.validTo) > until
}

/** @param {string} file */
function readCertificate(file) {
  try {
    return new X509Certificate(fs.readFileSync(file))
  } catch {
    return undefined
  }
}

/**
 * @param {X509Certificate} certificate
 * @param {string} keyFile
 */
function belongTogether(certificate, keyFile) {
  try {
    return certificate.checkPrivateKey(createPrivateKey(fs.readFileSync(keyFile)))
  } catch {
    return false
  }
}
