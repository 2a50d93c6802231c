import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import { z } from 'zod'
import type { CallModel } from './call.ts'
import { createCalmSpeaker } from './calmSpeaker.ts'
import type { AttentionPort, ClockPort, StoragePort } from './deskPorts.ts'
import type { Places } from './places.ts'
import { placesOf, type GridPlace } from './gridPlaces.ts'
import type { MediaPort } from './ports.ts'
import { leavingOf, seatsOf, type Seat } from './seats.ts'
import type { ServerClock } from './serverClock.ts'
import { LAYOUTS, sizesOf, stageOf, type Layout, type Stage, type Tile } from './stage.ts'

const NAME = 'ringdown.layout/'
const layoutSchema = z.enum(LAYOUTS)
const keptSchema = z.object({
  /** The newest choice, with which the next call begins. */
  layout: layoutSchema,
  selfView: z.boolean(),
  /** What was chosen in which call, the newest first: one that was put aside is as it was when it comes back. */
  inCalls: z.array(z.tuple([z.string(), layoutSchema])).default([]),
})
const AT_FIRST: z.infer<typeof keptSchema> = { layout: 'grid', selfView: true, inCalls: [] }
/** A person is in one call and has a few on hold; older ones are over. */
const KEPT_CALLS = 16

/** How this person sees the others in a call. */
export interface LayoutModel {
  readonly layout: ReadonlySignal<Layout>
  readonly choose: (layout: Layout) => void
  readonly seats: ReadonlySignal<readonly Seat[]>
  readonly stage: ReadonlySignal<Stage>
  /** Everybody of the stage's strip in the place that they have; one that is free for now is undefined. */
  readonly placed: ReadonlySignal<readonly (Tile | undefined)[]>
  readonly isPinned: (tile: string) => boolean
  /** Pins a tile, or lets it go; it is pinned for as long as it is there. */
  readonly pin: (tile: string) => void
  /** Pins the next person alone, in the order of their places, and after the last one nobody; undefined without others. */
  readonly pinNext: ReadonlySignal<(() => void) | undefined>
  readonly selfView: ReadonlySignal<boolean>
  readonly setSelfView: (shown: boolean) => void
  /** Whether a tile is in view: one that is scrolled out is not sent. */
  readonly see: (tile: string, seen: boolean) => void
  /** A tile fills a screen, or has a window of its own, also while the page is hidden. */
  readonly enlarge: (tile: string, enlarged: boolean) => void
  readonly close: () => void
}

interface Around {
  readonly media: MediaPort
  readonly clock: ClockPort
  readonly storage: StoragePort
  readonly attention: AttentionPort
  readonly serverClock: ServerClock
  readonly call: CallModel
  readonly places: Places
  readonly person: ReadonlySignal<string | undefined>
}

