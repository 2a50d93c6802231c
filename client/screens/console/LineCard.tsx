import { useId } from 'preact/hooks'
import { liveCall } from '../../../server/calls/roster.ts'
import type { LineSnapshot, PresentConsole } from '../../../server/protocol/consoles.ts'
import { Lamp } from '../../components/Lamp.tsx'
import { duration } from '../../components/times.ts'
import { consolesOf } from '../../models/lines.ts'
import { useSurface } from '../surface.ts'
import { LineActions } from './LineActions.tsx'
import { LinePath } from './LinePath.tsx'

/** More people than this of one party are counted instead of named; the rung and armed come first. */
const NAMED = 4

export function LineCard({ snapshot }: { snapshot: LineSnapshot }) {
  const { phone, t } = useSurface()
  const id = useId()
  const { line, state } = snapshot
  const call = liveCall(state)
  const nowMs = phone.serverClock.nowMs.value
  const there = call?.legs.filter((leg) => leg.state !== 'left').length ?? 0
  return (
    <section class={`line${call ? ' line-live' : ''}`} aria-labelledby={id}>
      <header class="line-head">
        <h2 id={id}>{line.name}</h2>
        <p class="line-state">
          {call === undefined
            ? t.console.idle
            : call.phase === 'ringing'
              ? t.console.ringing
              : `${t.console.upFor(duration(nowMs - (call.upAtMs ?? nowMs)))} · ${t.console.inCall(there)}`}
          {call && call.marking !== 'real' && <span class="badge badge-marking">{t.markings[call.marking]}</span>}
        </p>
        <LinePath line={line.line} />
      </header>
      <ul class="line-parties">
        {line.parties.map((party) => (
          <li key={party} class="line-party">
            <span class="line-party-name">{phone.lines.partyName(party)}</span>
            <PartyPeople consoles={consolesOf(snapshot, party)} />
          </li>
        ))}
      </ul>
      {snapshot.broken ? (
        <p class="line-actions line-why" role="alert">
          {t.console.broken}
        </p>
      ) : (
        <LineActions snapshot={snapshot} />
      )}
    </section>
  )
}

function PartyPeople({ consoles }: { consoles: PresentConsole[] }) {
  const { phone, t } = useSurface()
  const me = phone.lines.own.value?.console
  if (consoles.length === 0) return <span class="line-nobody">{t.console.people.nobody}</span>
  const rest = consoles.length - NAMED
  return (
    <ul class="line-people">
      {consoles.slice(0, NAMED).map((console) => (
        <li key={console.console}>
          <Lamp colour={console.armed ? console.colour : 'off'} />
          <span class="line-person">
            {console.name}
            {console.console === me && <span class="faint"> ({t.console.people.you})</span>}
          </span>
          <span class="line-person-role">
            {t.roles[console.role]}, {standing(t.console.people, console)}
          </span>
        </li>
      ))}
      {rest > 0 && <li class="faint">{t.console.people.more(rest)}</li>}
    </ul>
  )
}

function standing(words: { armed: string; notArmed: string; faulty: string }, console: PresentConsole): string {
  if (!console.armed) return words.notArmed
  return console.colour === 'red' ? words.faulty : words.armed
}
