import type { DeviceKind, DeviceNews, Processing } from '../models/ports.ts'

const kinds: Record<DeviceKind, string> = {
  microphone: 'マイク',
  camera: 'カメラ',
  output: 'スピーカー',
  ringer: '呼出音の出力先',
}

const processing: Record<keyof Processing, string> = {
  noiseSuppression: '雑音抑制',
  echoCancellation: 'エコー除去',
  autoGainControl: '自動音量調整',
}

/** The devices of a console: which are chosen, tried and exchanged. */
export const jaDevices = {
  kinds,
  asSpeech: '通話音声と同じ出力先',
  processing,
  processingTitle: 'マイクの音声処理',
  news: ({ kind, what, device, instead }: DeviceNews): string => {
    const which = device === '' ? kinds[kind] : `${kinds[kind]}「${device}」`
    const other = instead === undefined || instead === '' ? '別の機器' : `「${instead}」`
    switch (what) {
      case 'lost':
        return instead === undefined
          ? `${which}の接続が切れました。代わりの機器はありません。`
          : `${which}の接続が切れました。代わりに${other}を使用します。`
      case 'returned':
        return `${which}が再び接続され、使用を再開しました。`
      case 'kept':
        return `${which}を開けませんでした。${other}を引き続き使用します。`
    }
  },
  dismiss: '閉じる',
  trySpeech: 'スピーカーを試す',
  showCamera: 'カメラの映像を表示',
  hideCamera: 'カメラの映像を閉じる',
}
