import type { Answer, AnswerBody } from '../../server/protocol/events.ts'
import type { LineCommandName, LineCommandPayload } from '../../server/protocol/lineCommands.ts'
import type { ClockPort } from './deskPorts.ts'
import type { SignalingPort } from './ports.ts'

export type Command = <N extends LineCommandName>(
  name: N,
  payload: Omit<LineCommandPayload<N>, 'commandId'>,
) => Promise<Answer<AnswerBody<N>>>

/** A restarted server is back within a second or two; after this a person would rather know and click again. */
const GIVE_UP_MS = 8_000
const AGAIN_MS = 250

/**
 * Sends commands to lines. One that may or may not have arrived is sent again under the same identifier, which the
 * server answers as it did the first time: so a click in the second of a restart is still one click.
 */
export function createCommand(signaling: SignalingPort, clock: ClockPort): Command {
  return async (name, payload) => {
    const request = { ...payload, commandId: crypto.randomUUID() } as LineCommandPayload<typeof name>
    const startedMs = clock.nowMs()
    for (;;) {
      const answer = await signaling.request(name, request)
      const again = !answer.ok && answer.refusal.code === 'unavailable' && clock.nowMs() - startedMs < GIVE_UP_MS
      if (!again) return answer
      await new Promise<void>((resolve) => clock.after(AGAIN_MS, resolve))
    }
  }
}
