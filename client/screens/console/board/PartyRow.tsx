import { clockTime, sinceTime, weekday } from '../../../components/times.ts'
import type { BoardParty } from '../../../models/board.ts'
import { useSurface } from '../../surface.ts'
import { PartyPath } from './PartyPath.tsx'
import { PartyPeople } from './PartyPeople.tsx'

interface PartyRowProps {
  readonly line: string
  readonly party: BoardParty
  /** The server is not heard. */
  readonly stale: boolean
}

export function PartyRow({ line, party, stale }: PartyRowProps) {
  const { phone, t } = useSurface()
  const nowMs = phone.serverClock.minuteMs.value
  const timeZone = phone.lines.parties.value.find((known) => known.party === party.party)?.timeZone
  return (
    <li class="board-party">
      <div class="board-where">
        <span class="board-name">{phone.lines.partyName(party.party)}</span>
        <time class="board-clock">
          {clockTime(nowMs, timeZone)} <span class="board-day">{weekday(t.tag, nowMs, timeZone)}</span>
        </time>
      </div>
      <PartyPeople party={party} stale={stale} />
      <div class="board-path">
        <PartyPath line={line} party={party} />
        <LastHeard lastHeard={stale && party.lastHeard === 'now' ? 'unknown' : party.lastHeard} nowMs={nowMs} />
      </div>
    </li>
  )
}

/** In the time of who looks, like everything that has happened. */
function LastHeard({ lastHeard, nowMs }: { lastHeard: BoardParty['lastHeard']; nowMs: number }) {
  const { phone, t } = useSurface()
  const words = { now: t.board.heardNow, never: t.board.heardNever, unknown: t.board.heardUnknown }
  const zone = phone.lines.homeTimeZone.value
  return (
    <p class="board-heard">
      {t.board.lastHeard}{' '}
      <b>{typeof lastHeard === 'string' ? words[lastHeard] : sinceTime(t, lastHeard.atMs, nowMs, zone)}</b>
    </p>
  )
}
