import type { MissedWhy } from '../../server/protocol/rollCalls.ts'
import type { TestFault, TestResult } from '../../server/protocol/lineTests.ts'
import type { LineTestsSentences } from './enLineTests.ts'
import { koRollCallWords } from './koRollCalls.ts'
import { koTestStandings } from './koTestStandings.ts'
import { zoneName } from './zoneName.ts'
import { listIn } from './lists.ts'

const listed = listIn('ko')

/** What is wrong with a test, in a few words; parties are named beside it. */
const faults: Record<TestFault['code'], string> = {
  'record-not-closed': '시험 기록을 종료하지 못함',
  'record-not-read': '시험 기록을 제시간에 읽지 못함',
  'record-unsound': '시험 기록이 검증을 통과하지 못함',
  'console-lost': '단말의 연결이 끊어짐',
  'no-report': '단말의 보고 없음',
  'not-set-up': '경로를 연결하지 못함',
  'slow-set-up': '경로 연결이 느림',
  'not-sent': '단말의 송신 없음',
  'not-received': '보낸 내용이 수신되지 않음',
  silent: '보낸 소리가 들리지 않음',
  'other-sound': '보낸 것과 다른 소리가 수신됨',
  loss: '손실 과다',
  jitter: '지터 과다',
  'round-trip': '왕복 지연 과다',
  'mouth-to-ear': '음성 전달 지연 과다',
  'not-recorded': '보낸 내용이 녹화되지 않음',
}

const reasons: Record<NonNullable<TestResult['reason']>, string> = {
  call: '통화가 우선함',
  'server-restarted': '서버가 다시 시작됨',
  'no-room': '시험실을 열지 못함',
  'no-media': '미디어를 보낼 수 없었음',
  'not-begun': '서버가 없었거나 시험이 꺼져 있었음',
}

/** The sentences of the screen of line tests and of the list of alarms. They are loaded with these. */
export const koLineTests: LineTestsSentences = {
  title: '회선 시험',
  explain:
    '우리 당사국 회선의 모든 정시 점호와 시험을 로그에 있는 대로 보여 줍니다. 날짜와 시각은 우리 당사국 기준입니다.',
  failed: '이력을 읽지 못했습니다.',
  again: '다시 시도',
  loading: '이력을 읽는 중입니다.',
  noLines: '우리 당사국이 참여하는 회선이 없습니다.',
  line: '회선',
  zone: (zone: string) => `${zoneName('ko', zone)} 기준`,
  agreed: (times: string) => `합의된 정시 점호 시각: ${times}`,
  noneAgreed: '이 회선에는 합의된 정시 점호가 없습니다.',
  previous: '이전 달',
  next: '다음 달',
  thisMonth: '이번 달',
  calendar: (month: string) => `${month} 달력`,
  nothing: '없음',
  rollCallAt: (time: string) => `${time} 점호`,
  tests: (count: number) => `시험 ${count}건`,
  standings: { waiting: '확인 대기 중', passed: '확인', late: '지연', missed: '미응답' },
  outcomes: koTestStandings,
  legend: '점호는 당사국마다 표시 하나로 나타내고, 시험은 건수로 나타냅니다.',
  signs: {
    passed: '확인·합격',
    late: '지연',
    bad: '미응답·불합격·미실시',
    noResult: koTestStandings.noResult,
    gaveWay: koTestStandings.gaveWay,
  },
  day: {
    of: (day: string) => day,
    none: '이날 예정된 것이 없었습니다.',
    rollCalls: '정시 점호',
    tests: '시험',
    within: (minutes: string) => `${minutes}분 이내`,
    openedLate: (time: string) => `서버 복구 후 ${time}에 시작`,
    asked: (name: string) => `요청: ${name}`,
    synthetic: (parties: string) => `${parties}: 서버 단말이 대신 참여`,
    measured: '모든 경로 중 가장 나쁜 값',
    setUp: (ms: number) => `연결 ${Math.round(ms)} ms`,
    mouthToEar: (ms: number) => `음성 전달 ${Math.round(ms)} ms`,
    loss: (percent: number) => `손실 ${percent.toFixed(1)}%`,
    several: (count: number) => `연속 시험 ${count}건`,
  },
  charts: {
    title: '품질 추이',
    range: '기간',
    ranges: { month: '이번 달', quarter: '최근 90일', week: '최근 7일' },
    none: '이 기간에 측정된 값이 없습니다.',
    mouthToEar: '음성 전달 지연',
    loss: '손실',
    setUp: '연결 시간',
    answer: '점호 응답 시간',
    ms: (value: number) => `${Math.round(value)} ms`,
    percent: (value: number) => `${value.toFixed(1)}%`,
    seconds: (value: number) => `${(value / 1000).toFixed(0)}초`,
    few: (values: readonly string[]) => `측정 ${values.length}건: ${listed(values)}`,
    summary: (median: string, worst: string, count: number) => `중앙값 ${median}, 최대 ${worst}, 측정 ${count}건`,
  },
  faults,
  reasons,
  kinds: { microphone: '음성', camera: '영상' },
  fromTo: (from: string, to: string) => `${from} → ${to}`,
  at: (parties: readonly string[]) => `· ${listed(parties)}`,
  times: (count: number) => `${count}회`,
  why: koRollCallWords.why satisfies Record<MissedWhy, string>,
  alarms: {
    title: '경보',
    explain:
      '당사국이 응답하지 않은 정시 점호와 문제가 있었던 회선 시험입니다. 회선의 모든 당사국 관리자에게 표시되며, 당사국마다 각자 확인합니다.',
    none: '경보가 없습니다.',
    acknowledge: '확인',
    acknowledgeWhich: (what: string) => `경보 확인: ${what}`,
    acknowledgedBy: (party: string, name: string, when: string) => `${party}: ${when} 확인(${name})`,
    open: '우리 당사국이 아직 확인하지 않았습니다.',
    failed: '확인 처리를 하지 못했습니다.',
  },
}