export function createLayout({
  media,
  clock,
  storage,
  attention,
  serverClock,
  call,
  places,
  person,
}: Around): LayoutModel {
  const changes = signal(0)
  const kept = computed(() => {
    void changes.value
    const found = keptSchema.safeParse(person.value === undefined ? undefined : storage.read(NAME + person.value))
    return found.success ? found.data : AT_FIRST
  })
  const keep = (change: Partial<z.infer<typeof keptSchema>>): void => {
    const own = person.peek()
    if (own === undefined) return
    storage.write(NAME + own, { ...kept.peek(), ...change })
    changes.value += 1
  }
  const callId = computed(() => call.own.value?.call.callId)
  const layout = computed(() => {
    const inCall = kept.value.inCalls.find(([known]) => known === callId.value)
    return inCall?.[1] ?? kept.value.layout
  })
  const pinned = signal<ReadonlySet<string>>(new Set())
  const unseen = signal<ReadonlySet<string>>(new Set())
  const enlarged = signal<ReadonlySet<string>>(new Set())
  const hidden = signal(!attention.visible())
  /** As one text, so that the places are not made anew with each tick of the clock. */
  const leaving = computed(() => (call.own.value ? leavingOf(call.own.value, serverClock.nowMs.value).join(' ') : ''))
  const seats = computed(() => {
    const own = call.own.value
    if (own === undefined) return []
    return seatsOf(own, call.remotes.value, call.speakers.value, call.quality.value, leaving.value.split(' '))
  })
  const others = computed(() => seats.value.map(({ leg }) => leg.console))
  const calm = createCalmSpeaker(call.speakers, others, clock)
  const stage = computed(() =>
    stageOf(seats.value, { layout: layout.value, pinned: pinned.value, speaker: calm.speaker.value }),
  )
  let seated: { readonly in: string | undefined; readonly places: readonly GridPlace[] } = { in: undefined, places: [] }
  const placed = computed(() => {
    const { large, strip } = stage.value
    const tiles = new Map(strip.map((tile) => [tile.key, tile]))
    const before = seated.in === callId.value ? seated.places : []
    seated = { in: callId.value, places: placesOf(before, [...tiles.keys()], large.length > 0) }
    return seated.places.map((key) => (key === undefined ? undefined : tiles.get(key)))
  })
  /** No picture is shown: the person wants none, or looks at something else. */
  const nothing = computed(() => layout.value === 'audio' || hidden.value || places.place.value.at !== 'console')
  const sizes = computed(() => sizesOf(stage.value, nothing.value, unseen.value, enlarged.value))
  /** As one text, so that what is shown as before is not asked for again. */
  const shown = computed(() => JSON.stringify([nothing.value, ...sizes.value]))
  const stop = [
    attention.onChange(() => (hidden.value = !attention.visible())),
    effect(() => {
      void shown.value
      const now = sizes.peek()
      // What has no tile yet, or is muted, is ready when it has one.
      const otherwise = nothing.peek() ? 'none' : 'full'
      media.show((trackId) => {
        const size = now.get(trackId) ?? otherwise
        return size === 'none' ? undefined : size
      })
    }),
    // A place comes of the one before, also where nobody looks at the moment.
    effect(() => void placed.value),
    // Who has gone is pinned no more when they come again.
    effect(() => {
      const there = new Set(others.value)
      const stay = [...pinned.peek()].filter((tile) => there.has(tile.split(' ')[1] ?? ''))
      if (stay.length < pinned.peek().size) pinned.value = new Set(stay)
    }),
    calm.close,
  ]
  const put = (set: typeof pinned, tile: string, isIn: boolean): void => {
    if (set.peek().has(tile) === isIn) return
    const others = [...set.peek()].filter((other) => other !== tile)
    set.value = new Set(isIn ? [...others, tile] : others)
  }
  return {
    layout,
    choose(next) {
      const { inCalls } = kept.peek()
      const now = callId.peek()
      const others = inCalls.filter(([known]) => known !== now)
      const inCall: typeof inCalls = now === undefined ? [] : [[now, next]]
      keep({ layout: next, inCalls: [...inCall, ...others].slice(0, KEPT_CALLS) })
    },
    seats,
    stage,
    placed,
    isPinned: (tile) => pinned.value.has(tile),
    pin: (tile) => put(pinned, tile, !pinned.peek().has(tile)),
    pinNext: computed(() => {
      const tiles = placed.value.flatMap((tile) => (tile ? [tile.key] : []))
      if (tiles.length === 0 || layout.value === 'audio') return undefined
      const [at, ...more] = tiles.flatMap((key, n) => (pinned.value.has(key) ? [n] : []))
      const next = more.length > 0 ? undefined : tiles[(at ?? -1) + 1]
      return () => void (pinned.value = new Set(next === undefined ? [] : [next]))
    }),
    selfView: computed(() => kept.value.selfView),
    setSelfView: (selfView) => keep({ selfView }),
    see: (tile, seen) => put(unseen, tile, !seen),
    enlarge: (tile, isEnlarged) => put(enlarged, tile, isEnlarged),
    close: () => stop.forEach((end) => end()),
  }
}
