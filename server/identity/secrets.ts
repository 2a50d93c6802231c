import { createHash, randomBytes, randomInt } from 'node:crypto'

/** Letters and digits that nobody takes for another when reading a password aloud or from paper: no 0 o, 1 l i. */
const READABLE = 'abcdefghjkmnpqrstuvwxyz23456789'
/** 20 characters of 31 are 99 bits: nobody guesses them, online or from a stolen hash. */
const GROUPS = 4
const GROUP_LENGTH = 5

/** A random password that can be typed from paper, for example `x7hqk-2mwpt-r9dce-5vnas`. */
export function generatePassword(): string {
  const character = (): string => READABLE.charAt(randomInt(READABLE.length))
  const group = (): string => Array.from({ length: GROUP_LENGTH }, character).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}

/** A random token of 256 bits, safe in cookies. */
export const generateToken = (): string => randomBytes(32).toString('base64url')

/** What is kept of a random token. It has 256 bits, so a plain hash is enough: there is nothing to guess. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('base64url')
