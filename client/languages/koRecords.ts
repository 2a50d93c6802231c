import type { Actor } from '../../server/protocol/actor.ts'
import type { ReportedException } from '../../server/protocol/exceptions.ts'
import type { FactAboutCall, LineFactOf } from '../../server/protocol/lineFacts.ts'
import type { RecordFact } from '../../server/protocol/recordFacts.ts'
import type { RecordSummary } from '../../server/protocol/records.ts'
import type { DeclineReason, EndReason, Marking, Precedence, TrackKind } from '../../server/protocol/words.ts'
import type { Names, RecordsSentences } from './enRecords.ts'
import { zoneName } from './zoneName.ts'
import { koTimes } from './koTimes.ts'
import { interpretationFacts, interpreterRings, recordedChannels } from './koInterpretation.ts'

/** The sentences of the records screens in Korean; apart, because those screens are loaded when they are opened. */

const kinds: Record<TrackKind, string> = {
  microphone: '마이크',
  camera: '카메라',
  screen: '화면',
  interpretation: '통역',
}
const reasons: Record<DeclineReason, string> = {
  unavailable: '응답 불가',
  'in-another-call': '다른 통화 중',
  'wrong-time': '시간이 맞지 않음',
  'call-back-later': '나중에 회신',
}
const ends: Record<EndReason, string> = {
  ended: '모든 참가자의 통화 종료',
  'everybody-left': '마지막 참가자가 퇴장하여 통화 종료',
  cancelled: '응답 전 발신 취소',
  empty: '아무도 돌아오지 않아 통화 종료',
}
const precedences: Record<Precedence, string> = {
  routine: '보통',
  priority: '지급',
  immediate: '긴급',
  flash: '화급',
}
const markings: Record<Marking, string> = { real: '실제', exercise: '훈련', test: '시험' }
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)}초`
const outcomes: Record<ReportedException['outcome'], string> = {
  kept: '늦게 저장됨',
  lost: '손실됨',
  unknown: '알 수 없음',
}
const causes: Record<ReportedException['cause'], string> = {
  'not-started': '녹화 장치가 시작되지 않았습니다.',
  'disk-refused': '디스크가 쓰기를 거부했습니다.',
  'disk-stalled': '디스크가 제시간에 쓰지 못했습니다.',
  'server-stalled': '서버가 멈춰 있었습니다.',
  'server-lost': '서버가 없었습니다.',
  damaged: '기록이 손상된 것으로 확인되었습니다.',
}
const recordings: Record<RecordSummary['recording'], string> = {
  starting: '녹화 준비 중이었음',
  on: '녹화 중',
  failed: '녹화되지 않음',
  closed: '녹화 완료',
  damaged: '손상됨',
}

const numbersOf = ({ from, upTo }: { readonly from?: number; readonly upTo: number }): string => {
  if (from === undefined) return `제${upTo}호까지의 메시지`
  return from === upTo ? `메시지 제${upTo}호` : `메시지 제${from}호~제${upTo}호`
}
const peopleAt = (consoles: readonly { readonly person: string }[], person: Names['person']): string =>
  [...new Set(consoles.map((one) => person(one.person)))].join(', ')

const hows = { placed: '발신', answered: '응답', joined: '참가' } as const

type FactSentences = { [T in FactAboutCall['type']]: (fact: LineFactOf<T>, names: Names) => string }

const facts: FactSentences = {
  'call:placed': ({ parties, precedence, marking }, { party }) =>
    `통화 발신: ${parties.map(party).join(', ')}(${precedences[precedence]}, ${markings[marking]})`,
  'call:resumed': () => '서버가 다시 시작된 후 통화 재개',
  'call:ended': ({ reason }) => ends[reason],
  'ring:sent': ({ party: rung, attempt, consoles, ladder, person: one, interpreters }, { party, person }) => {
    const to = peopleAt(consoles, person)
    if (interpreters) return interpreterRings.sent(party(rung), to)
    const what = one !== undefined ? ` ${person(one)} 지명` : ladder ? ` 전체 ${ladder.length}단계 중 1단계` : ''
    return `${party(rung)} 측 ${attempt}차 호출${what}: ${to === '' ? '로그인한 사람 없음' : to}`
  },
  'ring:widened': ({ party: rung, step, consoles, person: one }, { party, person }) => {
    if (one !== undefined) return `${party(rung)}: ${person(one)} 추가 지명 호출`
    const to = peopleAt(consoles, person)
    return `${party(rung)}: 호출 ${(step ?? 0) + 1}단계, ${to === '' ? '추가로 로그인한 사람 없음' : to}`
  },
  'ring:reached': (fact, { person }) =>
    `호출 도달: ${person(fact.person)}(${fact.armed ? '대기 중인 단말' : '대기 상태가 아닌 단말'})`,
  'ring:sounding': (fact, { person }) => `호출음 울림: ${person(fact.person)}`,
  'ring:seen': (fact, { person }) => `호출 확인: ${person(fact.person)}`,
  'ring:answered': (fact, { person, party }) =>
    fact.interpreters
      ? interpreterRings.answered(person(fact.person), party(fact.party))
      : `응답: ${person(fact.person)}(${party(fact.party)})`,
  'ring:declined': (fact, { person, party, time }) => {
    const when = fact.callBackAtMs === undefined ? '' : `, ${time(fact.callBackAtMs)}`
    return `거절: ${person(fact.person)}(${party(fact.party)}). 사유: ${reasons[fact.reason]}${when}`
  },
  'ring:unanswered': (fact, { party }) =>
    fact.interpreters ? interpreterRings.unanswered(party(fact.party)) : `${party(fact.party)} 측 응답 없음`,
  'ring:acknowledged': (fact, { person }) => `부재중 호출 확인: ${person(fact.person)}`,
  'leg:joined': ({ leg, how }, { party }) => `통화 참가: ${leg.name}(${party(leg.party)}), ${hows[how]}`,
  'leg:away': (fact, { console }) =>
    `연결 끊김: ${console(fact.console)}(${fact.reason === 'server-restarted' ? '서버 재시작' : '단말 연결 끊김'})`,
  'leg:back': (fact, { console }) => `복귀: ${console(fact.console)}`,
  'leg:held': ({ console: held, reason, precedence }, { console }) => {
    const by = precedence === undefined ? '다른 통화' : `${precedences[precedence]} 통화`
    const why = { asked: '', answering: `(${by}에 응답)`, 'pre-empted': `(${by}에 우선 연결)` }[reason]
    return `보류: ${console(held)}${why}`
  },
  'leg:retrieved': (fact, { console }) => `보류 해제: ${console(fact.console)}`,
  'caucus:entered': (fact, { person }) => `내부 협의 참가: ${person(fact.person)}`,
  'caucus:left': (fact, { person }) => `내부 협의 퇴장: ${person(fact.person)}`,
  'floor:given': (fact, { person }) => `발언권 부여: ${person(fact.person)}`,
  'floor:released': (fact, { person }) => `발언권 종료: ${person(fact.person)}`,
  'mute:asked': (fact, { person }) => `음소거 요청: ${person(fact.person)}`,
  'leg:muted': (fact, { person }) => `자국 측에서 음소거: ${person(fact.person)}`,
  'leg:left': (fact, { console }) => {
    const why = { left: '', moved: '(다른 단말로 이동)', suspended: '(계정 정지)', 'role-changed': '(역할 변경)' }
    return `퇴장: ${console(fact.console)}${why[fact.reason]}`
  },
  'track:started': (fact, { person }) =>
    `${person(fact.person)}: ${kinds[fact.kind]} 송출 시작${fact.muted ? '(음소거)' : ''}`,
  'track:muted': (fact, { track }) => `${track(fact.trackId)}: 음소거`,
  'track:unmuted': (fact, { track }) => `${track(fact.trackId)}: 음소거 해제`,
  'track:ended': (fact, { track }) => {
    const why = { stopped: '중지', 'console-lost': '단말 연결 끊김', 'media-lost': '미디어 끊김' }[fact.reason]
    return `${track(fact.trackId)}: 송출 종료(${why})`
  },
  'recording:started': (fact) => `녹화 장치의 기록 동작 확인(키 ${fact.keyNumber})`,
  'recording:failed': (fact) => `녹화 실패: ${fact.cause}`,
  'recording:damaged': (fact) => `기록 손상 발견: ${fact.fault.message}`,
  'exception:noted': ({ exception: { cause, outcome, fromMs, untilMs } }) => {
    const lasted = untilMs === undefined ? '통화가 끝날 때까지' : `${seconds(untilMs - fromMs)} 동안`
    return `이상: ${causes[cause]} ${lasted}. ${outcomes[outcome]}.`
  },
  'recording:checkpointed': (fact) => `녹화 중간 확정: 매니페스트 버전 ${fact.head.version} 서명`,
  'recording:deleted': () => '설정에 따라 시험 녹화 삭제',
  'recording:closed': (fact) => `녹화 종료: 트랙 ${fact.tracks}개, 매니페스트 버전 ${fact.head.version} 서명`,
  'text:sent': ({ number, texts: [original], prepared }) =>
    `메시지 제${number}호${prepared === undefined ? '' : '(사전 작성)'}: ${original?.text ?? ''}`,
  'text:delivered': (fact, { person, party }) =>
    `${numbersOf(fact)} ${party(fact.party)} 측에 전달(단말: ${person(fact.person)})`,
  'text:acknowledged': (fact, { person }) => `메시지 제${fact.number}호 수신 확인: ${person(fact.person)}`,
  ...interpretationFacts,
  'media:lost': () => '미디어 서버 끊김',
  'media:restored': () => '미디어 서버 복구',
}

type AccessSentences = {
  [T in RecordFact['type']]: (fact: Extract<RecordFact, { type: T }>, names: Names) => string
}

const accesses: AccessSentences = {
  'record:looked': () => '기록 열람',
  'record:played': () => '재생',
  'record:pulled': ({ what }, { track }) =>
    what === 'archive'
      ? '전체 내려받기'
      : what === 'manifest'
        ? '매니페스트 내려받기'
        : what === 'memorandum'
          ? '면담록 내려받기'
          : `${track(what)} 내려받기`,
  'record:verified': ({ sound }) => (sound ? '검증: 이상 없음' : '검증: 이상 있음'),
  'record:recalled': ({ of, fromMs, toMs }, { time }) =>
    `통화 중 직전 구간 재생: ${of === 'floor' ? '회의장 원음' : `통역 채널 ${of}`}, ${time(fromMs)}~${time(toMs)}`,
}

const parts = {
  server: '서버',
  signaling: '신호 처리',
  media: '미디어 서버',
  ringing: '호출 처리',
  recording: '녹화 장치',
  testing: '회선 시험',
  operator: '서버 운영자',
} as const

const actor = (by: Actor, names: Names): string =>
  by.kind === 'console' ? by.name : by.kind === 'person' ? names.person(by.person) : parts[by.part]

export const koRecords: RecordsSentences = {
  times: koTimes,
  title: '통화 기록',
  keys: '이곳의 녹화는 이 시스템이 당사국별로 만들어 보관하는 키로 봉인됩니다. 당사국이 자체 키를 제공할 때까지는 시스템 운영자가 열 수 있습니다.',
  search: {
    title: '통화 기록 검색',
    from: '시작일',
    to: '종료일',
    line: '회선',
    party: '당사국',
    text: '검색어',
    searched:
      '회선, 당사국, 사람, 날짜, 통화 중 메시지(모든 언어)에서 찾습니다. 한글, 일본어, 로마자를 단어 순서와 전각·반각, 가나 종류에 관계없이 찾습니다. 회담 메모는 검색하지 않습니다.',
    found: '찾은 곳',
    foundIn: {
      line: '회선',
      party: '당사국',
      person: '사람',
      day: '날짜',
      message: '메시지',
      identifier: '식별자',
    },
    of: '기록 종류',
    kinds: { calls: '통화', tests: '회선 시험' },
    all: '전체',
    go: '검색',
  },
  list: {
    loading: '통화 기록을 읽는 중',
    none: '검색 조건에 맞는 기록이 없습니다.',
    failed: '통화 기록을 읽지 못했습니다.',
    again: '다시 시도',
    more: '더 보기',
    when: '발신 시각',
    line: '회선',
    by: '발신자',
    people: '참가자',
    length: '통화 시간',
    state: '녹화',
    running: '통화 중',
    open: (line: string, time: string) => `${time} ${line} 통화 기록 열기`,
    nobodyAnswered: '응답 없음',
  },
  recordings,
  exceptions: {
    open: '일일 이상 보고',
    title: '이상 보고',
    explain:
      '우리 회선의 통화에서 발언이 정해진 시간 안에 디스크에 안전하게 저장되지 않은 모든 구간과 그 원인, 길이, 결과적으로 저장되었는지를 보여 줍니다.',
    day: '날짜',
    previous: '이전 날',
    next: '다음 날',
    zone: (timeZone: string) => `날짜와 시각은 ${zoneName('ko', timeZone)} 기준`,
    loading: '이상 보고를 읽는 중',
    failed: '이상 보고를 읽지 못했습니다.',
    none: (day: string) => `${day}: 이상 없음.`,
    noneMeans: '우리 회선의 모든 통화에서 수신한 내용이 전부 제시간에 디스크에 안전하게 저장되었습니다.',
    noneSoFar: '지금까지 우리 회선의 모든 통화에서 수신한 내용이 전부 제시간에 디스크에 안전하게 저장되었습니다.',
    count: (all: number, lost: number, kept: number, unknown: number) => {
      const counted = [
        ...(lost > 0 ? [`손실 ${lost}건`] : []),
        ...(kept > 0 ? [`늦게 저장 ${kept}건`] : []),
        ...(unknown > 0 ? [`알 수 없음 ${unknown}건`] : []),
      ]
      return `이상 ${all}건: ${counted.join(', ')}`
    },
    causes,
    outcome: ({ outcome, cause }: Pick<ReportedException, 'outcome' | 'cause'>) =>
      outcome !== 'unknown' ? outcomes[outcome] : cause === 'damaged' ? '입증되지 않음' : '진행 중',
    call: (line: string, placed: string) => `${line}, 발신 ${placed}`,
    span: (from: string, to: string, length: string) => `통화 ${from}~${to}, ${length}`,
    goesOn: (from: string) => `통화 ${from}부터 계속 중`,
    whole: '통화 전체',
    seconds,
  },
  page: {
    back: '모든 통화 기록',
    loading: '통화 기록을 여는 중',
    failed: '이 통화 기록을 열지 못했습니다.',
    title: (line: string) => `${line} 통화 기록`,
    placed: '발신',
    ended: '종료',
    stillUp: '아직 통화 중입니다',
    length: '통화 시간',
    kind: '우선순위와 구분',
    identifier: '통화 번호',
    damaged: '이 기록은 손상되었습니다.',
    recordingKept: '녹화 보관',
    keptUntil: (time: string) => `${time}까지 보관한 뒤 설정에 따라 삭제합니다. 경과 기록은 보관합니다.`,
    deletedThen: (time: string) => `${time}까지 보관했으며 설정에 따라 삭제했습니다. 경과 기록은 보관합니다.`,
    damageStays: (time: string) =>
      `${time}에 발견하여 그대로 두었습니다. 검증하면 그 밖에 녹화 당시와 다른 부분을 알 수 있습니다.`,
    downloadAll: '전체 내려받기',
    downloadTrack: (track: string) => `${track} 내려받기`,
    download: '내려받기',
    downloading: '준비 중',
  },
  player: {
    title: '재생',
    play: '재생',
    pause: '일시 정지',
    opening: '트랙을 여는 중',
    waiting: '모든 트랙을 기다리는 중',
    failed: '재생할 수 없습니다.',
    position: '재생 위치',
    of: (position: string, length: string) => `${position} / ${length}`,
    pictures: '영상',
    hear: (person: string) => `${person} 듣기`,
    listening: '청취',
    nothing: '재생할 트랙이 없습니다.',
  },
  timeline: {
    title: '발언 구간',
    lane: (name: string, spokeFor: string, times: number) =>
      times === 0 ? `${name}: 발언 없음` : `${name}: 발언 ${times}회, 모두 ${spokeFor}`,
    present: '통화 참가',
    onAir: '마이크 켜짐',
    spoke: '발언',
    gap: '누락',
  },
  channels: recordedChannels,
  tracks: {
    title: '트랙',
    track: '트랙',
    from: '시작',
    to: '끝',
    size: '크기',
    notPlayable: (why: string) => `재생할 수 없음: ${why}`,
    gaps: (count: number, onTheWay: number) => {
      if (count === 0) return '누락 없음'
      if (onTheWay === 0) return `누락 ${count}건`
      return onTheWay === count
        ? `누락 ${count}건(서버로 오는 도중)`
        : `누락 ${count}건(그중 ${onTheWay}건은 서버로 오는 도중)`
    },
    hole: (reason: string, from: string, ms: number) => {
      const why =
        reason === 'lost' ? '서버로 오는 도중 손실' : reason === 'notKept' ? '저장되지 않음' : '원인을 알 수 없음'
      return `${from}: ${(ms / 1000).toFixed(2)}초, ${why}`
    },
    continuity: '연속성',
    megabytes: (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`,
    name: (person: string, kind: TrackKind) => `${person}, ${kinds[kind]}`,
  },
  roster: { title: '참가자 명단', person: '이름', role: '역할', from: '시작', to: '끝', heard: '청취' },
  texts: { title: '문자 회선' },
  verification: {
    title: '검증',
    explain:
      '해시, 체인, 봉인, 서명, 연속성을 확인하여 서버에 도달한 내용이 빠짐없이 있고 변경되지 않았는지 검증합니다. 서버로 오는 도중에 손실된 내용은 트랙 목록에 있습니다.',
    verify: '검증',
    verifying: '검증 중',
    sound: '이 기록은 완전하며 변경되지 않았습니다. 서버에 도달한 내용이 모두 들어 있습니다.',
    unsound: '이 기록은 녹화 당시와 다릅니다.',
    checkSound: '정상',
    checkUnsound: '이상',
    where: (file: string, offset?: number) => (offset === undefined ? file : `${file}, ${offset}바이트 위치`),
    expected: (expected: string) => `예상값 ${expected}`,
    found: (found: string) => `실제값 ${found}`,
    failed: '검증하지 못했습니다.',
  },
  accesses: {
    title: '이 기록을 열람한 사람',
    explain: '모든 당사국의 기록물 관리관이 이 목록을 볼 수 있습니다.',
    failed: '목록을 읽지 못했습니다.',
    says: (fact: RecordFact, names: Names): string =>
      (accesses[fact.type] as (fact: RecordFact, names: Names) => string)(fact, names),
    who: '누가',
    when: '언제',
    what: '무엇을',
  },
  facts: {
    title: '전체 경과',
    time: '시각',
    since: '통화 경과',
    by: '주체',
    what: '내용',
    says: (fact: FactAboutCall, names: Names): string =>
      (facts[fact.type] as (fact: FactAboutCall, names: Names) => string)(fact, names),
    who: (fact: FactAboutCall, by: Actor, names: Names): string =>
      by.kind === 'system' && fact.type.startsWith('ring:') ? parts.server : actor(by, names),
  },
  actor,
}
