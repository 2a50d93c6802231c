import type { PictureSize } from '../../server/protocol/media.ts'
import type { Seat } from './seats.ts'

export const LAYOUTS = ['grid', 'speaker', 'audio'] as const
export type Layout = (typeof LAYOUTS)[number]

/** One picture that can be shown, pinned or enlarged: somebody's camera or their screen. */
export interface Tile {
  readonly key: string
  readonly seat: Seat
  readonly kind: 'camera' | 'screen'
}

/** What is shown large and what in the strip below it. Without anything large, the strip is the grid. */
export interface Stage {
  readonly large: readonly Tile[]
  /** Everybody, also who is large, so that nobody moves when another one is. */
  readonly strip: readonly Tile[]
}

const cameraKey = (console: string): string => `camera ${console}`
const screenKey = (console: string): string => `screen ${console}`

/** What the person has asked to see, at this moment. */
export interface Asked {
  readonly layout: Layout
  readonly pinned: ReadonlySet<string>
  readonly speaker: string | undefined
}

export function stageOf(seats: readonly Seat[], { layout, pinned, speaker }: Asked): Stage {
  const strip = seats.map((seat): Tile => ({ key: cameraKey(seat.leg.console), seat, kind: 'camera' }))
  if (layout === 'audio') return { large: [], strip }
  const screens = seats.flatMap((seat): Tile[] =>
    seat.screen === undefined ? [] : [{ key: screenKey(seat.leg.console), seat, kind: 'screen' }],
  )
  const chosen = [...screens, ...strip].filter(({ key }) => pinned.has(key))
  if (chosen.length > 0) return { large: chosen, strip }
  if (screens.length > 0) return { large: screens, strip }
  // Who is alone with somebody sees them large in any layout.
  if (layout === 'grid' || strip.length < 2) return { large: [], strip }
  return { large: strip.filter(({ seat }) => seat.leg.console === speaker), strip }
}

/** How many are in a grid before each is shown in fewer lines than a camera sends. */
const MOST_IN_FULL = 4
const MOST_IN_MEDIUM = 9

/**
 * How large each track has to be sent, by its identifier; `none` is not shown at all.
 *
 * @param unseen tiles that are scrolled out of view. @param enlarged tiles that fill a screen or have a window of their own.
 */
export function sizesOf(
  { large, strip }: Stage,
  nothing: boolean,
  unseen: ReadonlySet<string>,
  enlarged: ReadonlySet<string>,
): ReadonlyMap<string, PictureSize | 'none'> {
  const sizes = new Map<string, PictureSize | 'none'>()
  for (const { seat } of strip)
    for (const track of [seat.picture, seat.screen]) if (track) sizes.set(track.trackId, 'none')
  const inGrid = strip.length <= MOST_IN_FULL ? 'full' : strip.length <= MOST_IN_MEDIUM ? 'medium' : 'small'
  const put = (tile: Tile, size: PictureSize): void => {
    const track = tile.kind === 'screen' ? tile.seat.screen : tile.seat.picture
    const isShown = enlarged.has(tile.key) || (!nothing && !unseen.has(tile.key))
    if (track && isShown) sizes.set(track.trackId, enlarged.has(tile.key) ? 'full' : size)
  }
  for (const tile of strip) put(tile, large.length > 0 ? 'small' : inGrid)
  for (const tile of large) put(tile, 'full')
  return sizes
}
