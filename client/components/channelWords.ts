import type { Channel, Desk, FloorOrChannel } from '../../server/protocol/interpretation.ts'
import type { Leg } from '../../server/protocol/lineState.ts'
import { deskOf } from '../../server/calls/desks.ts'
import { hearingOf } from '../../server/calls/hearing.ts'
import type { Sentences } from '../languages/en.ts'
import type { Call } from '../../server/protocol/lineState.ts'

/** The floor, or a channel by its language. */
export const channelName = (t: Sentences, channel: FloorOrChannel): string =>
  channel === 'floor' ? t.interpretation.floor : t.texts.languageName(channel)

export const pairName = (t: Sentences, [one, other]: readonly [Channel, Channel]): string =>
  t.interpretation.pair(channelName(t, one), channelName(t, other))

/** Where somebody's desk speaks, and whether it is live there. */
export const deskSays = (t: Sentences, { live, output }: Desk): string =>
  (live ? t.interpretation.live : t.interpretation.waiting)(channelName(t, output))

/** What somebody in the call interprets and listens to, a phrase each; nothing where they only hear the floor. */
export function interpretationOf(t: Sentences, call: Call, leg: Leg): string[] {
  const desk = deskOf(call, leg.console)
  const hearing = hearingOf(leg)
  const said: string[] = []
  if (desk !== undefined) {
    const pair = pairName(t, desk.pair)
    const isLive = desk.live && (desk.output !== 'floor' || call.consecutive !== undefined)
    said.push(
      isLive ? t.interpretation.interpretsLive(pair, channelName(t, desk.output)) : t.interpretation.interprets(pair),
    )
  }
  if (hearing !== 'floor' || (call.channels !== undefined && call.desks?.length))
    said.push(t.interpretation.hears(channelName(t, hearing)))
  return said
}
