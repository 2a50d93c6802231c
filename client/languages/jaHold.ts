import type { Hold } from '../../server/protocol/lineState.ts'
import type { Precedence } from '../../server/protocol/words.ts'

/** What is said of calls and people on hold: to who is, and to the others of the call. */
export function jaHold(precedences: Readonly<Record<Precedence, string>>) {
  const aCall = (precedence: Precedence): string => `${precedences[precedence]}通話`
  return {
    hold: '保留',
    onHold: '保留中',
    strip: (line: string) => `保留中：${line}`,
    means: '先方とは互いに聞こえません。',
    swaps: (line: string) => `復帰すると、${line}回線の通話が保留になります。`,
    back: (line: string) => `${line}の通話に復帰`,
    giveUp: '保留通話から退出',
    giveUpWhich: (line: string) => `保留中の${line}の通話から退出`,
    inLine: 'この通話を保留しています。',
    others: (names: string, { reason, precedence }: Hold, at: string) =>
      `${
        precedence === undefined
          ? `${names}さんが${at}にこの通話を保留しました。`
          : reason === 'pre-empted'
            ? `${names}さんは${at}に${aCall(precedence)}へ優先接続されました。`
            : `${names}さんが${at}に${aCall(precedence)}のためこの通話を保留しました。`
      }その間、この通話は聞こえません。`,
    why: ({ reason, precedence }: Hold, at: string) =>
      `${
        precedence === undefined
          ? '通話保留'
          : reason === 'pre-empted'
            ? `${aCall(precedence)}へ優先接続`
            : `${aCall(precedence)}のため保留`
      }、${at}から`,
    onHoldFor: (precedence: Precedence) => `${aCall(precedence)}のため保留中`,
  }
}
