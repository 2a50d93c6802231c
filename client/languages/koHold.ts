import type { Hold } from '../../server/protocol/lineState.ts'
import type { Precedence } from '../../server/protocol/words.ts'

/** What is said of calls and people on hold: to who is, and to the others of the call. */
export function koHold(precedences: Readonly<Record<Precedence, string>>) {
  const aCall = (precedence: Precedence): string => `${precedences[precedence]} 통화`
  return {
    hold: '보류',
    onHold: '보류 중',
    strip: (line: string) => `보류 중: ${line}`,
    means: '그쪽과는 서로 들리지 않습니다.',
    swaps: (line: string) => `복귀하면 ${line} 회선의 통화가 보류됩니다.`,
    back: (line: string) => `${line} 통화로 복귀`,
    giveUp: '보류 통화 퇴장',
    giveUpWhich: (line: string) => `보류 중인 ${line} 통화에서 퇴장`,
    inLine: '이 통화를 보류하고 있습니다.',
    others: (names: string, { reason, precedence }: Hold, at: string) =>
      `${
        precedence === undefined
          ? `${names} 님이 ${at}에 이 통화를 보류했습니다.`
          : reason === 'pre-empted'
            ? `${names} 님이 ${at}에 ${aCall(precedence)}에 우선 연결되었습니다.`
            : `${names} 님이 ${at}에 ${aCall(precedence)} 때문에 이 통화를 보류했습니다.`
      } 그동안 이 통화를 듣지 못합니다.`,
    why: ({ reason, precedence }: Hold, at: string) =>
      `${
        precedence === undefined
          ? '통화 보류'
          : reason === 'pre-empted'
            ? `${aCall(precedence)}에 우선 연결`
            : `${aCall(precedence)} 때문에 보류`
      }, ${at}부터`,
    onHoldFor: (precedence: Precedence) => `${aCall(precedence)} 때문에 보류 중`,
  }
}
