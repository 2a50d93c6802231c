import type { types } from 'mediasoup'
import { isInCaucus } from '../calls/caucus.ts'
import type { ConsolePerson } from '../protocol/actor.ts'
import type { RequestPayload } from '../protocol/events.ts'
import type { ConsoleId, LineId } from '../protocol/identifiers.ts'
import type { SentKind } from '../protocol/words.ts'
import { deskOf } from '../calls/desks.ts'
import { isOnChannel } from '../calls/hearing.ts'
import type { OffAir } from '../calls/hush.ts'
import type { Carrier } from './carrier.ts'
import { requireInCall } from './inCall.ts'
import type { MediaCall, MediaLog, MediaPermissions, MediaReports, MediaState, TrackStart } from './ports.ts'
import { refusals } from './refusals.ts'
import type { Speakers } from './speakers.ts'
import type { Tapping } from './tapping.ts'
import { KEY_FRAME_EVERY_MS, Track } from './track.ts'
import { Turns } from './turns.ts'

export interface LineTracksOptions {
  readonly line: LineId
  readonly state: MediaState
  readonly permissions: MediaPermissions
  readonly reports: MediaReports
  readonly nowMs: () => number
  readonly tapping: Tapping
  readonly log: MediaLog
  readonly speakers: Speakers
}

/**
 * So many tracks may one person open in one call. Each stays in the call's facts and in its record for ever; a path that
 * is lost and comes back three hundred times makes fewer.
 */
const MOST_TRACKS = 1_000
/** A track that was ended because it flooded counts as so many. */
const FLOOD_COUNTS = 250

export type TrackEnd = 'stopped' | 'console-lost' | 'media-lost'

/** The tracks that are on the air on one line: opened, muted and ended here, and everybody outside told of it. */
export class LineTracks {
  readonly #options: LineTracksOptions
  readonly #tracks = new Map<string, Track>()
  /** How many tracks each person has opened, by call and person. There is one call at a time. */
  #opened: { readonly callId: string; readonly byPerson: Map<string, number> } | undefined
  /** One microphone, one camera, one screen and one interpretation of a channel per console: each is opened after the one before is done. */
  readonly #opening = new Turns()

  constructor(options: LineTracksOptions) {
    this.#options = options
  }

