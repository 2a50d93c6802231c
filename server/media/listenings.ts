import { sharesCaucus } from '../calls/caucus.ts'
import type { LineId } from '../protocol/identifiers.ts'
import type { Carrier } from './carrier.ts'
import { Listening } from './listening.ts'
import type { MediaCall, MediaLog, Notify } from './ports.ts'
import type { Track } from './track.ts'

export interface Hearing {
  readonly line: LineId
  readonly notify: Notify
  readonly log: MediaLog
}

/**
 * Brings what one console is sent to what the fold wants. In the call it is sent what it hears of everybody else; where the
 * call rings at it, the same is made ready and held, so that who answers has the picture waiting. What it does not hear now
 * is made ready and held as well: to listen to another channel, or to its next interpreter, waits for no browser.
 */
export async function settleListenings(
  { line, notify, log }: Hearing,
  warmLine: Carrier,
  call: MediaCall | undefined,
  tracks: readonly Track[],
): Promise<void> {
  const { console } = warmLine.who
  const isIn = call?.consoles.includes(console) === true
  const isRung = call?.rung.includes(console) === true
  const wanted = isIn || isRung ? tracks.filter((track) => isFor(track, console, call)) : []
  for (const trackId of warmLine.unreceivable) {
    if (!wanted.some((track) => track.start.trackId === trackId)) warmLine.unreceivable.delete(trackId)
  }
  for (const [trackId, listening] of warmLine.listenings) {
    if (wanted.includes(listening.track)) continue
    warmLine.listenings.delete(trackId)
    listening.close()
    notify(console, 'consumer:closed', { line, warmLine: warmLine.id, consumer: listening.consumer.id, trackId })
  }
  if (warmLine.capabilities === undefined) return
  await Promise.all(
    wanted.map(async (track) => {
      if (warmLine.unreceivable.has(track.start.trackId)) return
      try {
        const known = warmLine.listenings.get(track.start.trackId)
        const listening = known ?? (await listen(line, notify, warmLine, track))
        const isHeard = call?.heardAs?.(console, track.start) !== 'none'
        await listening?.flow(isIn && isHeard && listening.ready)
      } catch (error) {
        // Closed on the way is no fault: whoever closed it has asked for another run.
        if (warmLine.closed || track.closed) return
        // mediasoup's own word, for parameters that do not fit: they will not fit at the next change either.
        if (error instanceof Error && ['UnsupportedError', 'TypeError'].includes(error.name)) {
          warmLine.unreceivable.add(track.start.trackId)
        }
        log.warn({ line, console, track: track.start.trackId, err: error }, 'track cannot be sent to a console')
      }
    }),
  )
}

/** Everybody hears everybody else; who speaks in a caucus is sent to nobody but those who are in it with them. */
const isFor = ({ start }: Track, console: string, call: MediaCall | undefined): boolean =>
  start.kind === 'caucus' ? sharesCaucus(call?.caucus, console, start.console) : start.console !== console

async function listen(line: LineId, notify: Notify, warmLine: Carrier, track: Track): Promise<Listening | undefined> {
  const listening = await Listening.create(warmLine, track)
  // Race: either end may have been closed while the worker made it.
  if (warmLine.closed || track.closed) {
    listening.close()
    return undefined
  }
  warmLine.listenings.set(track.start.trackId, listening)
  notify(warmLine.who.console, 'consumer:opened', listening.offer(line, warmLine))
  return listening
}
