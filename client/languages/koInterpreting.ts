import type { Turn } from '../../server/protocol/interpretation.ts'

/** What is said of interpretation in Korean: to who listens, and to who interprets. A channel is a noun of ours after its language. */

const turns: Record<Turn, { short: string; long: string }> = {
  speaking: { short: '발언 중', long: '발언이 멈추면 통역이 이어집니다.' },
  interpreting: { short: '통역 중', long: '통역이 끝날 때까지 기다려 주십시오.' },
  clear: { short: '발언 가능', long: '다음 발언을 시작하셔도 됩니다.' },
}

export const koInterpreting = {
  floor: '회의장 원음',
  listenTo: '듣기',
  underneath: '배경 원음',
  underneathIs: (percent: number) => (percent === 0 ? '끔' : `${percent}%`),
  channels: '통역 채널',
  liveOn: (name: string) => `${name}, 송출 중`,
  waits: (name: string) => `${name}, 대기 중`,
  pauses: (name: string) => `${name}, 지금 들리지 않음`,
  nobody: '통역 없음',
  hears: (channel: string) => `듣는 채널: ${channel}`,
  interprets: (pair: string) => `통역: ${pair}`,
  interpretsLive: (pair: string, channel: string) => `통역: ${pair}, ${channel} 송출 중`,
  pair: (one: string, other: string) => `${one} – ${other}`,
  floorUntil: (channel: string) => `지금 ${channel} 채널에 통역이 없어 회의장 원음이 들립니다.`,
  rungAs: '통역사로 호출되었습니다.',

  desk: '통역석',
  take: '통역석 시작',
  takeWhy: '통역석에서는 음성이 회의장이 아니라 통역 채널로 나갑니다.',
  pairFrom: '출발 언어',
  pairInto: '도착 언어',
  change: (pair: string) => `${pair}: 언어 변경`,
  keep: '언어 그대로 두기',
  leave: '통역석 종료',
  incoming: '들어오는 음성',
  outgoing: '나가는 음성',
  live: (channel: string) => `${channel} 송출 중`,
  waiting: (channel: string) => `${channel} 대기 중`,
  silent: (channel: string) => `${channel} 잠시 끔`,
  notOnFloor: '통역사의 음성은 순차 통역일 때만 회의장에 들립니다.',
  cough: '기침 버튼',
  coughHow: '누르고 있는 동안 음성이 나가지 않습니다',
  level: '나가는 음성의 크기',
  partner: '동료 통역사',
  noPartner: '이 언어의 통역석에 다른 통역사가 없습니다.',
  handOver: '교대 요청',
  keepChannel: '요청 취소',
  asked: (name: string | undefined) =>
    name === undefined ? '동료의 교대 수락을 기다립니다.' : `${name} 님의 교대 수락을 기다립니다.`,
  takeOver: '교대 수락',
  takeOverOf: (channel: string) => `교대 수락: ${channel} 채널`,
  asksYou: (name: string, channel: string) => `${name} 님이 ${channel} 채널의 교대를 요청합니다.`,
  notHeard: (channel: string) => `${channel} 채널에 들리는 통역이 없습니다. 교대하실 수 있습니다.`,
  unheard: (channel: string, seconds: number) =>
    `${channel} 채널 송출 중입니다. 회의장 발언이 ${seconds}초 동안 이어졌으나 통역이 들리지 않습니다.`,
  consecutive: '순차 통역',
  /** To who does not choose it. */
  modes: {
    simultaneous: '동시 통역: 통역사가 발언과 동시에 통역 채널에서 통역합니다. 방식은 통역사가 통역석에서 선택합니다.',
    consecutive: '순차 통역: 발언이 멈추면 통역사가 회의장에서 통역합니다. 방식은 통역사가 통역석에서 선택합니다.',
  },
  turns,
  lamp: '발언 차례',
}
