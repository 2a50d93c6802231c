import type { LineFactOf } from '../protocol/lineFacts.ts'
import type { Call } from '../protocol/lineState.ts'

type Recording = Call['recording']

/** A start of the server looks at the record anew: somebody may have put right what was damaged. */
export const startingAgain = ({ damage: _damage, ...before }: Recording, atMs: number): Recording => ({
  ...before,
  state: 'starting',
  sinceMs: atMs,
})

/** What a call's recording comes to when the call ends: one that is damaged stays so, the others are closed soon. */
export const atTheEnd = (recording: Recording): Recording =>
  recording.damage === undefined ? recording : { ...recording, state: 'damaged' }

type RecordingFact = LineFactOf<
  | 'recording:started'
  | 'recording:failed'
  | 'recording:damaged'
  | 'recording:checkpointed'
  | 'recording:closed'
  | 'recording:deleted'
>

export function evolveRecording({ recording, phase }: Call, fact: RecordingFact, atMs: number): Recording {
  switch (fact.type) {
    case 'recording:started':
      return { state: 'on', sinceMs: atMs, keyNumber: fact.keyNumber }
    case 'recording:failed':
      return { ...recording, state: 'failed', sinceMs: atMs, cause: fact.cause }
    case 'recording:damaged': {
      const { fault } = fact
      const state = phase === 'ended' ? 'damaged' : 'failed'
      return { ...recording, state, sinceMs: atMs, cause: fault.message, damage: { atMs, fault } }
    }
    case 'recording:closed':
      return { ...recording, state: 'closed', sinceMs: atMs }
    case 'recording:deleted':
      return { ...recording, deletedAtMs: atMs }
    case 'recording:checkpointed':
      return recording
  }
}
