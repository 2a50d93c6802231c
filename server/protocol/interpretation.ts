import { z } from 'zod'
import {
  callIdSchema,
  consoleIdSchema,
  givenCommandIdSchema,
  lineIdSchema,
  personIdSchema,
  timestampMsSchema,
} from './identifiers.ts'
import { languageSchema } from './texts.ts'

/** A channel is named by the language that is heard on it. */
export const channelSchema = languageSchema
export type Channel = z.infer<typeof channelSchema>

/** What a leg listens to, and where a desk speaks: the floor, or one of the channels beside it. */
export const floorOrChannelSchema = z.union([z.literal('floor'), channelSchema])
export type FloorOrChannel = z.infer<typeof floorOrChannelSchema>

/** The two channels between which a desk interprets. */
const pairSchema = z.tuple([channelSchema, channelSchema])

/**
 * The working place of one interpreter in a call. `live`: what they say is heard where `output` is. On the floor every
 * desk is, on a channel at most one; the others wait there.
 */
export const deskSchema = z.object({
  console: consoleIdSchema,
  person: personIdSchema,
  pair: pairSchema,
  output: floorOrChannelSchema,
  live: z.boolean(),
  /** When output or liveness became as they are. */
  sinceMs: timestampMsSchema,
  /** Since when it asks its partner to take the channel over; not after the last of them is gone. */
  offeredAtMs: timestampMsSchema.exactOptional(),
})
export type Desk = z.infer<typeof deskSchema>

/** Consecutive: one speaks, then an interpreter renders it on the floor. Simultaneous needs no lamp. */
const modeSchema = z.enum(['simultaneous', 'consecutive'])

/** The lamp of consecutive mode: it asks the next speaker to wait, and keeps nobody from speaking. */
export const turnSchema = z.enum(['speaking', 'interpreting', 'clear'])
export type Turn = z.infer<typeof turnSchema>

/** What a person listened to last on a line: their next leg there begins with it. */
export const rememberedHearingSchema = z.object({ person: personIdSchema, hearing: floorOrChannelSchema })
/** Of a lamp that is clear: its interpreter was not heard any more. Absent where they have said so by their key. */
const unheardSchema = z.literal(true)
/** There while the call is consecutive. */
export const consecutiveSchema = z.object({
  turn: turnSchema,
  sinceMs: timestampMsSchema,
  unheard: unheardSchema.exactOptional(),
})

const about = { v: z.literal(1), callId: callIdSchema }
const ofConsole = { ...about, console: consoleIdSchema }

/** What can happen to who hears and who interprets what in a call. */
export const interpretationFactSchemas = [
  z.object({ type: z.literal('hearing:chosen'), ...ofConsole, person: personIdSchema, hearing: floorOrChannelSchema }),
  z.object({
    type: z.literal('desk:taken'),
    ...ofConsole,
    person: personIdSchema,
    pair: pairSchema,
    output: floorOrChannelSchema,
  }),
  z.object({ type: z.literal('desk:turned'), ...ofConsole, output: floorOrChannelSchema }),
  z.object({ type: z.literal('desk:left'), ...ofConsole }),
  /** Who is live on the channel asks to be relieved. */
  z.object({ type: z.literal('channel:offered'), ...ofConsole, channel: channelSchema }),
  /** Who has asked to be relieved goes on after all. */
  z.object({ type: z.literal('channel:kept'), ...ofConsole, channel: channelSchema }),
  /** This console is live on the channel from now on, and nobody else is: who was waits there. */
  z.object({ type: z.literal('channel:taken'), ...ofConsole, channel: channelSchema }),
  z.object({ type: z.literal('mode:changed'), ...about, mode: modeSchema }),
  z.object({ type: z.literal('turn:changed'), ...about, turn: turnSchema, unheard: unheardSchema.exactOptional() }),
] as const

const inCall = { commandId: givenCommandIdSchema, line: lineIdSchema, callId: callIdSchema }

export const interpretationCommandSchemas = {
  /** What this console's leg listens to. Of an interpreter: the incoming channel, the floor or a relay. */
  'hearing:choose': z.strictObject({ ...inCall, hearing: floorOrChannelSchema }),
  /** Sits down at a desk, or changes the pair of one's own. Live at once on a channel that has nobody. */
  'desk:take': z.strictObject({ ...inCall, pair: pairSchema, output: floorOrChannelSchema }),
  /** Speaks from now on into the other channel of the pair, or onto the floor. */
  'desk:turn': z.strictObject({ ...inCall, output: floorOrChannelSchema }),
  'desk:leave': z.strictObject(inCall),
  /** Asks the partner to take over the channel that one is live on. */
  'channel:offer': z.strictObject(inCall),
  /** Takes that back. */
  'channel:keep': z.strictObject(inCall),
  /** Takes a channel of the pair over: when it was offered, or when nothing comes from who is live on it. */
  'channel:take': z.strictObject({ ...inCall, channel: channelSchema }),
  'mode:set': z.strictObject({ ...inCall, mode: modeSchema }),
  /** An interpreter's key: the rendering begins, or is done. */
  'turn:set': z.strictObject({ ...inCall, turn: z.enum(['interpreting', 'clear']) }),
} as const
