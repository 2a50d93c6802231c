import type { OwnCall } from '../../models/ownCall.ts'
import { useSurface } from '../surface.ts'
import { PictureTile } from './PictureTile.tsx'
import { SelfView } from './SelfView.tsx'

/** A grid for more than these many scrolls: smaller ones would show nobody. */
const MOST_IN_GRID = 16

/** The others of the call, in the layout that the person has chosen. */
export function Pictures({ own }: { own: OwnCall }) {
  const { phone, t } = useSurface()
  const { large } = phone.layout.stage.value
  const places = phone.layout.placed.value
  const isAudio = phone.layout.layout.value === 'audio'
  const ownAlone = places.length === 0
  const isLarge = (key: string): boolean => large.some((tile) => tile.key === key)
  const classes = ['pictures', large.length > 0 && 'pictures-staged', isAudio && 'pictures-audio']
  return (
    <section
      class={classes.filter(Boolean).join(' ')}
      aria-label={t.call.pictures}
      data-count={Math.min(MOST_IN_GRID, Math.max(1, places.length))}
      data-large={Math.min(4, large.length)}
    >
      {large.length > 0 && (
        <div class="pictures-large">
          {large.map((tile) => (
            <PictureTile key={tile.key} tile={tile} />
          ))}
        </div>
      )}
      <div class="pictures-people" {...(large.length > 0 && { role: 'group', 'aria-label': t.layout.strip })}>
        {places.map((tile, at) =>
          tile === undefined ? (
            // Nobody moves up into the place of who has gone.
            <span key={`free ${at}`} class="picture-free" />
          ) : (
            <PictureTile key={tile.key} tile={tile} isLargeElsewhere={isLarge(tile.key)} />
          ),
        )}
        {ownAlone && <p class="pictures-alone">{own.call.phase === 'ringing' ? t.ring.yourPicture : t.call.alone}</p>}
      </div>
      {ownAlone && <SelfView large />}
    </section>
  )
}
