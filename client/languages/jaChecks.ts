import type { Lamp } from '../../server/protocol/consoles.ts'
import type { Fault } from '../models/faults.ts'
import type { Remedy } from './enChecks.ts'

export const jaCheckNames: Record<Lamp['check'], string> = {
  sound: '音声',
  output: 'スピーカー',
  microphone: 'マイク',
  camera: 'カメラ',
  ringer: '呼出音',
  'warm-lines': '回線',
  udp: 'UDP',
  tcp: 'TCP',
  notifications: '通知',
  'wake-lock': 'スリープ防止',
  page: 'ページ',
}

const permission = (device: string): string =>
  `アドレスの横のマークを押して${device}の使用を許可し、ページを再読み込みしてから、もう一度端末を待受にしてください。`

export const jaFaults: Record<Fault, Remedy> = {
  'sound-blocked': {
    wrong: 'ブラウザーが音声を止めています',
    remedy: 'このページの任意の場所をクリックしてください。',
  },
  'output-gone': {
    wrong: '選択したスピーカーがありません',
    remedy: '現在はシステム標準の機器から音が出ます。接続し直すか、設定で別の機器を選択してください。',
  },
  'microphone-none': {
    wrong: 'マイクがありません',
    remedy: '接続すると自動的に使用します。それまでは聞くことだけができ、発言は届きません。',
  },
  'microphone-refused': { wrong: 'ブラウザーがマイクの使用を拒否しています', remedy: permission('マイク') },
  'microphone-busy': {
    wrong: '別のプログラムがマイクを使用しています',
    remedy: 'そのプログラムを終了するか、設定で別のマイクを選択してください。',
  },
  'microphone-silent': {
    wrong: 'マイクは動作していますが、音がまったく入りません',
    remedy: '機器やケーブルのミュートスイッチと、システムのミュート設定を確認してください。',
  },
  'microphone-other': {
    wrong: '使用中のマイクが外され、別のマイクに替わりました',
    remedy: '自分の声を確認してから、元のマイクを接続し直すか、設定で選択してください。',
  },
  'microphone-off': {
    wrong: 'マイクがオフです',
    remedy: 'ページを再読み込みして、もう一度端末を待受にしてください。',
  },
  'camera-none': {
    wrong: 'カメラがないため、相手に映像が届きません',
    remedy: '接続すると自動的に使用します。',
  },
  'camera-refused': { wrong: 'ブラウザーがカメラの使用を拒否しています', remedy: permission('カメラ') },
  'camera-busy': {
    wrong: '別のプログラムがカメラを使用しています',
    remedy: 'そのプログラムを終了するか、設定で別のカメラを選択してください。',
  },
  'camera-silent': {
    wrong: 'カメラから映像が入りません',
    remedy: 'カメラのカバーやスイッチを確認してください。',
  },
  'camera-other': {
    wrong: '使用中のカメラが外され、別のカメラに替わりました',
    remedy: '元のカメラを接続し直すか、設定で選択してください。',
  },
  'camera-off': {
    wrong: 'カメラがオフです',
    remedy: 'ページを再読み込みして、もう一度端末を待受にしてください。',
  },
  'ringer-untried': {
    wrong: '待受を開始したときに通話中だったため、呼出音を試験していません',
    remedy: '通話が終わったら呼出音を試験してください。',
  },
  'server-lost': {
    wrong: 'サーバーに接続していません',
    remedy: '自動的に再接続します。続く場合は、このコンピューターのネットワークを確認してください。',
  },
  'lines-connecting': { wrong: '回線を接続しています', remedy: '1～2秒かかります。' },
  'lines-quiet': {
    wrong: '回線から応答信号がありません',
    remedy: '続く場合は回線を接続し直します。ネットワークを確認してください。',
  },
  'lines-down': {
    wrong: '回線が切断されています',
    remedy: '接続を試み続けます。ネットワークを確認するか、別のコンピューターから発信してください。',
  },
  'udp-unchecked': { wrong: 'UDPの点検がまだ済んでいません', remedy: '1分以内に再度点検します。' },
  'udp-blocked': {
    wrong: 'UDPが通らないためTCPで通話します。ネットワークに損失があると品質が下がります',
    remedy: 'メディア用ポートをUDPで開放するよう依頼してください。',
  },
  'tcp-unchecked': { wrong: 'TCPの点検がまだ済んでいません', remedy: '1分以内に再度点検します。' },
  'tcp-blocked': {
    wrong: 'TCPが通らないため、UDPに障害が起きたときの予備経路がありません',
    remedy: 'メディア用ポートをTCPで開放するよう依頼してください。',
  },
  'paths-blocked': {
    wrong: 'UDPもTCPも通らないため、ここでは通話を聞くことができません',
    remedy: 'メディア用ポートの開放を依頼し、その間は別のコンピューターから通話してください。',
  },
  'notifications-undecided': {
    wrong: 'システム通知がまだ許可されていないため、呼出はこのページにだけ表示されます',
    remedy: 'ブラウザーが通知について尋ねたら許可してください。',
  },
  'notifications-denied': {
    wrong: 'システム通知が拒否されているため、呼出はこのページにだけ表示されます',
    remedy: 'アドレスの横のマークを押して通知を許可してください。',
  },
  'notifications-none': {
    wrong: 'このブラウザーはシステム通知を表示しません',
    remedy: 'このページを他のウィンドウより前面に置いてください。',
  },
  'awake-lost': {
    wrong: '画面が消える可能性があるか、このページが他のウィンドウの背後にあります',
    remedy: 'このページを前面に出してください。続く場合は省電力機能をオフにしてください。',
  },
  'page-stood-still': {
    wrong: 'このページが停止していました',
    remedy:
      'その間の呼出はここでは鳴りませんでした。ページを前面に置き、コンピューターがスリープしないようにしてください。',
  },
}

export const jaTryOut = {
  title: '端末の試験',
  hearYourself: '自分の声を聞く',
  tryRinger: '呼出音の試験',
  stopRinger: '呼出音を停止',
  recording: (secondsLeft: number) => `お話しください。このコンピューターだけで録音します（残り${secondsLeft}秒）`,
  playing: '相手にはこのように聞こえます。この音声がコンピューターの外に出ることはありません。',
  heard: '音声が録音されました。小さすぎる場合は、マイクに近づくか、システムで入力を上げてください。',
  nothingHeard: '何も録音されませんでした。マイクのミュートスイッチを確認するか、設定で別のマイクを選択してください。',
}
