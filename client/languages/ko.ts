import { markings, precedences, roles } from '../../server/calls/wording/ko.ts'
import type { Lamp } from '../../server/protocol/consoles.ts'
import type { QualityLevel } from '../../server/protocol/media.ts'
import type { RefusalCode } from '../../server/protocol/refusal.ts'
import type {
  DeclineReason,
  EndReason,
  LampColour,
  Marking,
  Precedence,
  Role,
  TrackKind,
} from '../../server/protocol/words.ts'
import type { CallBack } from '../models/callBack.ts'
import type { Arming } from '../models/consoleLamps.ts'
import type { DeviceState } from '../models/ports.ts'
import type { RecordingState } from '../models/recordingLamp.ts'
import type { SessionEnd } from '../models/session.ts'
import type { Theme } from '../models/settings.ts'
import type { Sentences } from './en.ts'
import { koBoard } from './koBoard.ts'
import { koCheckNames, koFaults, koTryOut } from './koChecks.ts'
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

/**
 * Every sentence of the softphone in Korean: 합니다체, and nouns for labels. A name is followed by 님 or by a noun of ours
 * (측, 회선), so that the particle after it is right for any name. The words are those of TERMS.md.
 */

const markingSays: Record<Exclude<Marking, 'real'>, string> = {
  exercise: '실제 통화가 아닌 훈련입니다.',
  test: '실제 통화가 아닌 시험입니다.',
}
const urgency: Record<Precedence, string> = {
  routine: '보통 통화',
  priority: '지급 통화',
  immediate: '긴급 통화',
  flash: '화급 통화',
}
const declineReasons: Record<DeclineReason, string> = {
  unavailable: '부재중',
  'in-another-call': '다른 통화 중',
  'wrong-time': '시간이 맞지 않음',
  'call-back-later': '나중에 회신',
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
const deviceStates: Record<DeviceState, string> = {
  ready: '사용 가능',
  none: '찾을 수 없음',
  refused: '브라우저가 거부함',
  busy: '다른 프로그램이 사용 중',
  silent: '켜져 있으나 소리 없음',
  other: '이전과 다른 장치',
  off: '꺼짐',
}
const kinds: Record<TrackKind, string> = {
  microphone: '마이크',
  camera: '카메라',
  screen: '화면',
  interpretation: '통역',
}
const quality: Record<QualityLevel, string> = {
  good: '연결 상태 좋음',
  fair: '연결 상태 보통',
  poor: '연결 상태 나쁨',
}
const recording: Record<RecordingState, { short: string; long: string }> = {
  on: { short: '녹화 중', long: '이 통화를 녹화하고 있으며, 지금까지의 발언은 안전하게 저장되었습니다.' },
  starting: { short: '녹화 준비 중', long: '녹화 장치를 확인하고 있습니다.' },
  failing: { short: '녹화 불안정', long: '녹화가 지연되어 마지막 몇 초가 아직 안전하게 저장되지 않았습니다.' },
  silent: { short: '녹화 확인 안 됨', long: '2초 동안 녹화 장치의 신호가 없습니다.' },
  failed: { short: '녹화 안 됨', long: '이 통화는 녹화되지 않고 있습니다.' },
}
const armings: Record<Arming, string> = { disarmed: '대기 안 함', arming: '대기 준비 중', armed: '대기 중' }
const themes: Record<Theme, string> = { system: '시스템 설정에 따름', dark: '어둡게', light: '밝게' }

/** In a title there is no colour: what is no real call says so before anything else, then how it presses. */
const titled = (what: string, { precedence, marking }: { precedence: Precedence; marking: Marking }): string =>
  [
    ...(marking === 'real' ? [] : [`[${markings[marking]}]`]),
    ...(precedence === 'routine' ? [] : [urgency[precedence]]),
    what,
  ].join(' · ')
const ringTitle = (party: string, kind: Parameters<typeof titled>[1]): string => titled(`${party} 측 수신 통화`, kind)

const seconds = (ms: number): string => `${Math.max(0, Math.round(ms / 1000))}초`

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

  console: {
    title: '단말',
    broken: '로그가 손상되어 이 회선을 사용할 수 없습니다. 다른 방법으로 연락하고 운영자에게 알리십시오.',
    arm: '단말 대기 시작',
    arming: '대기 준비 중',
    armings,
    armedIs: {
      green: '이 단말은 대기 중입니다',
      amber: '이 단말은 대기 중이며, 확인이 필요합니다',
      red: '이 단말은 대기 중이나, 장애가 있습니다',
    } satisfies Record<LampColour, string>,
    remedies: '장애와 조치',
    stoodFor: (elapsed: string) => `${elapsed} 동안`,
    stoodSeen: '확인함: 페이지 멈춤',
    armWhy: '단말이 대기 상태가 될 때까지 호출이 와도 여기서는 소리가 나지 않습니다.',
    armHow:
      '대기를 시작하면 소리를 켜고 1초 동안 호출음을 울리며, 마이크와 카메라를 시험하고 회선을 미리 연결합니다. ' +
      '브라우저가 아직 허용하지 않은 권한을 요청합니다.',
    lamps: '단말 상태',
    lampName: (check: Lamp['check']) => koCheckNames[check],
    faults: koFaults,
    colours: { green: '정상', amber: '확인 필요', red: '장애' } satisfies Record<LampColour, string>,
    lines: '회선',
    noLines: '참여하는 회선이 없습니다. 소속 당사국의 관리자가 회선에 추가할 수 있습니다.',
    welcomePending: '서버를 기다리는 중',
    people: {
      nobody: '로그인한 사람 없음',
      armed: '대기 중',
      notArmed: '대기 안 함',
      you: '본인',
      more: (count: number) => `외 ${count}명`,
    },
    localTimes: '현지 시각',
    roundTrip: '왕복 지연',
    loss: '손실',
    roundTripMs: (ms: number) => `${Math.round(ms)} ms`,
    lossPercent: (percent: number) => `${percent < 10 ? percent.toFixed(1) : Math.round(percent)}%`,
    notMeasured: '–',
    path: { up: '회선 연결됨', connecting: '회선 연결 중', down: '회선 끊김', cold: '회선 미연결' },
    idle: '통화 없음',
    ringing: '호출 중',
    up: '통화 중',
    upFor: (elapsed: string) => `통화 중 ${elapsed}`,
    inCall: (count: number) => `${count}명`,
    joinsOnly: '통화가 시작되면 참가할 수 있습니다.',
    precedence: '우선순위',
    marking: '구분',
    options: '우선순위와 구분',
    call: '지금 발신',
    join: '참가',
    moveHere: '이 단말로 옮기기',
    otherTab: '이 통화는 다른 탭에서 진행 중입니다.',
    otherConsole: '다른 단말에서 이 통화에 참가하고 있습니다.',
    comeBack: '아직 이 통화의 참가자 명단에 있습니다. 참가를 누르면 복귀합니다.',
    missed: '아무도 응답하지 않은 호출',
    missedFrom: (party: string, line: string) => `${party} 측이 ${line} 회선으로 호출`,
    missedTitle: (party: string, kind: Parameters<typeof titled>[1]) => titled(`${party} 측 부재중 호출`, kind),
    missedNotice: (line: string, name: string) =>
      `${name} 님이 ${line} 회선으로 호출했습니다. 우리 당사국의 누군가가 확인할 때까지 소리가 납니다.`,
    missedSounds: '우리 당사국의 누군가가 확인할 때까지 소리가 납니다',
    missedBefore: (rings: number, since: string) => `그 전에 ${rings}건 더 있음(${since}부터). 통화 기록에 있습니다`,
    missedNobody: '호출 대상 중 로그인한 사람이 없었습니다',
    missedAcknowledgedBy: (names: string) => `확인: ${names}`,
    acknowledge: '확인',
    acknowledgeWhich: (party: string, time: string) => `${time} ${party} 측 호출 확인`,
    callBack: (name: string | undefined, party: string, when?: string) =>
      `${name === undefined ? '귀하가' : `${name} 님이`} ${when === undefined ? '' : `${when}에 `}${party} 측에 회신하기로 했습니다.`,
    callBackWhich: (party: string) => `${party} 측에 회신`,
    aftermath: {
      left: '통화에서 퇴장했습니다.',
      moved: '귀하의 다른 단말에서 통화가 계속되었습니다.',
      lasted: (duration: string) => `통화 시간은 ${duration}입니다.`,
      close: '닫기',
    },
    dismiss: '닫기',
  },

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

  incoming: {
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
  },

  ring: {
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
    unarmedSince: (when: string) => `${when}부터 대기 중인 단말 없음`,
    unarmed: '대기 중인 단말 없음(언제부터인지 알 수 없음)',
    unarmedNow: '호출 대상 중 대기 중인 단말 없음',
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
  },

  call: {
    title: (line: string) => `${line} 통화`,
    elapsed: '경과 시간',
    pictures: '영상',
    roster: '참가자 명단',
    showRoster: '참가자',
    panels: '보조 화면',
    you: '본인',
    selfView: '본인 영상',
    ownScreen: '공유 중인 화면',
    picture: (name: string, party: string) => `${name}, ${party}`,
    screenOf: (name: string, party: string) => `${name}(${party})의 화면`,
    noPicture: '영상 없음',
    waitingPicture: '영상 수신 중',
    connectionLost: '연결 끊김',
    speaking: '발언 중',
    muted: '음소거',
    quality,
    narrow: {
      mark: '음성만',
      own: '연결 대역폭이 좁습니다. 음성이 전달되도록 양방향 영상을 껐으며, 영상은 자동으로 다시 켜집니다.',
      others: (names: string) =>
        `${names}: 연결 대역폭이 좁습니다. 음성이 전달되도록 해당 연결의 영상을 끄고 모든 음성을 낮은 음질로 보냅니다.`,
      noPictures: '연결 대역폭이 좁아 영상을 껐습니다',
      noPicture: '대역폭이 좁아 음성만 연결됨',
    },
    qualityDetail: (level: QualityLevel, roundTripMs?: number, lossPercent?: number, narrow?: boolean) =>
      [
        quality[level],
        narrow ? '음성만' : '',
        roundTripMs === undefined ? '' : `왕복 지연 ${Math.round(roundTripMs)} ms`,
        lossPercent === undefined ? '' : `손실 ${lossPercent.toFixed(1)}%`,
      ]
        .filter(Boolean)
        .join(', '),
    controls: '본인 조작',
    mute: '음소거',
    camera: '카메라',
    share: '화면 공유',
    more: '더 보기',
    devices: '장치',
    microphone: '마이크',
    systemDefault: '시스템 기본값',
    unnamed: (kind: string, index: number) => `${kind} ${index}`,
    leave: '퇴장',
    end: '통화 종료',
    endSure: '전원 통화를 종료합니까?',
    states: { on: '연결됨', away: '연결 끊김', left: '퇴장' },
    since: (time: string) => `${time}부터`,
    until: (time: string) => `${time}까지`,
    microphoneIs: (state: DeviceState) =>
      `귀하의 마이크 상태: ${deviceStates[state]}. 들을 수는 있으나 말은 전달되지 않습니다.`,
    silentMicrophone: '귀하의 마이크에서 소리가 전혀 들어오지 않습니다. 장치가 음소거되어 있습니까?',
    cameraIs: (state: DeviceState) =>
      `귀하의 카메라 상태: ${deviceStates[state]}. 상대방에게 영상 없이 음성만 전달됩니다.`,
    listener: '이 통화를 듣기만 합니다. 귀하의 말은 전달되지 않습니다.',
    mediaLost: '음성과 영상이 끊어졌습니다. 자동으로 복구됩니다.',
    comingBack: '잠시 서버와 연결이 끊어졌습니다. 자동으로 복구됩니다.',
    recording,
    quieten: '경보음 끄기',
    level: '마이크 음량',
    alone: '통화에 다른 사람이 없습니다.',
  },

  hold: koHold(precedences),

  announce: {
    incoming: (party: string, line: string) => `${line} 회선, ${party} 측 수신 통화.`,
    ringing: (line: string) => `${line} 회선 호출 중.`,
    up: (line: string) => `${line} 통화가 시작되었습니다.`,
    joined: (name: string) => `${name} 님이 통화에 참가했습니다.`,
    left: (name: string) => `${name} 님이 퇴장했습니다.`,
    away: (name: string) => `${name} 님의 연결이 끊어졌습니다.`,
    held: (name: string, says: string) => `${name}: ${says}.`,
    retrieved: (name: string) => `${name} 님이 보류를 해제하고 복귀했습니다.`,
    ring: (party: string, says: string) => `${party}: ${says}.`,
    ended: '참가 중인 통화가 없습니다.',
    floor: (name: string) => `${name} 님에게 발언권이 있습니다.`,
    'floor-over': '발언권이 종료되었습니다.',
    'recording-over': '녹화가 종료되었습니다.',
    'camera-on': '카메라를 켰습니다.',
    'camera-off': '카메라를 껐습니다.',
    muted: '음소거되었습니다.',
    unmuted: '음소거가 해제되었습니다.',
  },

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
