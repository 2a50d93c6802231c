import type { CallModel } from './call.ts'
import type { KeysModel } from './keys.ts'
import type { RecallModel } from './recall.ts'
import type { LayoutModel } from './layout.ts'
import type { RingModel } from './ring.ts'
import { LAYOUTS } from './stage.ts'
import type { Unsubscribe } from './ports.ts'

/** What the keys do in a call, and where one rings. */
export function createCallKeys(
  keys: KeysModel,
  call: CallModel,
  recall: RecallModel,
  rings: RingModel,
  layout: LayoutModel,
): Unsubscribe {
  const stop = [
    keys.on('talk', () => call.talk.peek()),
    keys.on('mute', () => call.toggleMute.peek()),
    keys.on('camera', () => call.toggleCamera.peek()),
    keys.on('recall', () => recall.stop.peek() ?? recall.start.peek()),
    keys.on('recallBack', () => recall.replaying.peek()?.back),
    keys.on('hold', () => call.hold.peek()),
    keys.on('layout', () => {
      const next = LAYOUTS[(LAYOUTS.indexOf(layout.layout.peek()) + 1) % LAYOUTS.length]
      return call.own.peek() && next && (() => layout.choose(next))
    }),
    keys.on('pin', () => layout.pinNext.peek()),
    keys.on('self', () => call.own.peek() && (() => layout.setSelfView(!layout.selfView.peek()))),
    keys.on('answer', () => {
      const [first] = rings.incoming.peek()
      return first && rings.answer(first)
    }),
  ]
  return () => stop.forEach((end) => end())
}
