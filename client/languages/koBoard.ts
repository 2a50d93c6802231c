import type { Lamp } from '../../server/protocol/consoles.ts'
import type { LampFault } from '../../server/protocol/lampFaults.ts'
import { koCheckNames } from './koChecks.ts'

const faults: Record<LampFault, string> = {
  'sound-blocked': '소리 차단됨',
  'output-gone': '스피커 분리됨',
  'microphone-none': '마이크 없음',
  'microphone-refused': '마이크 거부됨',
  'microphone-busy': '마이크 사용 중',
  'microphone-silent': '마이크 무음',
  'microphone-other': '마이크 바뀜',
  'microphone-off': '마이크 꺼짐',
  'camera-none': '카메라 없음',
  'camera-refused': '카메라 거부됨',
  'camera-busy': '카메라 사용 중',
  'camera-silent': '영상 없음',
  'camera-other': '카메라 바뀜',
  'camera-off': '카메라 꺼짐',
  'ringer-untried': '호출음 미시험',
  'server-lost': '연결 없음',
  'lines-connecting': '회선 연결 중',
  'lines-quiet': '회선 응답 없음',
  'lines-down': '회선 끊김',
  'udp-unchecked': 'UDP 미점검',
  'udp-blocked': 'UDP 불통',
  'tcp-unchecked': 'TCP 미점검',
  'tcp-blocked': 'TCP 불통',
  'paths-blocked': '미디어 경로 없음',
  'notifications-undecided': '알림 꺼짐',
  'notifications-denied': '알림 꺼짐',
  'notifications-none': '알림 꺼짐',
  'awake-lost': '화면 꺼질 수 있음',
  'page-stood-still': '페이지 멈춤',
}

const milliseconds = (ms: number): string => `${Math.round(ms)} ms`
const percent = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)}%`

export const koBoard = {
  parties: '이 회선의 당사국',
  stale: '서버와 통신이 되지 않아 내용이 바뀌었을 수 있습니다.',
  lastHeard: '최근 수신',
  heardNow: '지금',
  heardUnknown: '알 수 없음',
  heardNever: '없음',
  never: '대기 상태였던 단말이 아직 없습니다',
  nobodySince: (time: string) => `대기 중인 단말 없음: ${time}부터 연락 불가`,
  lost: (time: string) => `${time}부터 연결 끊김`,
  unheard: '호출해도 울리지 않습니다',
  unheardSince: (time: string) => `${time}부터 호출해도 울리지 않습니다`,
  armedSince: (time: string) => `${time}부터 대기 중`,
  silentSince: (time: string) => `${time}부터 응답 신호 없음`,
  fault: ({ check, fault }: Lamp) => (fault ? faults[fault] : `${koCheckNames[check]} 이상`),
  moreFaults: (count: number) => `외 ${count}건`,
  busy: (precedence: string) => `다른 통화 중: ${precedence}`,
  now: '현재 왕복 지연과 손실',
  measured: (roundTripMs: number, lossPercent: number) => `${milliseconds(roundTripMs)} · ${percent(lossPercent)}`,
  hour: (medianMs: number, worstMs: number, meanLoss: number, worstLoss: number) =>
    `최근 1시간: 왕복 지연 중앙값 ${milliseconds(medianMs)}, 최대 ${milliseconds(worstMs)}. ` +
    `손실 평균 ${percent(meanLoss)}, 최대 ${percent(worstLoss)}. 선은 왕복 지연, 막대는 손실입니다`,
  hourUnknown: '아직 이력 없음',
  minutes: (count: number) => (count === 0 ? '측정 1분 미만' : `${count}분 측정`),
  chartHour: '최근 1시간',
  chartMost: (ms: number) => `최대 ${milliseconds(ms)}`,
}
