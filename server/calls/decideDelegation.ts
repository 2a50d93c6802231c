import type { DelegationFact } from '../protocol/delegations.ts'
import type { LineState } from '../protocol/lineState.ts'
import type { CommandOf } from './commands.ts'
import { facts, refuse, type AtConsole, type ConsoleRule, type Decision, type Surroundings } from './decision.ts'
import { ASK_AGAIN_MS, isOpen, refuseDelegation, type Delegation } from './delegation.ts'
import { named, over } from './namedCall.ts'
import { legOf, legOfPerson } from './roster.ts'

const FACTS = {
  'floor:give': 'floor:given',
  'floor:release': 'floor:released',
  'mute:ask': 'mute:asked',
  'leg:mute': 'leg:muted',
} as const satisfies Record<Delegation, DelegationFact['type']>

/** The rules of what people do about each other's microphones. Nobody is put on the air by anybody but themselves. */
export const delegationRules: { [N in Delegation]: ConsoleRule<CommandOf<N>> } = {
  'floor:give': delegate,
  'floor:release': delegate,
  'mute:ask': delegate,
  'leg:mute': delegate,
}

function delegate(
  state: LineState,
  { name, callId, person }: CommandOf<Delegation>,
  by: AtConsole,
  { atMs }: Surroundings,
): Decision {
  const call = named(state, callId)
  if (call === undefined) return over()
  const own = legOf(call, by.console.console)
  if (own?.state !== 'on') return refuse('not-now', 'Only who is in the call can do that.')
  const leg = legOfPerson(call, person)
  if (leg?.state !== 'on') return refuse('not-now', 'They are not in the call at the moment.')
  const refused = refuseDelegation[name](own, leg)
  if (refused) return { refusal: refused }
  const isAsked = leg.muteAsks?.some((ask) => ask.person === own.person && atMs - ask.atMs < ASK_AGAIN_MS) ?? false
  if (!isOpen(name, call, leg) || (name === 'mute:ask' && isAsked)) return facts()
  return facts({ type: FACTS[name], v: 1, callId, console: leg.console, person })
}
