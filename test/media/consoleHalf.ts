import type { ConsolePerson } from '../../server/protocol/actor.ts'
import { RefusedError } from '../../server/protocol/refusal.ts'
import { microphoneParameters } from './rtpPackets.ts'
import type { Stage } from './stage.ts'

/** A console's half of the protocol, without a browser: enough to have warm lines, tracks and offers. */

export const line = 'leaders'

/** Its warm line is up. */
export async function connect(stage: Stage, who: ConsolePerson) {
  const { handlers } = stage.media
  const opened = await handlers['warm-line:open'](who, { line })
  const { warmLine, rtpCapabilities } = opened
  await handlers['warm-line:ready'](who, { line, warmLine, rtpCapabilities })
  return opened
}

/** The same for a console at which it rang, and which has answered. */
export async function connectInCall(stage: Stage, who: ConsolePerson) {
  const call = stage.calls.get(line)
  if (call === undefined) throw new Error('There is a call.')
  stage.calls.set(line, { ...call, consoles: [...call.consoles, who.console], rung: [] })
  return await connect(stage, who)
}

export const openTrack = async (
  stage: Stage,
  who: ConsolePerson,
  warmLine: string,
  callId: string,
  ssrc: number,
  muted = false,
) =>
  await stage.media.handlers['track:open'](who, {
    line,
    callId,
    warmLine,
    kind: 'microphone',
    muted,
    rtpParameters: microphoneParameters(ssrc),
  })

export const refusalOf = async (doing: Promise<unknown>): Promise<string> => {
  try {
    await doing
  } catch (error) {
    if (error instanceof RefusedError) return error.refusal.code
    throw error
  }
  return 'not refused'
}

export const heardBy = (stage: Stage, who: ConsolePerson, name: string) =>
  stage.told.filter((one) => one.to === who.console && one.name === name)

/** The consumer that was offered as the first, or as another one. */
export function offered(stage: Stage, who: ConsolePerson, at = 0): string {
  const notice = heardBy(stage, who, 'consumer:opened')[at]?.notice
  if (notice === undefined || !('consumer' in notice) || typeof notice.consumer !== 'string')
    throw new Error('No offer.')
  return notice.consumer
}
