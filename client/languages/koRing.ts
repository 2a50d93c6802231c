import { markings, precedences, roles } from '../../server/calls/wording/ko.ts'
import type { DeclineReason, Marking, Precedence, Role } from '../../server/protocol/words.ts'
import type { CallBack } from '../models/callBack.ts'
import type { Sentences } from './en.ts'

/** The sentences of rings in Korean: where one arrives, and where one was sent. */

export const urgency: Record<Precedence, string> = {
  routine: '보통 통화',
  priority: '지급 통화',
  immediate: '긴급 통화',
  flash: '화급 통화',
}
export const declineReasons: Record<DeclineReason, string> = {
  unavailable: '응답 불가',
  'in-another-call': '다른 통화 중',
  'wrong-time': '시간이 맞지 않음',
  'call-back-later': '나중에 회신',
}

/** In a title there is no colour: what is no real call says so before anything else, then how it presses. */
export const titled = (what: string, { precedence, marking }: { precedence: Precedence; marking: Marking }): string =>
  [
    ...(marking === 'real' ? [] : [`[${markings[marking]}]`]),
    ...(precedence === 'routine' ? [] : [urgency[precedence]]),
    what,
  ].join(' · ')
export const ringTitle = (party: string, kind: Parameters<typeof titled>[1]): string =>
  titled(`${party} 측 수신 통화`, kind)

const seconds = (ms: number): string => `${Math.max(0, Math.round(ms / 1000))}초`

export const koIncoming: Sentences['incoming'] = {
  title: (party: string) => `${party} 측 수신 통화`,
  on: (line: string) => `${line} 회선`,
  by: (name: string, role: Role) => `${name}, ${roles[role]}`,
  answer: '응답',
  decline: '거절',
  reason: '거절 사유',
  callBack: '회신 시각',
  callBacks: {
    unsaid: '시각 미정',
    'in-5': '5분 후',
    'in-15': '15분 후',
    'in-30': '30분 후',
    'in-60': '1시간 후',
    at: '시각 지정',
  } satisfies Record<CallBack, string>,
  callBackTime: '시각',
  silent: '브라우저가 이 단말의 소리를 막고 있어 호출음이 나지 않습니다. 페이지의 아무 곳이나 누르면 소리가 납니다.',
  soundIs: { on: '호출음 울림', trying: '호출음 준비 중', off: '무음' },
  others: '함께 호출 중',
  waiting: (count: number) => `대기 중인 호출 ${count}건 더 있음`,
  holdAndAnswer: '보류 후 응답',
  leaves: (line: string) => `응답을 누르면 ${line} 통화에서 퇴장합니다. 보류 후 응답을 누르면 그 통화가 유지됩니다.`,
  takes: (line: string) => `그동안 ${line} 통화는 보류됩니다. 거절하면 그 통화로 복귀합니다.`,
  notice: (line: string, name: string) => `${name} 님이 ${line} 회선으로 호출하고 있습니다.`,
  noticeTitle: ringTitle,
}

export const koRing: Sentences['ring'] = {
  title: (line: string) => `${line} 회선 호출 중`,
  parties: '호출 상황',
  waiting: '먼저 녹화 장치를 확인하고 있습니다',
  nobody: '로그인한 사람이 없습니다',
  sent: '호출 보냄',
  sentTo: (names: string) => `호출 보냄: ${names}`,
  reachedUnarmed: (names: string) => `호출 도달: ${names}. 단말이 대기 상태가 아니어서 소리가 나지 않을 수 있습니다`,
  reached: (names: string) => `호출 도달: ${names}`,
  sounding: (names: string) => `호출음 울림: ${names}`,
  soundsAlso: (names: string) => `호출음도 울림: ${names}`,
  sounded: (names: string) => `호출음 울렸음: ${names}. 지금도 울리는지는 알 수 없습니다`,
  seen: (names: string) => `호출 확인: ${names}`,
  answered: (name: string) => `응답: ${name}`,
  lost: (time: string) => `${time}부터 연결 끊김`,
  unheard: (name: string, why: string) => `${name}: ${why}`,
  left: '남아 있는 사람이 없습니다',
  declined: (name: string, reason: DeclineReason, when?: string) =>
    `거절: ${name}(${declineReasons[reason]}${when === undefined ? '' : `, ${when}`})`,
  busy: (name: string, precedence: Precedence) => `${name}: 다른 통화 중(${precedences[precedence]})`,
  unarmedSince: (when: string) => `대기 중인 단말 없음: ${when}부터 연락 불가`,
  unarmed: '대기 중인 단말 없음(언제부터인지 알 수 없음)',
  unarmedNow: '호출 대상 중 대기 중인 단말 없음',
  mute: (names: string) => `단말이 소리를 낼 수 없다고 알림: ${names}`,
  step: (number: number, of: number, who: string) => `${number}/${of}단계: ${who}`,
  nextStep: (who: string, ms: number) => `${seconds(ms)} 후 다음 단계: ${who}`,
  everybody: '전원',
  lasts: '응답할 때까지 호출',
  unanswered: '응답 없음',
  over: '응답하기 전에 통화가 종료됨',
  secondsLeft: (ms: number) => `${seconds(ms)} 더 호출`,
  again: '재호출',
  againWhom: (party: string) => `재호출: ${party}`,
  one: '한 사람 호출',
  oneOf: (party: string) => `${party} 측 한 사람 호출`,
  oneWhom: (name: string) => `${name} 호출`,
  ringOne: '호출',
  ringsNow: '지금 호출 중',
  noOne: '그 밖에 로그인한 사람이 없습니다.',
  fetch: '추가 호출',
  cancel: '발신 취소',
  yourPicture: '응답하는 사람에게 귀하의 영상이 보입니다.',
}
