import type { ConsolePerson } from '../protocol/actor.ts'
import type { Ladder, LadderStep, Reach } from '../protocol/ladders.ts'
import type { Standing } from '../protocol/words.ts'

/** Somebody as they are on a line. */
export interface OnLine extends Pick<ConsolePerson, 'person' | 'role'> {
  readonly standing: Standing
}

const stepRings = ({ roles, people = [] }: LadderStep, { person, role }: OnLine): boolean =>
  roles === 'everybody' || roles.includes(role) || people.includes(person)

/**
 * Whether a ring is meant for somebody of its party: the one rule of whom it rings, for whoever sends it, lets somebody
 * answer it, makes their line ready or shows it, and for what is left of it when it was missed.
 */
export function isFor({ ladder, step = 0, called = [], byName }: Reach, who: OnLine): boolean {
  if (called.some(({ person }) => person === who.person)) return true
  if (byName === true) return false
  if (ladder === undefined) return who.standing === 'rung'
  return ladder.slice(0, step + 1).some((due) => stepRings(due, who))
}

/** Whether a ring of these steps, or one without, comes to somebody at any of them. */
export function comesTo(ladder: Ladder | undefined, who: OnLine): boolean {
  return isFor(ladder === undefined ? {} : { ladder, step: ladder.length - 1 }, who)
}

/** The step of a ring's ladder that comes next, by its place; undefined when there is none. */
export function nextStep({ ladder = [], step = 0 }: Reach): number | undefined {
  return step + 1 < ladder.length ? step + 1 : undefined
}

/** Does a ring of these steps, or one without, come to a step from which on it sounds until somebody sees to it? */
export const insistsAtLast = (ladder: Ladder | undefined): boolean => ladder?.at(-1)?.insists === true

/** Has it come to that step? */
export const insists = (reach: Reach): boolean => insistsAtLast(reach.ladder) && nextStep(reach) === undefined

/** How long a ring of these steps rings: the last step rings for the whole time that a ring has. */
export const ringsForMs = (ladder: Ladder | undefined, ringTimeoutMs: number): number =>
  (ladder?.at(-1)?.afterMs ?? 0) + ringTimeoutMs
