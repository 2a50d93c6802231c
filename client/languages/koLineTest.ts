import type { TestResult } from '../../server/protocol/lineTests.ts'
import type { NamedFault, TestFigures } from '../models/testSummary.ts'
import { koTestStandings } from './koTestStandings.ts'
import { listIn } from './lists.ts'

const listed = listIn('ko')

/** A number and its unit stay in one line of text. */
const ms = (value: number | undefined): string => `${Math.round(value ?? 0)}\u00a0ms`
const percent = (value: number | undefined): string => `${(value ?? 0).toFixed(1)}%`

/** What a line's card says of its tests. */
export const koLineTest = {
  title: '회선 시험',
  start: '회선 시험 시작',
  running: '합성 음성과 영상으로 이 회선을 시험하고 있습니다. 아무도 호출하지 않습니다.',
  startedBy: (name: string) => `요청: ${name}.`,
  again: (time: string) => `${time}부터 다시 시험할 수 있습니다.`,
  never: '아직 시험하지 않았습니다.',
  last: (time: string, outcome: string) => `최근 시험 ${time}: ${outcome}`,
  outcomes: koTestStandings,
  why({ reason, missed }: Pick<TestResult, 'reason' | 'missed'>): string {
    if (reason === undefined) return ''
    switch (reason) {
      case 'call':
        return missed === undefined ? '' : '예정된 시각에 통화 중이었습니다.'
      case 'not-begun':
        return (missed ?? 1) === 1
          ? '예정된 시각에 시작되지 않았습니다. 서버가 없었거나 시험이 꺼져 있었습니다.'
          : `예정된 시험 ${missed}건이 시작되지 않았습니다. 서버가 없었거나 시험이 꺼져 있었습니다.`
      case 'server-restarted':
        return '시험 도중에 서버가 다시 시작되었습니다.'
      case 'no-room':
        return '서버가 시험실을 열지 못했습니다. 운영자에게 알리십시오.'
      case 'no-media':
        return '미디어 서버가 없었습니다. 운영자에게 알리십시오.'
    }
  },
  standIns: (parties: readonly string[]) =>
    `${listed(parties)}: 대기 중이며 비어 있는 단말이 없어 서버가 대신 참여했습니다(합성).`,
  participant: (name: string, party: string) => `${name}(${party})`,
  standIn: (party: string) => `서버(${party} 대리)`,
  more: (count: number) => `그 밖에 ${count}건 더 있습니다.`,
  figures: '측정값',
  figureWords: {
    setUpMs: '최장 연결 시간',
    roundTripMs: '최장 왕복 지연',
    lossPercent: '최대 손실',
    jitterMs: '최대 지터',
    mouthToEarMs: '음성 전달 지연',
    recordedPercent: '녹화율',
  } satisfies Record<keyof TestFigures, string>,
  figure: (name: keyof TestFigures, value: number) =>
    name === 'lossPercent' || name === 'recordedPercent' ? percent(value) : ms(value),
  measuredHow:
    '모든 경로 중 가장 나쁜 값입니다. 음성 전달 지연은 마이크와 스피커를 뺀 미디어 경로의 지연입니다. ' +
    '녹화율은 보낸 내용 가운데 봉인된 녹화에 들어 있는 비율입니다. 빠진 부분은 서버로 오는 도중에 손실된 것이며, ' +
    '한 단말의 음성이 95% 미만이거나 영상이 90% 미만이면 장애로 봅니다. 측정할 수 없는 값은 표시하지 않습니다.',
  fault({ code, who = '', from = '', kind, value }: NamedFault): string {
    const what = kind === 'camera' ? '영상' : '음성'
    switch (code) {
      case 'record-not-closed':
        return '시험 기록이 종료되지 않았습니다.'
      case 'record-not-read':
        return '시험 기록을 제시간에 다시 읽지 못했습니다.'
      case 'record-unsound':
        return '시험 기록이 검증을 통과하지 못했습니다.'
      case 'console-lost':
        return `${who}: 시험 도중 서버와 연결이 끊어졌습니다.`
      case 'no-report':
        return `${who}: 보고가 없습니다.`
      case 'not-set-up':
        return `${who}: 미디어 서버에 연결하지 못했습니다.`
      case 'slow-set-up':
        return `${who}: 연결에 ${ms(value)} 걸렸습니다.`
      case 'not-sent':
        return `${who}: ${what} 송신이 없습니다.`
      case 'not-received':
        return `${from} → ${who}: ${what} 수신이 없습니다.`
      case 'silent':
        return `${from} → ${who}: 무음만 수신되었습니다.`
      case 'other-sound':
        return `${from} → ${who}: 보낸 것과 다른 소리가 수신되었습니다.`
      case 'loss':
        return `${from} → ${who}: ${what} 손실 ${percent(value)}.`
      case 'jitter':
        return `${from} → ${who}: ${what} 수신이 고르지 않습니다(지터 ${ms(value)}).`
      case 'round-trip':
        return `${who}: 왕복 지연 ${ms(value)}.`
      case 'mouth-to-ear':
        return `${from} → ${who}: 음성 전달 지연 ${ms(value)}.`
      case 'not-recorded':
        return `${who}: ${what} 녹화율 ${percent(value)}.`
    }
  },
}
