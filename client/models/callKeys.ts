import type { CallModel } from './call.ts'
import type { KeysModel } from './keys.ts'
import type { RecallModel } from './recall.ts'
import type { RingModel } from './ring.ts'
import type { Unsubscribe } from './ports.ts'

/** What the keys do in a call, and where one rings. */
export function createCallKeys(keys: KeysModel, call: CallModel, recall: RecallModel, rings: RingModel): Unsubscribe {
  const stop = [
    keys.on('talk', () => call.talk.peek()),
    keys.on('mute', () => call.toggleMute.peek()),
    keys.on('camera', () => call.toggleCamera.peek()),
    keys.on('recall', () => recall.stop.peek() ?? recall.start.peek()),
    keys.on('recallBack', () => recall.replaying.peek()?.back),
    keys.on('hold', () => call.hold.peek()),
    keys.on('answer', () => {
      const [first] = rings.incoming.peek()
      return first && rings.answer(first)
    }),
  ]
  return () => stop.forEach((end) => end())
}
