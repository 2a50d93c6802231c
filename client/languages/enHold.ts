import type { Hold } from '../../server/protocol/lineState.ts'
import type { Precedence } from '../../server/protocol/words.ts'

/** What is said of calls and people on hold: to who is, and to the others of the call. */
export function enHold(precedences: Readonly<Record<Precedence, string>>) {
  const aCall = (precedence: Precedence, article = precedence === 'immediate' ? 'an' : 'a'): string =>
    `${article} ${precedences[precedence].toUpperCase()} call`
  return {
    hold: 'Hold',
    onHold: 'On hold',
    strip: (line: string) => `On hold: ${line}`,
    means: 'Nobody there hears you, and you hear nobody.',
    swaps: (line: string) => `Going back puts ${line} on hold.`,
    back: (line: string) => `Back to the call on ${line}`,
    giveUp: 'Give up',
    giveUpWhich: (line: string) => `Give up the held call on ${line}`,
    inLine: 'You are on hold in this call.',
    /** The other people of a call, in one sentence that is right for one and for several. */
    others: (names: string, { reason, precedence }: Hold, at: string) =>
      `${
        precedence === undefined
          ? `${names} put this call aside`
          : reason === 'pre-empted'
            ? `${aCall(precedence, 'A')} took ${names}`
            : `${names} put this call on hold for ${aCall(precedence)}`
      } at ${at}. They hear nothing of this call meanwhile.`,
    /** In the place of somebody's picture, and where their party was rung. */
    why: ({ reason, precedence }: Hold, at: string) =>
      `${
        precedence === undefined
          ? 'Put this call aside'
          : reason === 'pre-empted'
            ? `Taken by ${aCall(precedence)}`
            : `On hold for ${aCall(precedence)}`
      }, since ${at}`,
    /** Called out: who is waited for should know at a glance why. */
    onHoldFor: (precedence: Precedence) => `On hold for ${aCall(precedence)}`,
  }
}
