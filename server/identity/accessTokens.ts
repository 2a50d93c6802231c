import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import jwt from 'jsonwebtoken'
import { z } from 'zod'
import { personIdSchema } from '../protocol/identifiers.ts'
import { writeSecretFile } from './secretFile.ts'

/** jsonwebtoken does not know EdDSA; of what it knows, ES256 (RFC 7518) has the smallest keys and signatures. */
const ALGORITHM = 'ES256'
const ISSUER = 'ringdown'
const KEY_FILE = 'access-token.pem'

/** Short enough that a stolen one is worth little, long enough that consoles renew rarely. */
const ACCESS_TOKEN_MS = 5 * 60_000

/** What a token is for: one for media cannot be used to command, nor the other way round. */
type Audience = 'ringdown:api' | 'ringdown:media'

const claimsSchema = z.object({
  sub: personIdSchema,
  sid: z.uuid(),
  exp: z.number(),
  callId: z.uuid().optional(),
})

export interface TokenClaims {
  readonly sessionId: string
  readonly person: string
  readonly expiresAtMs: number
  /** Only in a media token: the record that it opens. */
  readonly callId?: string | undefined
}

/** Makes and checks the tokens that say who is asking (RFC 7519). They are signed, so no secret is needed to check one. */
export class AccessTokens {
  readonly #privateKey: KeyObject
  readonly #publicKey: KeyObject
  readonly #clock: () => number

  /** Reads the key under `folder`, making it (mode 0600) when there is none. @throws when it cannot be read or written. */
  static open(folder: string, clock: () => number): AccessTokens {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return new AccessTokens(readOrMakeKey(join(folder, KEY_FILE)), clock)
  }

  private constructor(privateKey: KeyObject, clock: () => number) {
    this.#privateKey = privateKey
    this.#publicKey = createPublicKey(privateKey)
    this.#clock = clock
  }

  /** @param callId makes it a token that opens this one record's media and nothing else. */
  sign(sessionId: string, person: string, callId?: string): { token: string; expiresAtMs: number } {
    const issuedAtSeconds = Math.floor(this.#clock() / 1000)
    const exp = issuedAtSeconds + ACCESS_TOKEN_MS / 1000
    const audience: Audience = callId === undefined ? 'ringdown:api' : 'ringdown:media'
    const claims = {
      sub: person,
      sid: sessionId,
      iat: issuedAtSeconds,
      exp,
      ...(callId === undefined ? {} : { callId }),
    }
    const options: jwt.SignOptions = { algorithm: ALGORITHM, issuer: ISSUER, audience }
    return { token: jwt.sign(claims, this.#privateKey, options), expiresAtMs: exp * 1000 }
  }

  /** What a token of this kind says; undefined when it is forged, expired, of another kind or no token at all. */
  verify(token: string, audience: Audience): TokenClaims | undefined {
    try {
      const claims = jwt.verify(token, this.#publicKey, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience,
        clockTimestamp: Math.floor(this.#clock() / 1000),
      })
      const { sid, sub, exp, callId } = claimsSchema.parse(claims)
      return { sessionId: sid, person: sub, expiresAtMs: exp * 1000, callId }
    } catch {
      return undefined
    }
  }
}

function readOrMakeKey(file: string): KeyObject {
  try {
    return createPrivateKey(readFileSync(file))
  } catch (error) {
    if (!isMissing(error)) throw error
  }
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  writeSecretFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  return privateKey
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'
