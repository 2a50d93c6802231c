import type { QualityLevel } from '../../server/protocol/media.ts'
import type { DeviceState } from '../models/ports.ts'
import type { RecordingState } from '../models/recordingLamp.ts'
import type { Sentences } from './en.ts'

/** The sentences of a call in Korean, without those that have a place of their own. */

export const deviceStates: Record<DeviceState, string> = {
  ready: '사용 가능',
  none: '찾을 수 없음',
  refused: '브라우저가 거부함',
  busy: '다른 프로그램이 사용 중',
  silent: '켜져 있으나 소리 없음',
  other: '이전과 다른 장치',
  off: '꺼짐',
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

export const koCall: Sentences['call'] = {
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
}

/** What is read out of a call to who does not see it. */
export const koAnnounce: Sentences['announce'] = {
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
}
