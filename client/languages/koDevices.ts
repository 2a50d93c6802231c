import type { DeviceKind, DeviceNews, Processing } from '../models/ports.ts'

const kinds: Record<DeviceKind, string> = {
  microphone: '마이크',
  camera: '카메라',
  output: '스피커',
  ringer: '호출음 스피커',
}

const processing: Record<keyof Processing, string> = {
  noiseSuppression: '잡음 억제',
  echoCancellation: '반향 제거',
  autoGainControl: '자동 음량 조절',
}

/** The devices of a console: which are chosen, tried and exchanged. */
export const koDevices = {
  kinds,
  asSpeech: '통화 음성과 같은 스피커',
  processing,
  processingTitle: '마이크 소리 처리',
  news: ({ kind, what, device, instead }: DeviceNews): string => {
    const which = device === '' ? `${kinds[kind]} 장치` : `${kinds[kind]} ‘${device}’ 장치`
    const other = instead === undefined || instead === '' ? '다른 장치' : `‘${instead}’ 장치`
    switch (what) {
      case 'lost':
        return instead === undefined
          ? `${which}의 연결이 끊겼으며 대신할 장치가 없습니다.`
          : `${which}의 연결이 끊겨 ${other}를 사용합니다.`
      case 'returned':
        return `${which}가 다시 연결되어 사용합니다.`
      case 'kept':
        return `${which}를 열 수 없어 사용 중이던 ${other}를 계속 사용합니다.`
    }
  },
  dismiss: '닫기',
  trySpeech: '스피커 시험',
  showCamera: '카메라 화면 보기',
  hideCamera: '카메라 화면 닫기',
}
