import type { ConsolePerson } from '../protocol/actor.ts'
import type { ConsoleId } from '../protocol/identifiers.ts'
import type { Carrier } from './carrier.ts'
import type { LineTracks } from './lineTracks.ts'
import { settleListenings, type Hearing } from './listenings.ts'
import type { MediaCall } from './ports.ts'
import type { Tapping } from './tapping.ts'

export interface Followers extends Hearing {
  readonly tracks: LineTracks
  readonly tapping: Tapping
}

/**
 * Brings tracks, taps and listenings of one line to what its call wants. What is to be heard no more has ended, or is held
 * back, before anything else is sent to anybody.
 */
export async function followCall(
  { tracks, tapping, ...hearing }: Followers,
  call: MediaCall | undefined,
  carriers: readonly Carrier[],
): Promise<void> {
  const whoAt = (console: ConsoleId): ConsolePerson | undefined =>
    carriers.find(({ who }) => who.console === console)?.who
  tracks.endUnwanted(call, whoAt)
  const fellSilent = await tracks.silence(call)
  await tracks.holdWaiting(call)
  for (const { start } of fellSilent) tellMuted(hearing, start.trackId, carriers)
  const untapped = tracks.all.filter((track) => track.open !== undefined && track.tap === undefined)
  await Promise.all([
    ...carriers.map(async (one) => await settleListenings(hearing, one, call, tracks.all)),
    ...untapped.map(async (track) => await tapping.tapLate(track)),
  ])
}

/** Tells everybody who is sent a track whether anything comes of it. */
export function tellMuted(
  { notify, line }: Pick<Hearing, 'notify' | 'line'>,
  trackId: string,
  carriers: readonly Carrier[],
): void {
  for (const one of carriers) one.listenings.get(trackId)?.tellMuted(notify, one.who.console, line, one)
}
