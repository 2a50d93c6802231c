import type { Sentences } from './en.ts'

export const jaRecall: Sentences['recall'] = {
  title: '直前の再生',
  open: '直前の再生',
  opening: '直前の1分を読み込み中…',
  replaying: (source: string) => `${source}をもう一度`,
  floor: 'フロア音声',
  source: 'もう一度聞く音声',
  alone: 'あなただけに聞こえます。通話は続いており、マイクはそのままです。',
  nobody: '発言なし',
  position: '直前の1分の中の位置',
  at: (time: string, left: string) => `${time}、残り${left}`,
  upTo: (time: string) => `${time}より後の発言はまだ保存されていません。`,
  back: '10秒戻る',
  ahead: '10秒進む',
  live: '通話に戻る',
  meanwhile: '再生中の通話の音量',
  failed: 'もう一度聞くことができません。',
  dismiss: '閉じる',
}
