import type { Marking, Precedence, Role } from '../../protocol/words.ts'

/** What the words of the protocol are called in English: on screens and in a memorandum alike. */

export const roles: Record<Role, string> = {
  principal: 'Principal',
  adviser: 'Adviser',
  watch: 'Watch officer',
  interpreter: 'Interpreter',
  notetaker: 'Notetaker',
  listener: 'Listener',
  records: 'Records officer',
  admin: 'Administrator',
}
export const precedences: Record<Precedence, string> = {
  routine: 'Routine',
  priority: 'Priority',
  immediate: 'Immediate',
  flash: 'Flash',
}
export const markings: Record<Marking, string> = { real: 'Real', exercise: 'Exercise', test: 'Test' }
