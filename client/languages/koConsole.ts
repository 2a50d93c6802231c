import type { Lamp } from '../../server/protocol/consoles.ts'
import type { LampColour } from '../../server/protocol/words.ts'
import type { Arming } from '../models/consoleLamps.ts'
import type { Sentences } from './en.ts'
import { koCheckNames, koFaults } from './koChecks.ts'
import { titled } from './koRing.ts'

/** The sentences of the console at rest in Korean, without those that have a place of their own. */

const armings: Record<Arming, string> = { disarmed: '대기 안 함', arming: '대기 준비 중', armed: '대기 중' }

export const koConsole: Sentences['console'] = {
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
  stoodFor: (elapsed: string) => `이 페이지가 ${elapsed} 동안 멈춰 있었습니다`,
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
}
