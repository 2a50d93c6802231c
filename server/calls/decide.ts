import type { LineState } from '../protocol/lineState.ts'
import type { LineCommand, ReportCommand } from './commands.ts'
import { consoleRules } from './decideConsole.ts'
import { reportRules } from './decideReport.ts'
import { facts, refuse, type AtConsole, type Commander, type Decision, type Surroundings } from './decision.ts'

const isReport = (command: LineCommand): command is ReportCommand => command.name in reportRules

/**
 * All rules of a line: what happens when this command comes in this state. Facts, none (it is so already), or a refusal.
 * Authority by role is settled before, by the table in `authority.ts`.
 */
export function decide(state: LineState, command: LineCommand, by: Commander, given: Surroundings): Decision {
  if (isReport(command)) {
    if (by !== 'server') return refuse('not-allowed', 'Only the server reports that.')
    return apply(reportRules, state, command, undefined, given)
  }
  if (command.name === 'alarm:acknowledge') {
    if (by === 'server' || !('admin' in by)) return refuse('not-allowed', 'An admin acknowledges an alarm.')
    return facts({ type: 'alarm:acknowledged', v: 1, alarm: command.alarm, ...by.admin })
  }
  if (by === 'server' || 'admin' in by) return refuse('not-allowed', 'Only a console commands that.')
  return apply(consoleRules, state, command, by, given)
}

type AnyRule = (state: LineState, command: LineCommand, by: AtConsole | undefined, given: Surroundings) => Decision

/** Calls the rule of a command; the table's own type has already tied each name to its command. */
function apply(
  rules: object,
  state: LineState,
  command: LineCommand,
  by: AtConsole | undefined,
  given: Surroundings,
): Decision {
  const rule = (rules as Record<string, AnyRule>)[command.name]
  if (rule === undefined) return refuse('malformed', `There is no command "${command.name}".`)
  return rule(state, command, by, given)
}
