import { Badges } from '../../components/Badges.tsx'
import { Button } from '../../components/Button.tsx'
import { clockTime, dayName } from '../../components/times.ts'
import { useSurface } from '../surface.ts'

/** Rings that nobody here answered: they stay until this person has acknowledged them. */
export function MissedRings() {
  const { phone, t } = useSurface()
  const missed = phone.rings.missed.value
  const zone = phone.lines.homeTimeZone.value
  if (missed.length === 0) return null
  return (
    <section class="missed" aria-labelledby="missed-title">
      <h2 id="missed-title">{t.console.missed}</h2>
      <ul>
        {missed.map(({ ring, line, lineName, acknowledge, sounds }) => {
          const party = phone.lines.partyName(ring.from)
          const time = clockTime(ring.atMs, zone)
          return (
            <li key={`${line}/${ring.callId}`} class={sounds ? 'missed-sounds' : undefined}>
              <time>
                {dayName(t.tag, ring.atMs, zone)} <b>{time}</b>
              </time>
              <span>
                {t.console.missedFrom(party, lineName)} <span class="faint">{ring.fromName}</span>
                {ring.before && (
                  <span class="missed-still faint">
                    {t.console.missedBefore(
                      ring.before.rings,
                      `${dayName(t.tag, ring.before.sinceMs, zone)} ${clockTime(ring.before.sinceMs, zone)}`,
                    )}
                  </span>
                )}
                {ring.nobodySignedIn && <span class="missed-still faint">{t.console.missedNobody}</span>}
                <MissedStill sounds={sounds} acknowledgedBy={ring.acknowledgedBy} />
              </span>
              <span class="missed-kind">
                <Badges precedence={ring.precedence} marking={ring.marking} />
              </span>
              <Button action={acknowledge} label={t.console.acknowledgeWhich(party, time)}>
                {t.console.acknowledge}
              </Button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** Whether it still sounds, and otherwise who of the party has acknowledged it already. */
function MissedStill({ sounds, acknowledgedBy }: { sounds: boolean; acknowledgedBy: readonly string[] }) {
  const { phone, t } = useSurface()
  if (sounds) return <strong class="missed-still">{t.console.missedSounds}</strong>
  if (acknowledgedBy.length === 0) return null
  const names = t.times.list(acknowledgedBy.map(phone.lines.personName))
  return <span class="missed-still faint">{t.console.missedAcknowledgedBy(names)}</span>
}
