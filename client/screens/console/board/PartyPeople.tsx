import type { PresentConsole } from '../../../../server/protocol/consoles.ts'
import { Lamp } from '../../../components/Lamp.tsx'
import { clockTime, sinceTime } from '../../../components/times.ts'
import type { BoardParty } from '../../../models/board.ts'
import { useSurface, type Surface } from '../../surface.ts'

/** More people than this of one party are counted instead of named; the rung and armed come first. */
const NAMED = 4
/** More faults than this of one console are counted: the worst are what matters. */
const FAULTS_NAMED = 2

/**
 * Who of a party is signed in, each with a lamp and what is wrong with their console; or since when nobody can be rung.
 * `stale`: it may not be so any more, and nothing of it has a colour.
 */
export function PartyPeople({ party, stale }: { party: BoardParty; stale: boolean }) {
  const { t } = useSurface()
  const { consoles, unattended } = party
  const rest = consoles.length - NAMED
  return (
    <div class="board-people">
      {unattended && <Unattended party={party} unattended={unattended} stale={stale} />}
      {consoles.length === 0 && !unattended && <p class="board-nobody">{t.console.people.nobody}</p>}
      <ul>
        {consoles.slice(0, NAMED).map((console) => (
          <BoardConsole key={console.console} console={console} stale={stale} />
        ))}
        {rest > 0 && <li class="faint">{t.console.people.more(rest)}</li>}
      </ul>
    </div>
  )
}

interface UnattendedProps {
  readonly party: BoardParty
  readonly unattended: NonNullable<BoardParty['unattended']>
  readonly stale: boolean
}

function Unattended({ party, unattended, stale }: UnattendedProps) {
  const { phone, t } = useSurface()
  if (unattended === 'never' && !party.armed) return <p class="board-nobody">{t.board.never}</p>
  const zone = phone.lines.homeTimeZone.value
  const time = unattended === 'never' ? '' : sinceTime(t, unattended.sinceMs, phone.serverClock.minuteMs.value, zone)
  return (
    <p class={`board-unattended${stale ? '' : ' board-down'}`}>
      <Lamp colour={stale ? 'off' : 'red'} />
      {!party.armed ? t.board.nobodySince(time) : time === '' ? t.board.unheard : t.board.unheardSince(time)}
    </p>
  )
}

function BoardConsole({ console, stale }: { console: PresentConsole; stale: boolean }) {
  const surface = useSurface()
  const { phone, t } = surface
  return (
    <li>
      <Lamp colour={console.armed && !stale ? console.colour : 'off'} />
      <span class="board-person">
        {console.name}
        {console.console === phone.lines.own.value?.console && (
          <span class="faint">{t.times.aside(t.console.people.you)}</span>
        )}
      </span>
      <span class={`board-words${isDown(console) && !stale ? ' board-down' : ''}`}>
        {t.times.list([t.roles[console.role], wordsOf(surface, console)])}
      </span>
      {console.busy && <span class={`badge badge-${console.busy}`}>{t.board.busy(t.precedences[console.busy])}</span>}
    </li>
  )
}

const isDown = ({ armed, colour }: PresentConsole): boolean => armed && colour === 'red'

/** What is true of a console, worst first. */
function wordsOf({ t, phone }: Surface, { armed, armedSinceMs, silentSinceMs, faults = [] }: PresentConsole): string {
  const zone = phone.lines.homeTimeZone.value
  if (!armed) return t.console.people.notArmed
  if (silentSinceMs !== undefined) return t.board.silentSince(clockTime(silentSinceMs, zone, true))
  if (faults.length === 0 && armedSinceMs !== undefined)
    return t.board.armedSince(sinceTime(t, armedSinceMs, phone.serverClock.minuteMs.value, zone))
  const more = faults.length - FAULTS_NAMED
  return t.times.list([
    t.console.people.armed,
    ...faults.slice(0, FAULTS_NAMED).map((fault) => t.board.fault(fault)),
    ...(more > 0 ? [t.board.moreFaults(more)] : []),
  ])
}
