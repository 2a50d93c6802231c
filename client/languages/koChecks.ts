import type { Lamp } from '../../server/protocol/consoles.ts'
import type { Fault } from '../models/faults.ts'
import type { Remedy } from './enChecks.ts'

export const koCheckNames: Record<Lamp['check'], string> = {
  sound: '소리',
  output: '스피커',
  microphone: '마이크',
  camera: '카메라',
  ringer: '호출음',
  'warm-lines': '회선',
  udp: 'UDP',
  tcp: 'TCP',
  notifications: '알림',
  'wake-lock': '절전 방지',
  page: '페이지',
}

const permission = (device: string): string =>
  `주소 옆의 표시를 눌러 ${device} 사용을 허용한 다음, 페이지를 새로 고치고 다시 대기 상태로 두십시오.`

export const koFaults: Record<Fault, Remedy> = {
  'sound-blocked': { wrong: '브라우저가 소리를 차단하고 있습니다', remedy: '이 페이지의 아무 곳이나 누르십시오.' },
  'output-gone': {
    wrong: '선택한 스피커가 없습니다',
    remedy: '지금은 시스템 기본 장치로 소리가 납니다. 다시 연결하거나 설정에서 다른 장치를 선택하십시오.',
  },
  'microphone-none': {
    wrong: '마이크가 없습니다',
    remedy: '마이크를 연결하면 자동으로 사용합니다. 그때까지는 들을 수만 있고 말은 전달되지 않습니다.',
  },
  'microphone-refused': { wrong: '브라우저가 마이크 사용을 거부합니다', remedy: permission('마이크') },
  'microphone-busy': {
    wrong: '다른 프로그램이 마이크를 사용하고 있습니다',
    remedy: '그 프로그램을 닫거나 설정에서 다른 마이크를 선택하십시오.',
  },
  'microphone-silent': {
    wrong: '마이크는 켜져 있으나 소리가 전혀 들어오지 않습니다',
    remedy: '장치나 케이블의 음소거 스위치와 시스템의 음소거 설정을 확인하십시오.',
  },
  'microphone-other': {
    wrong: '사용 중이던 마이크가 분리되어 다른 마이크로 바뀌었습니다',
    remedy: '자기 소리를 들어 본 다음, 이전 마이크를 다시 연결하거나 설정에서 선택하십시오.',
  },
  'microphone-off': {
    wrong: '마이크가 꺼져 있습니다',
    remedy: '페이지를 새로 고치고 단말을 다시 대기 상태로 두십시오.',
  },
  'camera-none': {
    wrong: '카메라가 없어 상대방에게 영상이 보이지 않습니다',
    remedy: '카메라를 연결하면 자동으로 사용합니다.',
  },
  'camera-refused': { wrong: '브라우저가 카메라 사용을 거부합니다', remedy: permission('카메라') },
  'camera-busy': {
    wrong: '다른 프로그램이 카메라를 사용하고 있습니다',
    remedy: '그 프로그램을 닫거나 설정에서 다른 카메라를 선택하십시오.',
  },
  'camera-silent': {
    wrong: '카메라에서 영상이 들어오지 않습니다',
    remedy: '카메라의 덮개나 스위치를 확인하십시오.',
  },
  'camera-other': {
    wrong: '사용 중이던 카메라가 분리되어 다른 카메라로 바뀌었습니다',
    remedy: '이전 카메라를 다시 연결하거나 설정에서 선택하십시오.',
  },
  'camera-off': {
    wrong: '카메라가 꺼져 있습니다',
    remedy: '페이지를 새로 고치고 단말을 다시 대기 상태로 두십시오.',
  },
  'ringer-untried': {
    wrong: '대기를 시작할 때 통화 중이어서 호출음을 시험하지 못했습니다',
    remedy: '통화가 끝나면 호출음을 시험하십시오.',
  },
  'server-lost': {
    wrong: '서버와 연결되어 있지 않습니다',
    remedy: '자동으로 다시 연결합니다. 계속되면 이 컴퓨터의 네트워크를 확인하십시오.',
  },
  'lines-connecting': { wrong: '회선을 연결하고 있습니다', remedy: '1~2초 걸립니다.' },
  'lines-quiet': {
    wrong: '회선에서 응답 신호가 오지 않습니다',
    remedy: '계속되면 회선을 새로 연결합니다. 네트워크를 확인하십시오.',
  },
  'lines-down': {
    wrong: '회선이 끊어졌습니다',
    remedy: '연결을 계속 시도합니다. 네트워크를 확인하거나 다른 컴퓨터에서 발신하십시오.',
  },
  'udp-unchecked': { wrong: 'UDP 점검이 아직 끝나지 않았습니다', remedy: '1분 안에 다시 점검합니다.' },
  'udp-blocked': {
    wrong: 'UDP가 통하지 않아 TCP로 통화합니다. 네트워크 손실이 있으면 품질이 떨어집니다',
    remedy: '미디어 포트를 UDP로 열어 달라고 요청하십시오.',
  },
  'tcp-unchecked': { wrong: 'TCP 점검이 아직 끝나지 않았습니다', remedy: '1분 안에 다시 점검합니다.' },
  'tcp-blocked': {
    wrong: 'TCP가 통하지 않아 UDP에 장애가 생기면 예비 경로가 없습니다',
    remedy: '미디어 포트를 TCP로 열어 달라고 요청하십시오.',
  },
  'paths-blocked': {
    wrong: 'UDP와 TCP가 모두 통하지 않아 여기서는 통화를 들을 수 없습니다',
    remedy: '미디어 포트를 열어 달라고 요청하고, 그동안 다른 컴퓨터에서 통화하십시오.',
  },
  'notifications-undecided': {
    wrong: '시스템 알림이 아직 허용되지 않아 호출이 이 페이지에만 표시됩니다',
    remedy: '브라우저가 알림을 물으면 허용하십시오.',
  },
  'notifications-denied': {
    wrong: '시스템 알림이 거부되어 호출이 이 페이지에만 표시됩니다',
    remedy: '주소 옆의 표시를 눌러 알림을 허용하십시오.',
  },
  'notifications-none': {
    wrong: '이 브라우저는 시스템 알림을 표시하지 않습니다',
    remedy: '이 페이지를 다른 창보다 앞에 두십시오.',
  },
  'awake-lost': {
    wrong: '화면이 꺼질 수 있거나 이 페이지가 다른 창 뒤에 있습니다',
    remedy: '이 페이지를 앞으로 가져오십시오. 계속되면 절전 기능을 끄십시오.',
  },
  'page-stood-still': {
    wrong: '이 페이지가 멈춰 있었습니다',
    remedy: '그동안의 호출은 여기서 울리지 않았습니다. 페이지를 앞에 두고 컴퓨터가 절전 상태로 들어가지 않게 하십시오.',
  },
}

export const koTryOut = {
  title: '단말 시험',
  hearYourself: '자기 소리 듣기',
  tryRinger: '호출음 시험',
  stopRinger: '호출음 중지',
  recording: (secondsLeft: number) => `말씀하십시오. 이 컴퓨터에서만 녹음합니다(${secondsLeft}초 남음)`,
  playing: '상대방에게 이렇게 들립니다. 이 소리는 컴퓨터 밖으로 나가지 않습니다.',
  heard: '소리가 녹음되었습니다. 너무 작으면 마이크에 가까이 가거나 시스템에서 입력을 높이십시오.',
  nothingHeard:
    '아무 소리도 녹음되지 않았습니다. 마이크의 음소거 스위치를 확인하거나 설정에서 다른 마이크를 선택하십시오.',
}
