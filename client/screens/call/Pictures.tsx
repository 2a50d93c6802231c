import { deskSays } from '../../components/channelWords.ts'
import { Icon } from '../../components/Icon.tsx'
import { clockTime } from '../../components/times.ts'
import { Video } from '../../components/Video.tsx'
import type { OwnCall } from '../../models/ownCall.ts'
import { seatsOf, type Seat } from '../../models/seats.ts'
import { useSurface } from '../surface.ts'
import { QualityMark } from './QualityMark.tsx'
import { SelfView } from './SelfView.tsx'

export function Pictures({ own }: { own: OwnCall }) {
  const { phone, t } = useSurface()
  const { remotes, speakers, quality } = phone.call
  const seats = seatsOf(own, remotes.value, speakers.value, quality.value)
  const screens = seats.filter((seat) => seat.screen !== undefined)
  const ownAlone = seats.length === 0
  const partyName = phone.lines.partyName
  return (
    <section
      class={`pictures${screens.length > 0 ? ' pictures-screen' : ''}`}
      aria-label={t.call.pictures}
      data-count={Math.min(9, Math.max(1, seats.length))}
    >
      {screens.map(({ leg, screen }) => (
        <figure key={`screen ${leg.console}`} class="picture picture-of-screen">
          {screen && <Video stream={screen.stream} label={t.call.screenOf(leg.name, partyName(leg.party))} />}
          <figcaption>{t.call.screenOf(leg.name, partyName(leg.party))}</figcaption>
        </figure>
      ))}
      <div class="pictures-people">
        {seats.map((seat) => (
          <Picture key={seat.leg.console} seat={seat} />
        ))}
        {ownAlone && <p class="pictures-alone">{own.call.phase === 'ringing' ? t.ring.yourPicture : t.call.alone}</p>}
      </div>
      {ownAlone && <SelfView large />}
    </section>
  )
}

function Picture({ seat }: { seat: Seat }) {
  const { phone, t } = useSurface()
  const { leg, picture, muted, speaks, quality } = seat
  const party = phone.lines.partyName(leg.party)
  const away = leg.state === 'away'
  const held = leg.state === 'held'
  return (
    <figure class={`picture${speaks ? ' picture-speaks' : ''}${away ? ' picture-away' : ''}`}>
      {picture && !away && !held ? (
        <Video stream={picture.stream} label={t.call.picture(leg.name, party)} />
      ) : (
        <p class="picture-none">
          <span class="picture-initial" aria-hidden="true">
            {leg.name.slice(0, 1)}
          </span>
          {held && <Icon name="pause" />}
          {held && leg.hold
            ? t.hold.why(leg.hold, clockTime(leg.hold.sinceMs, phone.lines.homeTimeZone.value))
            : away
              ? t.call.connectionLost
              : seat.sendsPicture
                ? t.call.waitingPicture
                : t.call.noPicture}
        </p>
      )}
      <figcaption>
        <span class="picture-party">{party}</span>
        <span class="picture-name">{leg.name}</span>
        <span class="picture-marks">
          {speaks && (
            <span class="mark mark-speaks">
              <Icon name="microphone" />
              <span>{t.call.speaking}</span>
            </span>
          )}
          {seat.desk && !away && !held && <span class="mark">{deskSays(t, seat.desk)}</span>}
          {muted && !away && !held && (
            <span class="mark mark-muted">
              <Icon name="microphone-off" />
              <span>{t.call.muted}</span>
            </span>
          )}
          {quality && !away && !held && <QualityMark quality={quality} />}
        </span>
      </figcaption>
    </figure>
  )
}
