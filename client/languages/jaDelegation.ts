import type { Delegation } from '../../server/calls/delegation.ts'

const short: Record<Delegation, string> = {
  'floor:give': '発言を許可',
  'floor:release': '発言許可の取消し',
  'mute:ask': 'ミュート依頼',
  'leg:mute': 'ミュート',
}

/** What people do about each other's microphones. */
export const jaDelegation = {
  actions: (name: string) => `${name}さんへの操作`,
  short,
  /** What a button that says `short` is called, beside whose name it stands. */
  long: (what: Delegation, name: string): string =>
    ({
      'floor:give': `${name}さんに発言を許可`,
      'floor:release': `${name}さんの発言許可を取消し`,
      'mute:ask': `${name}さんにミュートを依頼`,
      'leg:mute': `${name}さんをミュート`,
    })[what],
  hasFloor: '発言を許可済み',
  inCaucus: (time: string) => `${time}から内部協議中`,
  floorGiven: (name: string) => `${name}さんが発言を許可しました。ミュートを解除するまで声は届きません。`,
  youHaveFloor: '発言を許可されています。ミュートしても許可は続きます。',
  giveUp: '発言を終える',
  unmute: 'ミュートを解除して発言',
  asked: (name: string, party: string) => `${name}さん（${party}）がミュートを依頼しています。`,
  muteNow: '今すぐミュート',
  stay: '発言を続ける',
  mutedBy: (name: string) => `自国の${name}さんがミュートしました。`,
  stillMuted: '別の端末でミュート中だったため、ここでもミュート中です。声は届きません。',
  /** The key is absent where its person has taken it away. */
  muted: (key: string | undefined) =>
    key === undefined
      ? 'ミュート中です。発言するにはミュートを解除してください。'
      : `ミュート中です。発言するには${key}キーを押してください。`,
}
