import type { ConsolePerson } from '../../../server/protocol/actor.ts'
import type { Layout } from '../../../client/models/stage.ts'
import { at, JP_WATCH, KR_INTERPRETER, KR_WATCH, US_ADVISER, US_WATCH, type LineScript } from '../../client/fakeLine.ts'
import { settled } from '../../client/fakeClock.ts'
import type { SoftphoneInTest } from '../../client/softphoneInTest.ts'
import { remote } from './pictures.ts'

const FEW = [KR_INTERPRETER, JP_WATCH, US_ADVISER]
const MANY = [
  ...FEW,
  KR_WATCH,
  US_WATCH,
  at(21, 'jp-adviser', 'Kobayashi Tomoko', 'adviser'),
  at(22, 'jp-interpreter', 'Nakamura Sora', 'interpreter'),
  at(23, 'us-interpreter', 'Alexandra Featherstonehaugh-Montgomery', 'interpreter'),
  at(24, 'kr-adviser', 'Lim Ha-eun', 'adviser'),
]

/** Calls with many people, in each of the layouts. */
export function layoutStates(
  up: (test: SoftphoneInTest) => Promise<LineScript>,
  tell: (test: SoftphoneInTest, ...entries: ReturnType<LineScript['entry']>[]) => void,
) {
  const crowd = async (test: SoftphoneInTest, more: readonly ConsolePerson[], layout: Layout): Promise<void> => {
    const script = await up(test)
    for (const [place, who] of more.entries()) {
      tell(test, script.joined(who), script.track(who, 'microphone', place % 2 === 1))
      // One of four has no camera.
      if (place % 4 !== 3) tell(test, script.track(who, 'camera'))
    }
    const pictures = more
      .filter((_who, place) => place % 4 !== 3)
      .map((who, place) => remote(who, 'camera', place * 40))
    test.media.setRemotes([...test.media.remoteTracks, ...pictures])
    test.phone.layout.choose(layout)
    await settled()
  }
  return {
    'call-six': async (test: SoftphoneInTest) => await crowd(test, FEW, 'grid'),
    'call-twelve': async (test: SoftphoneInTest) => await crowd(test, MANY, 'grid'),
    'call-speaker': async (test: SoftphoneInTest) => await crowd(test, FEW, 'speaker'),
    'call-audio': async (test: SoftphoneInTest) => await crowd(test, FEW, 'audio'),
    keys: async (test: SoftphoneInTest) => {
      await up(test)
      test.phone.keys.openSheet()
      test.phone.keys.choose('camera')
      test.keyboard.down('KeyM')
      await settled()
    },
  }
}
