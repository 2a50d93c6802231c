import { z } from 'zod'
import { partySchema, personSchema } from './directory.ts'
import { personIdSchema, timestampMsSchema } from './identifiers.ts'

/** Longer ones only cost the server time: a hash of them is no better. */
const passwordSchema = z.string().min(1).max(256)

/** A new password: NIST SP 800-63B asks for length and for nothing else. */
export const newPasswordSchema = z
  .string()
  .min(12, 'A password has at least 12 characters. A few unrelated words are good and easy to remember.')
  .max(256)

export const signInRequestSchema = z.strictObject({
  /** Not checked for its form: a name that cannot exist is answered like one that does not. */
  username: z.string().min(1).max(256),
  password: passwordSchema,
})

/** The session's token, for `Authorization: Bearer` and for a socket's handshake; a browser also gets cookies. */
export const sessionTokenSchema = z.object({
  accessToken: z.string(),
  expiresAtMs: timestampMsSchema,
  person: personIdSchema,
})
export type SessionToken = z.infer<typeof sessionTokenSchema>

export const sessionSchema = z.object({
  person: personSchema,
  party: partySchema,
  expiresAtMs: timestampMsSchema,
})

export const passwordChangeSchema = z.strictObject({ current: passwordSchema, next: newPasswordSchema })
