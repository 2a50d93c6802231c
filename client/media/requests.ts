import type { AnswerBody, RequestName, RequestPayload } from '../../server/protocol/events.ts'
import { RefusedError } from '../../server/protocol/refusal.ts'
import type { SignalingPort } from '../models/ports.ts'

/** A request whose refusal is thrown, for code that can do nothing about it but give up or try again. */
export async function ask<N extends RequestName>(
  signaling: SignalingPort,
  name: N,
  payload: RequestPayload<N>,
): Promise<AnswerBody<N>> {
  const answer = await signaling.request(name, payload)
  if (!answer.ok) throw new RefusedError(answer.refusal)
  return answer.body
}

/** mediasoup-client asks by events with two callbacks: hands it what comes of a promise. */
export async function hand<T>(
  making: Promise<T>,
  done: (value: T) => void,
  failed: (error: Error) => void,
): Promise<void> {
  try {
    done(await making)
  } catch (error) {
    failed(error instanceof Error ? error : new Error(String(error)))
  }
}
