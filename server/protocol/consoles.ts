import { z } from 'zod'
import { consolePersonSchema } from './actor.ts'
import { lineSchema, namesSchema, partySchema, personSchema } from './directory.ts'
import { callIdSchema, consoleIdSchema, lineIdSchema, timestampMsSchema, personIdSchema } from './identifiers.ts'
import { lampFaultSchema } from './lampFaults.ts'
import { lineEntrySchema } from './lineFacts.ts'
import { alarmListSchema, alarmSchema } from './lineHistory.ts'
import { lineStateSchema } from './lineState.ts'
import { pathRequestSchemas } from './pathHistory.ts'
import { preparedMessageSchema } from './prepared.ts'
import { textRequestSchemas } from './textCommands.ts'
import { lampColourSchema, precedenceSchema, standingSchema } from './words.ts'

/** One check of a console: what is checked and how it stands. The words for it are the client's. */
export const lampSchema = z.strictObject({
  check: z.enum([
    'sound',
    'output',
    'microphone',
    'camera',
    'ringer',
    'warm-lines',
    'udp',
    'tcp',
    'notifications',
    'wake-lock',
    'page',
  ]),
  colour: lampColourSchema,
  fault: lampFaultSchema.exactOptional(),
})
export type Lamp = z.infer<typeof lampSchema>

/** A signed-in console as the others on a line see it. */
export const presentConsoleSchema = z.object({
  ...consolePersonSchema.shape,
  standing: standingSchema,
  armed: z.boolean(),
  /** Since when, without a break that the server has seen. */
  armedSinceMs: timestampMsSchema.exactOptional(),
  /** The worst of its lamps; red as long as it is silent. */
  colour: lampColourSchema,
  /** Its lamps that are not green, worst first. */
  faults: z.array(lampSchema).exactOptional(),
  /** It is armed and gives no sign of life: when it was heard last. */
  silentSinceMs: timestampMsSchema.exactOptional(),
  /** The highest precedence of a call on another line that it is in. Which line is not said: it may not be theirs to see. */
  busy: precedenceSchema.exactOptional(),
  /** Measured on the console's warm line of this line: absent until measured. */
  roundTripMs: z.number().nonnegative().optional(),
  lossPercent: z.number().min(0).max(100).optional(),
})
export type PresentConsole = z.infer<typeof presentConsoleSchema>

export const consoleReportSchema = z.strictObject({
  armed: z.boolean(),
  lamps: z
    .array(lampSchema)
    .max(16)
    .refine((lamps) => new Set(lamps.map(({ check }) => check)).size === lamps.length, 'Each check has one lamp.'),
  /** By line: what this console's probe measured over the last ten seconds. */
  paths: z
    .array(
      z.strictObject({
        line: lineIdSchema,
        roundTripMs: z.number().nonnegative().max(60_000),
        lossPercent: z.number().min(0).max(100),
      }),
    )
    .max(64),
})
export type ConsoleReport = z.infer<typeof consoleReportSchema>

/** How safe the recording of a call is at this moment; published twice a second. */
export const recordingMarkSchema = z.object({
  line: lineIdSchema,
  callId: callIdSchema,
  /** When the recorder said so. */
  atMs: timestampMsSchema,
  /** `on`: everything up to `safeUpToMs` is on the disk. `failing`: something newer than two seconds ago is not. */
  state: z.enum(['on', 'failing', 'off']),
  /** The oldest of what the live tracks have on the disk; `atMs` itself when nothing is being sent. */
  safeUpToMs: timestampMsSchema,
  /** Of how many live tracks that is. */
  tracks: z.number().int().nonnegative(),
})
export type RecordingMark = z.infer<typeof recordingMarkSchema>

/** One line as a console finds it when it connects. */
export const lineSnapshotSchema = z.object({
  line: lineSchema,
  standing: standingSchema,
  state: lineStateSchema,
  consoles: z.array(presentConsoleSchema),
  /** Its log is damaged: every command on it is refused as `broken`, and the state is what is known of it. */
  broken: z.literal(true).exactOptional(),
})
export type LineSnapshot = z.infer<typeof lineSnapshotSchema>

/** The server to one console. Every one carries all that is needed to act on it. */
export const consoleNoticeSchemas = {
  /** Sent once per connection, before anything else; replaces everything the console knew. */
  'console:welcomed': z.object({
    console: consoleIdSchema,
    person: personSchema,
    parties: z.array(partySchema),
    /** What people of all parties are called in other languages; absent where nobody is. */
    called: z.record(personIdSchema, namesSchema).exactOptional(),
    /** The same of the lines that the person's party is on, also where the person has no place on them. */
    calledLines: z.record(lineIdSchema, namesSchema).exactOptional(),
    /** The messages that the person's party has ready for the text lines. */
    prepared: z.array(preparedMessageSchema),
    lines: z.array(lineSnapshotSchema),
    atMs: timestampMsSchema,
    /** Of an admin: the newest of the lines that their party is on. */
    alarms: z.array(alarmSchema).exactOptional(),
  }),
  /** To the consoles of a party: an administrator of it has changed what it has ready for the text lines. */
  'prepared:changed': z.object({ prepared: z.array(preparedMessageSchema) }),
  /** To the admins of the parties of a line: an alarm was raised there, or somebody has acknowledged one. */
  'alarms:changed': alarmListSchema,
  /** Entries that follow the snapshot or the entries before, in order and without a gap. */
  'line:advanced': z.object({ line: lineIdSchema, entries: z.array(lineEntrySchema) }),
  'presence:changed': z.object({ line: lineIdSchema, consoles: z.array(presentConsoleSchema) }),
  'recording:marked': recordingMarkSchema,
  /** The session is over; the socket is cut right after. */
  'session:ended': z.object({ reason: z.enum(['signed-out', 'expired', 'suspended', 'replaced']) }),
} as const

export const consoleRequestSchemas = {
  'console:report': { request: consoleReportSchema, answer: z.object({}) },
  /** An armed console says that it lives, twice a second: its timers run, and what it says arrives. */
  'console:beat': { request: z.strictObject({}), answer: z.object({}) },
  ...pathRequestSchemas,
  ...textRequestSchemas,
  /** A new access token, so that the socket outlives the old one without a break. */
  'session:renew': { request: z.strictObject({ accessToken: z.string().max(4096) }), answer: z.object({}) },
  /** The server's time, to bring this console's clock to it. */
  'clock:read': { request: z.strictObject({}), answer: z.object({ atMs: timestampMsSchema }) },
} as const

/** What a socket hands over when it connects (socket.io `auth`). */
export const handshakeSchema = z.strictObject({ accessToken: z.string().max(4096), console: consoleIdSchema })
