import { markings, precedences, roles } from '../../server/calls/wording/ko.ts'
import type { RefusalCode } from '../../server/protocol/refusal.ts'
import type { EndReason, Marking, TrackKind } from '../../server/protocol/words.ts'
import type { SessionEnd } from '../models/session.ts'
import type { Theme } from '../models/settings.ts'
import type { Sentences } from './en.ts'
import { koBoard } from './koBoard.ts'
import { koTryOut } from './koChecks.ts'
import { koCaucus } from './koCaucus.ts'
import { koDelegation } from './koDelegation.ts'
import { koDevices } from './koDevices.ts'
import { koHold } from './koHold.ts'
import { koInterpreting } from './koInterpreting.ts'
import { koKeys } from './koKeys.ts'
import { koLayout } from './koLayout.ts'
import { koLineTest } from './koLineTest.ts'
import { koPrepared } from './koPrepared.ts'
import { koRecall } from './koRecall.ts'
import { koAlarms, koRollCallWords } from './koRollCalls.ts'
import { koRefusals } from './koRefusals.ts'
import { choiceIn } from './lists.ts'
import { refusalWords } from './refusalWords.ts'
import { koNotes } from './koNotes.ts'
import { koTexts } from './koTexts.ts'
import { koTimes } from './koTimes.ts'
import { koAnnounce, koCall, deviceStates } from './koCall.ts'
import { koConsole } from './koConsole.ts'
import { declineReasons, koIncoming, koRing, ringTitle, urgency } from './koRing.ts'

/**
 * Every sentence of the softphone in Korean: 합니다체, and nouns for labels. A name is followed by 님 or by a noun of ours
 * (측, 회선), so that the particle after it is right for any name. The words are those of TERMS.md.
 */

const markingSays: Record<Exclude<Marking, 'real'>, string> = {
  exercise: '실제 통화가 아닌 훈련입니다.',
  test: '실제 통화가 아닌 시험입니다.',
}
const endReasons: Record<EndReason, string> = {
  ended: '모든 참가자의 통화가 종료되었습니다.',
  'everybody-left': '마지막 참가자가 퇴장하여 통화가 종료되었습니다.',
  cancelled: '응답하기 전에 발신이 취소되었습니다.',
  empty: '아무도 돌아오지 않아 통화가 종료되었습니다.',
}
const refusals: Record<RefusalCode, string> = {
  'signed-out': '세션이 끝났습니다. 다시 로그인하십시오.',
  'not-allowed': '귀하의 역할에는 허용되지 않습니다.',
  malformed: '서버가 이 단말의 요청을 이해하지 못했습니다. 페이지를 새로 고치십시오.',
  unknown: '없는 항목이거나 귀하에게 공개되지 않은 항목입니다.',
  'too-late': '이미 끝났습니다.',
  'not-now': '지금은 할 수 없습니다.',
  'slow-down': '시도 횟수가 너무 많습니다. 잠시 후 다시 시도하십시오.',
  unavailable: '서버에 연결하지 못했습니다. 다시 시도하십시오.',
  broken: '서버에 보관된 자료가 손상되었습니다. 운영자에게 알리십시오.',
}
const sessionEnds: Record<SessionEnd, string> = {
  'signed-out': '로그아웃했습니다.',
  expired: '세션이 끝났습니다. 다시 로그인하십시오.',
  suspended: '사용이 정지된 계정입니다. 소속 당사국의 관리자에게 문의하십시오.',
  replaced: '같은 로그인이 다른 곳에서 사용되어 이 세션을 종료했습니다. 다시 로그인하십시오.',
}
const signInRefusals: Record<RefusalCode, string> = {
  ...refusals,
  'signed-out': '사용자 이름과 비밀번호가 맞지 않습니다.',
  'not-allowed': '사용자 이름과 비밀번호가 맞지 않습니다.',
  malformed: '사용자 이름과 비밀번호가 맞지 않습니다.',
}
const kinds: Record<TrackKind, string> = {
  microphone: '마이크',
  camera: '카메라',
  screen: '화면',
  interpretation: '통역',
}
const themes: Record<Theme, string> = { system: '시스템 설정에 따름', dark: '어둡게', light: '밝게' }