  get all(): readonly Track[] {
    return [...this.#tracks.values()]
  }

  async open(who: ConsolePerson, warmLine: Carrier, payload: RequestPayload<'track:open'>): Promise<Track> {
    const turn = `${who.console} ${payload.kind} ${payload.channel ?? ''}`
    return await this.#opening.take(turn, async () => await this.#open(who, warmLine, payload))
  }

  /** @returns whether that was a change. */
  async setMuted(who: ConsolePerson, trackId: string, muted: boolean): Promise<boolean> {
    const track = this.#trackOf(who.console, trackId)
    if (!muted && !this.#maySend(who, track.start.kind)) throw refusals.mayNotSend()
    if (!muted) this.#requireFloor(track.start)
    if (track.muted === muted) return false
    const { reports, nowMs } = this.#options
    await track.setMuted(muted, nowMs())
    if (track.open && muted) reports.trackMuted(track.open)
    else if (track.open) reports.trackUnmuted(track.open)
    return true
  }

  /** Of one that has ended nothing is left to do: the server ends tracks before their console knows, on hold and at the end. */
  close(console: ConsoleId, trackId: string): void {
    if (this.#tracks.has(trackId)) this.#end(this.#trackOf(console, trackId), 'stopped')
  }

  endOf(console: ConsoleId, reason: TrackEnd): void {
    for (const track of this.all) if (track.start.console === console) this.#end(track, reason)
  }

  /** Ends the tracks whose console is no longer in the call, or whose person may not send them any more. */
  endUnwanted(call: MediaCall | undefined, whoAt: (console: ConsoleId) => ConsolePerson | undefined): void {
    for (const track of this.all) {
      const who = whoAt(track.start.console)
      if (who === undefined || !this.#mayStay(track, who, call)) this.#end(track, 'stopped')
    }
  }

  /**
   * Takes off the air what a caucus or somebody of its own party has taken off it, each once for each time that this was
   * done.
   *
   * @returns the tracks of which nothing comes from now on.
   */
  async silence(call: MediaCall | undefined): Promise<readonly Track[]> {
    const { reports, nowMs } = this.#options
    const due = this.all.filter((track) => {
      const atMs = silencedAtMs(call, track.start)
      if (atMs <= track.silencedAtMs) return false
      track.silencedAtMs = atMs
      return !track.muted
    })
    await Promise.all(due.map(async (track) => await track.setMuted(true, nowMs())))
    // Race: the fact that the track was started unmuted may still be under way, and would be the last word.
    for (const track of due) if (track.open) reports.trackMuted(track.open)
    return due
  }

  /**
   * Lets what is said into a channel pass where its desk is live, and nowhere else, and onto the floor where no desk speaks
   * into a channel. One comes and the other goes at once.
   */
  async holdWaiting(call: MediaCall | undefined): Promise<void> {
    const { nowMs, log } = this.#options
    const ofDesks = this.all.filter(({ start: { kind } }) => kind === 'interpretation' || kind === 'microphone')
    await Promise.all(
      ofDesks.map(async (track) => {
        try {
          await track.setHeld(isHeld(track.start, call), nowMs())
        } catch (error) {
          // Closed on the way is no fault.
          if (!track.closed)
            log.warn({ track: track.start.trackId, err: error }, 'interpretation does not follow its desk')
        }
      }),
    )
  }

  async #open(who: ConsolePerson, warmLine: Carrier, payload: RequestPayload<'track:open'>): Promise<Track> {
    const { line, state, reports, tapping, speakers } = this.#options
    const { callId, kind, channel } = payload
    const { console, person } = who
    // Race: the warm line may have been lost while another track of this kind had its turn.
    if (warmLine.closed) throw refusals.staleWarmLine()
    requireInCall(state, line, console, callId)
    const openedAfterMs = silencedAtMs(state.callOf(line), { console, kind })
    const muted = payload.muted || staysMuted(state.callOf(line), { console, kind })
    const mediaKind = mediaKindOf(payload)
    const about = { line, callId, console, person, kind, ...(channel !== undefined && { channel }), muted }
    if (!hasDesk(about, state.callOf(line))) throw refusals.noDesk()
    this.#requireCaucus(console, kind)
    this.#count(callId, person)
    // A console that did not hear the answer asks again: it has one microphone, one camera and one screen.
    for (const track of this.all) {
      if (isSame(track.start, about)) this.#end(track, 'stopped')
    }
    const unusable = (cause: unknown): never => {
      throw warmLine.closed ? refusals.staleWarmLine() : refusals.unusable(cause)
    }
    const producer = await warmLine.send
      .produce({
        kind: mediaKind,
        rtpParameters: payload.rtpParameters,
        paused: muted || isHeld(about, state.callOf(line)),
        keyFrameRequestDelay: KEY_FRAME_EVERY_MS,
      })
      .catch(unusable)
    const start = { ...about, trackId: producer.id }
    const isWaiting = producer.paused && isHeld(about, state.callOf(line))
    const track = new Track(start, producer, () => this.#flooded(track), isWaiting)
    track.silencedAtMs = openedAfterMs
    try {
      // The recorder has it before anybody is offered it: nothing is heard that is not recorded too.
      await tapping.tap(track).catch(unusable)
      if (kind === 'microphone') await speakers.add(track)
      // Nothing of it comes before the floor hears its person no more.
      if (kind === 'caucus') await this.silence(state.callOf(line))
      // Race: while this was made, the console may have left or lost its warm line; nothing would close the track then.
      if (warmLine.closed) throw refusals.staleWarmLine()
      requireInCall(state, line, console, callId)
      if (!hasDesk(about, state.callOf(line))) throw refusals.noDesk()
      this.#requireCaucus(console, kind)
      if (!this.#maySend(who, kind)) throw refusals.mayNotSend()
      // Race: it may have flooded already.
      if (track.closed) throw refusals.flood()
    } catch (error) {
      track.close()
      throw error
    }
    this.#tracks.set(producer.id, track)
    if (track.open) reports.trackStarted(track.open)
    return track
  }

  /** It ends, and counts as many: nobody fills the disk by opening another each time. */
  #flooded(track: Track): void {
    if (track.closed) return
    const { callId, person, trackId } = track.start
    this.#options.log.warn({ person, callId, track: trackId }, 'track sends more than such a track can, and is ended')
    this.#end(track, 'stopped')
    // Race: it floods before it is among the tracks.
    track.close()
    this.#add(callId, person, FLOOD_COUNTS)
  }

  /** @throws {RefusedError} when there would be too many. */
  #count(callId: string, person: string): void {
    if (this.#add(callId, person, 1) > MOST_TRACKS) throw refusals.tooManyTracks()
  }

  /** @returns how many tracks this person has opened in this call. */
  #add(callId: string, person: string, tracks: number): number {
    const { byPerson } = (this.#opened =
      this.#opened?.callId === callId ? this.#opened : { callId, byPerson: new Map<string, number>() })
    const count = (byPerson.get(person) ?? 0) + tracks
    byPerson.set(person, count)
    return count
  }

  /** @throws {RefusedError} where somebody would speak in a caucus in which they are not. */
  #requireCaucus(console: ConsoleId, kind: SentKind): void {
    const insiders = this.#options.state.callOf(this.#options.line)?.caucus
    if (kind === 'caucus' && !isInCaucus(insiders, console)) throw refusals.notInCaucus()
  }

  /** @throws {RefusedError} where somebody would be on the air of all out of a caucus. */
  #requireFloor({ console, kind }: TrackStart): void {
    const insiders = this.#options.state.callOf(this.#options.line)?.caucus
    if (kind !== 'caucus' && isInCaucus(insiders, console)) throw refusals.inCaucus()
  }

  #maySend(who: ConsolePerson, kind: SentKind): boolean {
    return this.#options.permissions.mayOpenTrack(who, this.#options.line, kind)
  }

  /** Is its console in the call, and may its person send it still? Roles are changed while calls go on. */
  #mayStay({ start }: Track, who: ConsolePerson, call: MediaCall | undefined): boolean {
    const { callId, console, kind } = start
    const isIn = call?.callId === callId && call.consoles.includes(console)
    const confers = kind !== 'caucus' || isInCaucus(call?.caucus, console)
    return isIn && confers && this.#maySend(who, kind) && hasDesk(start, call)
  }

