import { useEffect, useRef } from 'preact/hooks'
import { insidersOf, isInCaucus } from '../../../server/calls/caucus.ts'
import { canFillScreen, canFloat, fillScreen, float, followEnlarged, followView } from '../../browser/enlarging.ts'
import { deskSays } from '../../components/channelWords.ts'
import { Icon, type IconName } from '../../components/Icon.tsx'
import { clockTime } from '../../components/times.ts'
import { Video } from '../../components/Video.tsx'
import type { Seat } from '../../models/seats.ts'
import type { Tile } from '../../models/stage.ts'
import { useSurface } from '../surface.ts'
import { QualityMark } from './QualityMark.tsx'

interface TileProps {
  readonly tile: Tile
  /** Its picture is shown large elsewhere: here it keeps its place. */
  readonly isLargeElsewhere?: boolean
}

/** One person, or their screen, with all that is to be known of them at a glance. */
export function PictureTile({ tile: { key, seat, kind }, isLargeElsewhere = false }: TileProps) {
  const { phone, t } = useSurface()
  const { layout } = phone
  const { leg, speaks } = seat
  const figure = useRef<HTMLElement>(null)
  useEffect(() => {
    const element = figure.current
    if (element === null || isLargeElsewhere) return undefined
    const stop = [
      followView(element, (seen) => layout.see(key, seen)),
      followEnlarged(element, (enlarged) => layout.enlarge(key, enlarged)),
    ]
    return () => stop.forEach((end) => end())
  }, [key, isLargeElsewhere])
  const party = phone.lines.partyName(leg.party)
  const isScreen = kind === 'screen'
  const name = isScreen ? t.call.screenOf(leg.name, party) : t.call.picture(leg.name, party)
  const { narrow } = phone.lamps.local.value
  // What stands still because nothing comes of it is no picture.
  const there = leg.state === 'on' && layout.layout.value !== 'audio' && !narrow
  const stream = isScreen ? seat.screen?.stream : seat.picture?.stream
  const shown = there && !isLargeElsewhere ? stream : undefined
  const isPinned = layout.isPinned(key)
  const video = (): HTMLVideoElement | null => figure.current?.querySelector('video') ?? null
  const marks = [
    'picture',
    isScreen && 'picture-of-screen',
    speaks && !isScreen && 'picture-speaks',
    leg.state === 'away' && 'picture-away',
    isLargeElsewhere && 'picture-elsewhere',
  ]
  return (
    <figure ref={figure} class={marks.filter(Boolean).join(' ')}>
      {shown ? <Video stream={shown} label={name} /> : <Without seat={seat} isLarge={isLargeElsewhere} />}
      {!isLargeElsewhere && (
        <div class="picture-tools">
          <Tool
            icon="pin"
            label={isPinned ? t.layout.unpin(name) : t.layout.pin(name)}
            pressed={isPinned}
            act={() => layout.pin(key)}
          />
          {shown && canFillScreen() && (
            <Tool
              icon="full"
              label={t.layout.fillOne(name)}
              act={() => {
                if (figure.current) void fillScreen(figure.current)
              }}
            />
          )}
          {shown && canFloat() && (
            <Tool
              icon="float"
              label={t.layout.float(name)}
              act={() => {
                const element = video()
                if (element) void float(element)
              }}
            />
          )}
        </div>
      )}
      <figcaption>{isScreen ? name : <Caption seat={seat} party={party} />}</figcaption>
    </figure>
  )
}

function Tool(props: { icon: IconName; label: string; pressed?: boolean; act: () => unknown }) {
  const { icon, label, pressed, act } = props
  return (
    <button
      type="button"
      class="picture-tool"
      aria-label={label}
      title={label}
      {...(pressed !== undefined && { 'aria-pressed': pressed })}
      onClick={() => void act()}
    >
      <Icon name={icon} />
    </button>
  )
}

function Caption({ seat: { leg, desk, muted, speaks, quality }, party }: { seat: Seat; party: string }) {
  const { phone, t } = useSurface()
  const there = leg.state === 'on'
  const call = phone.call.own.value?.call
  const confers = call !== undefined && isInCaucus(insidersOf(call), leg.console)
  return (
    <>
      <span class="picture-party">{party}</span>
      <span class="picture-name">{leg.name}</span>
      <span class="picture-role">{t.roles[leg.role]}</span>
      <span class="picture-marks">
        {speaks && (
          <span class="mark mark-speaks">
            <Icon name="microphone" />
            <span>{t.call.speaking}</span>
          </span>
        )}
        {confers && there && (
          <span class="mark mark-confers">
            <Icon name="people" />
            <span>{t.caucus.title}</span>
          </span>
        )}
        {desk && there && !confers && <span class="mark mark-desk">{deskSays(t, desk)}</span>}
        {muted && there && !confers && (
          <span class="mark mark-muted">
            <Icon name="microphone-off" />
            <span>{t.call.muted}</span>
          </span>
        )}
        {quality && there && <QualityMark quality={quality} />}
      </span>
    </>
  )
}

/** Why there is no picture, in its place. */
function Without({ seat, isLarge }: { seat: Seat; isLarge: boolean }) {
  const { phone, t } = useSurface()
  const { leg } = seat
  const says = (): string => {
    if (leg.state === 'left') return t.layout.hasLeft
    if (leg.hold) return t.hold.why(leg.hold, clockTime(leg.hold.sinceMs, phone.lines.homeTimeZone.value))
    if (leg.state === 'away') return t.call.connectionLost
    if (isLarge) return t.layout.shownLarge
    if (phone.layout.layout.value === 'audio') return ''
    if (phone.lamps.local.value.narrow) return t.call.narrow.noPictures
    if (seat.quality?.narrow) return t.call.narrow.noPicture
    return seat.sendsPicture ? t.call.waitingPicture : t.call.noPicture
  }
  return (
    <p class="picture-none">
      <span class="picture-initial" aria-hidden="true">
        {leg.name.slice(0, 1)}
      </span>
      {leg.state === 'held' && <Icon name="pause" />}
      {says()}
    </p>
  )
}