export const ko: Sentences = {
  tag: 'ko-KR',
  product: 'Ringdown',
  roles,
  precedences,
  markings,
  markingSays,
  urgency,
  declineReasons,
  endReasons,
  refusals,
  refused: refusalWords(refusals, koRefusals, { ...precedences, ...roles, ...kinds }, choiceIn('ko')),
  sessionEnds,
  deviceStates,
  kinds,
  themes,
  keys: koKeys,
  delegation: koDelegation,
  interpretation: koInterpreting,
  layout: koLayout,
  devices: koDevices,
  caucus: koCaucus,
  texts: koTexts,
  notes: koNotes,

  times: koTimes,

  places: {
    navigation: '메뉴',
    console: '단말',
    tests: '회선 시험',
    records: '통화 기록',
    administration: '인원 및 회선',
    settings: '설정',
    backToCall: (line: string) => `${line} 통화로 돌아가기`,
    skip: '본문으로 건너뛰기',
  },
  connection: {
    connecting: '서버에 연결하는 중',
    connected: '연결됨',
    lost: '서버와 연결이 끊어졌습니다. 다시 연결하고 있습니다.',
  },
  loading: '여는 중',
  loadFailed: '단말의 이 부분을 불러오지 못했습니다. 페이지를 새로 고치십시오.',
  opening: '단말을 여는 중',
  partFailed: '지금은 단말의 이 부분을 표시할 수 없습니다. 다시 시도하고 있으며, 나머지는 계속 작동합니다.',

  signIn: {
    title: '로그인',
    subtitle: '녹화되는 핫라인',
    username: '사용자 이름',
    password: '비밀번호',
    signIn: '로그인',
    signingIn: '로그인하는 중',
    required: '사용자 이름과 비밀번호를 입력하십시오.',
    refusals: signInRefusals,
    trust: '브라우저가 이 사이트에 대해 경고합니까? 설치된 시스템마다 자체 인증 기관이 있습니다.',
    trustLink: '인증서 내려받기',
    trustHow: '. 관리자와 지문을 대조하고 시스템에 신뢰할 수 있는 기관으로 추가한 다음 페이지를 새로 고치십시오.',
    recorded: '이 핫라인의 모든 통화는 녹화됩니다.',
  },
  signOut: '로그아웃',

  console: koConsole,

  tryOut: koTryOut,
  titles: {
    calm: 'Ringdown',
    ringing: (party: string, kind: Parameters<typeof ringTitle>[1]) => `${ringTitle(party, kind)} – Ringdown`,
    missed: (count: number) => `부재중 호출 ${count}건 – Ringdown`,
    alarms: (count: number) => `경보 ${count}건 – Ringdown`,
    messages: (count: number) => `메시지 ${count}건 – Ringdown`,
  },
  answeredElsewhere: {
    tab: (party: string, line: string) => `${line} 회선의 ${party} 측 통화에 이 브라우저의 다른 탭에서 응답했습니다.`,
    console: (party: string, line: string) => `${line} 회선의 ${party} 측 통화에 다른 단말에서 응답했습니다.`,
    colleague: (party: string, line: string, name: string) =>
      `${name} 님이 ${line} 회선의 ${party} 측 통화에 응답했습니다.`,
    close: '닫기',
  },

  board: koBoard,
  lineTest: koLineTest,

  incoming: koIncoming,

  ring: koRing,

  call: koCall,

  hold: koHold(precedences),

  announce: koAnnounce,

  rollCalls: koRollCallWords,
  alarms: koAlarms,

  settings: {
    title: '설정',
    language: '언어',
    languageFailed: '이 언어를 불러오지 못했습니다. 다시 선택하십시오.',
    appearance: '화면',
    theme: '색상',
    devices: '장치',
    devicesUnknown: '장치 이름을 보려면 단말 대기를 시작하십시오.',
    app: '앱',
    appIs: {
      app: '설치된 앱입니다. 자체 창이 있으며, 창이 가려져 있어도 알림이 표시됩니다.',
      ready: 'Ringdown을 자체 창이 있는 앱으로 설치할 수 있습니다. 주소 표시줄의 설치 표시를 찾으십시오.',
      starting: 'Ringdown을 설치할 수 있는지 브라우저에 확인하고 있습니다.',
      untrusted:
        '설치할 수 없습니다. 브라우저가 서버의 인증서를 신뢰하지 않아 앱을 허용하지 않습니다. ' +
        '인증 기관을 시스템에 추가한 다음 페이지를 새로 고치십시오. 인증서는 로그인 화면에 있으며 지문은 관리자가 알고 있습니다.',
      none: '이 브라우저는 앱을 설치하지 않습니다. 나머지 기능은 모두 사용할 수 있습니다.',
    },
    install: '설치',
    password: '비밀번호 변경',
    current: '현재 비밀번호',
    next: '새 비밀번호',
    again: '새 비밀번호 확인',
    change: '비밀번호 변경',
    differs: '새 비밀번호가 서로 다릅니다.',
    short: (length: number) => `비밀번호는 ${length}자 이상이어야 합니다.`,
    changed: '비밀번호를 변경했습니다.',
    wrong: '현재 비밀번호가 아닙니다.',
  },

  recall: koRecall,

  administration: {
    prepared: koPrepared,
    title: '인원 및 회선',
    of: (party: string) => `${party} 인원 및 회선`,
    readOnly: '여기서는 인원과 회선을 볼 수만 있으며, 변경은 서버에서 인원 관리 명령으로 합니다.',
    people: '인원',
    person: '이름',
    username: '사용자 이름',
    roles: '역할',
    state: '상태',
    active: '사용 중',
    suspended: '정지됨',
    lines: '회선',
    line: '회선',
    parties: '당사국',
    rung: '호출 대상',
    joins: '참가 가능',
    originates: '발신 가능한 최고 우선순위',
    ladder: '자국 호출 순서',
    atOnce: '호출 대상 전원 동시',
    step: (afterMs: number, who: string, insists: boolean) =>
      `${afterMs / 1000}초: ${who}${insists ? '(확인할 때까지)' : ''}`,
    failed: '인원과 회선을 읽지 못했습니다.',
    again: '다시 시도',
  },
}
