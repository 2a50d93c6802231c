import { Icon } from '../../components/Icon.tsx'
import { interpretationOf } from '../../components/channelWords.ts'
import { heldSays } from '../../components/holdWords.ts'
import { MarkingBadge } from '../../components/Badges.tsx'
import { clockTime } from '../../components/times.ts'
import type { Call, Leg } from '../../../server/protocol/lineState.ts'
import type { OwnCall } from '../../models/ownCall.ts'
import { isHeardAt } from '../../models/channels.ts'
import { isHeard } from '../../models/seats.ts'
import { PersonActions } from './PersonActions.tsx'
import { useSurface } from '../surface.ts'

/** Everybody who is or was in the call. Nobody is on a call without being here. */
export function Roster({ own }: { own: OwnCall }) {
  const { phone, t } = useSurface()
  const { call } = own
  return (
    <section class="roster">
      <h2>
        {t.call.roster} <MarkingBadge marking={call.marking} />
        {call.marking !== 'real' && <span class="unseen">{t.markingSays[call.marking]}</span>}
      </h2>
      {call.parties
        .filter((party) => call.legs.some((leg) => leg.party === party))
        .map((party) => (
          <div key={party} class="roster-party">
            <h3>{phone.lines.partyName(party)}</h3>
            <ul>
              {call.legs
                .filter((leg) => leg.party === party && !hasComeBack(call, leg))
                .toSorted((a, b) => ORDER[a.state] - ORDER[b.state] || a.fromMs - b.fromMs)
                .map((leg) => (
                  <li key={`${leg.console} ${leg.fromMs}`} class={`roster-leg roster-${leg.state}`}>
                    <span class="roster-name">
                      {leg.name}
                      {leg.console === own.leg.console && (
                        <span class="faint">{t.times.aside(t.console.people.you)}</span>
                      )}
                    </span>
                    <span class="roster-role">{t.roles[leg.role]}</span>
                    {call.floor?.console === leg.console && leg.state !== 'left' && (
                      <span class="roster-floor">{t.delegation.hasFloor}</span>
                    )}
                    <InCaucus call={call} leg={leg} />
                    <LegState leg={leg} heard={isHeard(call, leg.console) || isHeardAt(call, leg.console)} />
                    {leg.state !== 'left' && <LegInterpretation call={call} leg={leg} />}
                    <PersonActions leg={leg} />
                  </li>
                ))}
            </ul>
          </div>
        ))}
    </section>
  )
}

/** That somebody confers with their own is no secret; what is said there is in no place of this page but theirs. */
function InCaucus({ call, leg }: { call: Call; leg: Leg }) {
  const { phone, t } = useSurface()
  const stay = call.caucuses?.find(({ console, toMs }) => console === leg.console && toMs === undefined)
  if (stay === undefined || leg.state === 'left') return null
  const since = clockTime(stay.fromMs, phone.lines.homeTimeZone.value)
  return <span class="roster-floor">{t.delegation.inCaucus(since)}</span>
}

/** What they listen to and interpret, where there is interpretation. */
function LegInterpretation({ call, leg }: { call: Call; leg: Leg }) {
  const { t } = useSurface()
  const said = interpretationOf(t, call, leg)
  return said.length === 0 ? null : <span class="roster-hears">{t.times.parts(said)}</span>
}

/** Who has left and come back is there once. */
const hasComeBack = ({ legs }: Call, { state, person }: Leg): boolean =>
  state === 'left' && legs.some((other) => other.person === person && other.state !== 'left')

const ORDER = { on: 0, held: 1, away: 2, left: 3 } as const

function LegState({ leg, heard }: { leg: Leg; heard: boolean }) {
  const { phone, t } = useSurface()
  const zone = phone.lines.homeTimeZone.value
  if (leg.state === 'left')
    return (
      <span class="roster-state">
        {t.call.states.left} {clockTime(leg.toMs ?? leg.sinceMs, zone)}
      </span>
    )
  if (leg.state === 'away')
    return (
      <span class="roster-state roster-lost">{t.times.since(t.call.states.away, clockTime(leg.sinceMs, zone))}</span>
    )
  if (leg.state === 'held')
    return (
      <span class="roster-state roster-on-hold">
        {t.times.since(heldSays(t, leg.hold), clockTime(leg.hold?.sinceMs ?? leg.sinceMs, zone))}
      </span>
    )
  if (heard)
    return (
      <span class="roster-state">
        <span class="unseen">{t.call.states.on}</span>
        <Icon name="microphone" />
      </span>
    )
  return (
    <span class="roster-state">
      <span class="unseen">{t.call.muted}</span>
      <Icon name="microphone-off" />
    </span>
  )
}
