import type { MissedWhy } from '../../server/protocol/rollCalls.ts'
import { listIn } from './lists.ts'

const listed = listIn('ko')

/** The sentences of roll-calls, and of the alarms that come of missed ones and of tests. */

export const koRollCallWords = {
  title: (time: string, line: string) => `정시 점호 ${time} · ${line}`,
  ask: '이 회선이 잘 들리고 보이는지 확인해 주십시오.',
  askLate: '시간이 지났습니다. 그래도 확인해 주십시오. 지연으로 처리됩니다.',
  open: '각 당사국의 당직관이 이 회선이 잘 들리고 보이는지 확인합니다.',
  passed: '모든 당사국이 시간 안에 확인했습니다.',
  over: '시간이 지났습니다.',
  left: '남음',
  confirm: '점호 확인',
  confirmLate: '지연 확인',
  waiting: '확인 대기 중',
  confirmed: (time: string, name: string) => `${time} 확인: ${name}`,
  late: (time: string, name: string) => `${time} 지연 확인: ${name}`,
  missed: (why: string) => `미응답: ${why}`,
  why: {
    'nobody-signed-in': '시작이나 마감 때 로그인한 당직관이 없었음',
    'nobody-armed': '시작이나 마감 때 응답 신호가 있는 대기 중인 당직관 단말이 없었음',
    'no-answer': '대기 중인 당직관 단말이 있었으나 확인하지 않음',
    'no-server': '받을 서버가 없었음',
  } satisfies Record<MissedWhy, string>,
  noticeBody: (minutes: number) => `${Math.max(1, minutes)}분 안에 확인하십시오.`,
}

export const koAlarms = {
  see: '모든 경보 보기',
  noticeTitle: '경보',
  turnOn: '소리와 알림 켜기',
  turnOff: '소리와 알림 끄기',
  isOn: '새 경보가 있으면 이 컴퓨터에서 소리가 나고, 허용된 경우 시스템 알림이 표시됩니다.',
  isOff: '새 경보가 있어도 이 컴퓨터에서 소리가 나지 않습니다.',
  more: (count: number) => `경보 ${count}건 더 있음.`,
  rollCall: (time: string, line: string, parties: readonly string[]) =>
    `${line} 회선 ${time} 정시 점호 미응답: ${listed(parties)}.`,
  test: (time: string, line: string, outcome: 'passed' | 'failed' | 'aborted' | 'missed', count: number) =>
    outcome === 'missed'
      ? count === 1
        ? `${line} 회선의 ${time} 시험이 실시되지 않았습니다.`
        : `${line} 회선의 시험 ${count}건이 ${time}까지 실시되지 않았습니다.`
      : outcome === 'aborted'
        ? `${line} 회선의 ${time} 시험은 결과가 없습니다.`
        : `${line} 회선의 ${time} 시험이 불합격했습니다.`,
}