  #trackOf(console: ConsoleId, trackId: string): Track {
    const track = this.#tracks.get(trackId)
    if (track === undefined || track.start.console !== console) throw refusals.unknownTrack()
    return track
  }

  #end(track: Track, reason: TrackEnd): void {
    if (!this.#tracks.delete(track.start.trackId)) return
    track.close()
    if (track.open) this.#options.reports.trackEnded(track.open, reason)
  }
}

type Sent = Pick<TrackStart, 'console' | 'kind'>

const offAir = (call: MediaCall | undefined, { console, kind }: Sent): readonly OffAir[] =>
  call?.silenced?.filter((one) => one.console === console && one.kind === kind) ?? []

/** When it was taken off the air last, as long as its person has not unmuted it. */
const silencedAtMs = (call: MediaCall | undefined, sent: Sent): number =>
  Math.max(Number.NEGATIVE_INFINITY, ...offAir(call, sent).map(({ atMs }) => atMs))

/** Is nothing of it on the air by its being opened? It is then its person's to unmute. */
const staysMuted = (call: MediaCall | undefined, sent: Sent): boolean => offAir(call, sent).some(({ stays }) => stays)

type About = Omit<TrackStart, 'trackId'>

const isSame = (one: About, other: About): boolean =>
  one.console === other.console && one.kind === other.kind && one.channel === other.channel

/** Into a channel speaks who has a desk for it; everything else needs none. */
function hasDesk({ console, kind, channel }: About, call: MediaCall | undefined): boolean {
  if (kind !== 'interpretation') return true
  const desk = call?.desks?.find((one) => one.console === console)
  return desk !== undefined && channel !== undefined && desk.pair.includes(channel)
}

/**
 * Does it wait for its desk to be live on its channel, or to come back to the floor? What nobody hears now, nobody is to hear
 * again either.
 */
function isHeld(start: About, call: MediaCall | undefined): boolean {
  const desks = [...(call?.desks ?? [])]
  if (start.kind === 'interpretation') return !isOnChannel({ desks }, start)
  return start.kind === 'microphone' && (deskOf({ desks }, start.console)?.output ?? 'floor') !== 'floor'
}

/** @throws {RefusedError} for sound as a picture: mediasoup itself would take it, and offer what no browser can show. */
function mediaKindOf({ kind, channel, rtpParameters }: RequestPayload<'track:open'>): types.MediaKind {
  if ((kind === 'interpretation') !== (channel !== undefined)) throw refusals.unusable('a channel of another kind')
  const mediaKind = kind === 'camera' || kind === 'screen' ? 'video' : 'audio'
  if (rtpParameters.codecs.every(({ mimeType }) => mimeType.startsWith(`${mediaKind}/`))) return mediaKind
  throw refusals.unusable(`a ${kind} of another kind`)
}
