import { z } from 'zod'

/** The words of DESIGN.md that are closed sets, each with its schema. */

export const roleSchema = z.enum([
  'principal',
  'adviser',
  'watch',
  'interpreter',
  'notetaker',
  'listener',
  'records',
  'admin',
])
export type Role = z.infer<typeof roleSchema>
export const ROLES = roleSchema.options

/** What a role is on a line: it is rung (and may place, answer and end for all), or it joins a call that is up. */
export const standingSchema = z.enum(['rung', 'joins'])
export type Standing = z.infer<typeof standingSchema>

/** The levels of MLPP (ITU-T I.255.3), lowest first. */
export const precedenceSchema = z.enum(['routine', 'priority', 'immediate', 'flash'])
export type Precedence = z.infer<typeof precedenceSchema>
export const PRECEDENCES = precedenceSchema.options

export const markingSchema = z.enum(['real', 'exercise', 'test'])
export type Marking = z.infer<typeof markingSchema>

/** `interpretation`: the speech of one interpreter into one language channel, a track of its own beside their microphone. */
export const trackKindSchema = z.enum(['microphone', 'camera', 'screen', 'interpretation'])
export type TrackKind = z.infer<typeof trackKindSchema>

/** What a console can send: also speech in the caucus of its party, which is in no fact and is never recorded. */
export const sentKindSchema = z.enum([...trackKindSchema.options, 'caucus'])
export type SentKind = z.infer<typeof sentKindSchema>

/** Why somebody declines; it reaches the caller as words. */
export const declineReasonSchema = z.enum(['unavailable', 'in-another-call', 'wrong-time', 'call-back-later'])
export type DeclineReason = z.infer<typeof declineReasonSchema>

/** How a call came to its end. */
export const endReasonSchema = z.enum(['ended', 'everybody-left', 'cancelled', 'empty'])
export type EndReason = z.infer<typeof endReasonSchema>

/** Why a leg is held: its person asked for it, or does it to answer another call, or a flash ring has taken the console. */
export const holdReasonSchema = z.enum(['asked', 'answering', 'pre-empted'])

/** What a console itself can say of a ring. */
export const ringReportSchema = z.enum(['reached', 'sounding', 'seen'])
export type RingReport = z.infer<typeof ringReportSchema>

/** The lamps of a console, worst first. */
export const lampColourSchema = z.enum(['red', 'amber', 'green'])
export type LampColour = z.infer<typeof lampColourSchema>
