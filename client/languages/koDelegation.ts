import type { Delegation } from '../../server/calls/delegation.ts'

const short: Record<Delegation, string> = {
  'floor:give': '발언권 부여',
  'floor:release': '발언권 회수',
  'mute:ask': '음소거 요청',
  'leg:mute': '음소거',
}

/** What people do about each other's microphones. */
export const koDelegation = {
  actions: (name: string) => `${name}님에 대한 조치`,
  short,
  /** What a button that says `short` is called, beside whose name it stands. */
  long: (what: Delegation, name: string): string =>
    ({
      'floor:give': `${name}님에게 발언권 부여`,
      'floor:release': `${name}님의 발언권 회수`,
      'mute:ask': `${name}님에게 음소거 요청`,
      'leg:mute': `${name}님 음소거`,
    })[what],
  hasFloor: '발언권 있음',
  inCaucus: (time: string) => `${time}부터 내부 협의 중`,
  floorGiven: (name: string) => `${name}님이 발언권을 부여했습니다. 음소거를 해제해야 다른 사람에게 들립니다.`,
  youHaveFloor: '발언권이 있습니다. 음소거해도 유지됩니다.',
  giveUp: '발언권 반납',
  unmute: '음소거 해제 후 발언',
  asked: (name: string, party: string) => `${name}님(${party})이 음소거를 요청합니다.`,
  muteNow: '지금 음소거',
  stay: '계속 발언',
  mutedBy: (name: string) => `우리 당사국의 ${name}님이 음소거했습니다.`,
  stillMuted: '다른 단말에서 음소거 상태였으므로 여기서도 음소거 상태입니다. 다른 사람에게 들리지 않습니다.',
  /** The key is absent where its person has taken it away. */
  muted: (key: string | undefined) =>
    key === undefined
      ? '음소거 상태입니다. 발언하려면 음소거를 해제하십시오.'
      : `음소거 상태입니다. 발언하려면 ${key} 키를 누르십시오.`,
}
