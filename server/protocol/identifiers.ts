import { z } from 'zod'

/** What a party, a line or a person is called in the protocol: short, lower-case, safe in addresses and file names. */
const slug = (what: string) =>
  z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,47}$/, `${what} is 1 to 48 characters: a-z, 0-9 and "-", and starts with a letter.`)

export const partyIdSchema = slug('A party')
/** As a directory may name it. */
export const namedLineIdSchema = slug('A line')
/** A line, or the room in which one is tested (`server/calls/room.ts`). */
export const lineIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,47}(\.test)?$/, 'A line is 1 to 48 characters: a-z, 0-9 and "-", and starts with a letter.')
/** A person is named by their username for ever; it is not given to somebody else. */
export const personIdSchema = slug('A username')
/** One of a party's prepared messages. */
export const preparedIdSchema = slug('A prepared message')

/** Made by the console itself and kept for the life of its tab, so that a reload is the same console. */
export const consoleIdSchema = z.uuid()
/** Made by the server when the call is placed. */
export const callIdSchema = z.uuid()
export const trackIdSchema = z.uuid()
/** Made by who commands. The same identifier always gets the first answer again. */
export const commandIdSchema = z.uuid()
/** One that comes from outside is random: what the server derives from what it tells (version 8) nobody can use up before. */
export const givenCommandIdSchema = z.uuidv4()

/** Server time, milliseconds since 1970 UTC. */
export const timestampMsSchema = z.number().nonnegative()
/** SHA-256 as 64 lower-case hexadecimal digits. */
export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/)

export type PartyId = z.infer<typeof partyIdSchema>
export type LineId = z.infer<typeof lineIdSchema>
export type PersonId = z.infer<typeof personIdSchema>
export type ConsoleId = z.infer<typeof consoleIdSchema>
export type CallId = z.infer<typeof callIdSchema>
export type TrackId = z.infer<typeof trackIdSchema>
