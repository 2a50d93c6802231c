import type { InterpreterDesk } from './interpreterDesk.ts'
import type { KeysModel } from './keys.ts'
import type { Unsubscribe } from './ports.ts'

/** What the keys do at an interpreter's desk, whose hands are on the keyboard and whose eyes are on the speaker. */
export function createDeskKeys(keys: KeysModel, desk: InterpreterDesk): Unsubscribe {
  const stop = [
    keys.on('turn', () => desk.turn.peek()),
    keys.on('cough', () => {
      const cough = desk.cough.peek()
      return (
        cough &&
        (() => {
          cough(true)
          return () => cough(false)
        })
      )
    }),
    // One is live or waits, so one key is enough for both.
    keys.on('over', () => desk.takeOver.peek()?.act ?? desk.handOver.peek()),
    keys.on('keep', () => desk.keep.peek()),
    keys.on('rendering', () => desk.setTurn('interpreting')),
    keys.on('clear', () => desk.setTurn('clear')),
  ]
  return () => stop.forEach((end) => end())
}
