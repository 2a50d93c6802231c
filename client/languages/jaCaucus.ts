/** The caucus of one's own party. */
export const jaCaucus = {
  title: '内部協議',
  only: (party: string) => `${party}側にのみ聞こえます。カメラと画面共有はオフです。`,
  lead: (party: string) =>
    `${party}側だけで話し、書くことができます。協議の事実は記録されますが、内容は記録されません。フロアにはミュートの状態で戻ります。`,
  people: (names: string) => `内部協議中：${names}`,
  enter: '内部協議に参加',
  leave: '内部協議から退出',
  messages: '内部協議のメッセージ',
  field: '内部協議のメッセージ入力',
  send: '内部協議へ送信',
  hint: 'どこにも保存されず、通話の終了とともに消えます。',
  muted: '内部協議でミュート中のため、誰にも聞こえません。',
  alone: '内部協議にはまだ一人のため、誰にも聞こえません。',
  /** At the button of the microphone. */
  microphone: '内部協議のみ',
  /** At the text line of all parties. */
  textLine: '内部協議中です。ここに書く内容は、回線の全員が読みます。',
  placeholder: '自国側だけが読むメッセージ',
  /** By which way they came out of it: all hear them only when they unmute. */
  out: {
    left: '内部協議から退出しました。フロアではミュート中です。',
    lost: '接続が切れたため、内部協議は終了しました。フロアではミュート中です。',
    held: '保留に伴い、内部協議は終了しました。フロアではミュート中です。',
    gone: '先ほどまで内部協議中でした。フロアではミュート中です。',
  },
  listens: '内部協議の音声と文字を受け取るだけです。',
}
