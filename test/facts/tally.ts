import { z } from 'zod'
import type { StoredFact } from '../../server/facts/log.ts'
import type { Command, Decision, FactContext } from '../../server/facts/command.ts'
import type { StreamOptions } from '../../server/facts/streamOptions.ts'

/** A small domain whose state shows every entry, its order and its context, so that a stream can be held to account. */
export interface Tally {
  readonly total: number
  readonly added: readonly { commandId: string; amount: number; version: number }[]
}

export type TallyFact = { readonly type: 'added'; readonly v: 1; readonly amount: number }

const factSchema = z.strictObject({ type: z.literal('added'), v: z.literal(1), amount: z.number() })

export const tally = {
  initial: { total: 0, added: [] } satisfies Tally,
  parseFact: (stored: StoredFact): TallyFact => factSchema.parse(stored),
  evolve(state: Tally, { amount }: TallyFact, { version, commandId }: FactContext): Tally {
    if (amount === 13) throw new Error('Thirteen cannot be folded.')
    return { total: state.total + amount, added: [...state.added, { commandId, amount, version }] }
  },
  clock: () => Date.now(),
} satisfies Omit<StreamOptions<Tally, TallyFact>, 'log' | 'name'>

/** Adds an amount; refused when the total would pass a limit, nothing to do when the amount is 0. */
export function add(commandId: string, amount: number, limit = Infinity): Command<Tally, TallyFact, string> {
  return {
    commandId,
    by: { person: 'p' },
    decide: ({ total }): Decision<TallyFact, string> => {
      if (total + amount > limit) return { refusal: `${total} and ${amount} are more than ${limit}` }
      return { facts: amount === 0 ? [] : [{ type: 'added', v: 1, amount }] }
    },
  }
}
