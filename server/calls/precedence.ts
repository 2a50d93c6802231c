import type { Line } from '../protocol/directory.ts'
import { refusal, type Refusal } from '../protocol/refusal.ts'
import { PRECEDENCES, type Precedence, type Role } from '../protocol/words.ts'

/**
 * The highest precedence that each role may originate, where its line says nothing else (`Line.originates`). Flash takes
 * the consoles of others out of what they are in, so it is for those who answer for a party; a role that a line lets be
 * rung although it is none of the three calls as everybody does.
 */
const HIGHEST_ORIGINATED: Readonly<Record<Role, Precedence>> = {
  principal: 'flash',
  watch: 'flash',
  adviser: 'immediate',
  interpreter: 'routine',
  notetaker: 'routine',
  listener: 'routine',
  records: 'routine',
  admin: 'routine',
}

const rank = (precedence: Precedence): number => PRECEDENCES.indexOf(precedence)

/** Whether a call of the one precedence goes before one of the other. Equals wait for each other. */
export const isHigher = (one: Precedence, other: Precedence): boolean => rank(one) > rank(other)

export const highestOriginated = ({ originates }: Pick<Line, 'originates'>, role: Role): Precedence =>
  originates?.[role] ?? HIGHEST_ORIGINATED[role]

/** What somebody of this role may choose from on a line, lowest first. */
export const precedencesOf = (line: Pick<Line, 'originates'>, role: Role): readonly Precedence[] =>
  PRECEDENCES.slice(0, rank(highestOriginated(line, role)) + 1)

/** Refuses a call of a precedence that the role may not originate on that line; undefined means that it may. */
export function refusePrecedence(line: Line, role: Role, precedence: Precedence): Refusal | undefined {
  const highest = highestOriginated(line, role)
  if (!isHigher(precedence, highest)) return undefined
  return refusal(
    'not-allowed',
    `The highest precedence that your role may originate on ${line.name} is ${highest}. Place the call as ${highest}, or ask somebody whose role it is.`,
  )
}
