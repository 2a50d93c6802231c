import { useId } from 'preact/hooks'
import { Button } from '../../components/Button.tsx'
import { Lamp } from '../../components/Lamp.tsx'
import { RefusalNote } from '../../components/RefusalNote.tsx'
import { STANDING_LAMPS, standingSays } from '../../components/rollCallWords.ts'
import { clockTime, duration } from '../../components/times.ts'
import { standingIn } from '../../../server/calls/rollCalls.ts'
import type { ShownRollCall } from '../../models/rollCalls.ts'
import { useSurface } from '../surface.ts'

/** The roll-calls that are open or just over: one click for who is to confirm, the same to look at for everybody else. */
export function RollCalls() {
  const { phone } = useSurface()
  const refusal = phone.rollCalls.refusal.value
  return (
    <>
      {phone.rollCalls.shown.value.map((shown) => (
        <RollCallPanel key={shown.rollCall.rollCallId} shown={shown} />
      ))}
      {refusal && <RefusalNote refusal={refusal} />}
    </>
  )
}

function RollCallPanel({ shown }: { shown: ShownRollCall }) {
  const { phone, t } = useSurface()
  const id = useId()
  const words = t.rollCalls
  const { rollCall, lineName, mine } = shown
  const zone = phone.lines.homeTimeZone.value
  const isOver = rollCall.closedAtMs !== undefined
  const look = mine ? (isOver ? 'roll-call-late' : 'roll-call-mine') : ''
  return (
    <section class={`roll-call ${look}`} aria-labelledby={id}>
      <div class="roll-call-words">
        <h2 id={id}>{words.title(clockTime(rollCall.dueMs, zone), lineName)}</h2>
        <p>{says(t.rollCalls, shown)}</p>
      </div>
      {!isOver && <TimeLeft deadlineMs={rollCall.deadlineMs} />}
      {mine && (
        <Button look="primary" size="large" icon="check" action={phone.rollCalls.confirm(shown)}>
          {isOver ? words.confirmLate : words.confirm}
        </Button>
      )}
      <ul class="roll-call-parties">
        {rollCall.parties.map((party) => (
          <li key={party.party}>
            <Lamp colour={STANDING_LAMPS[standingIn(party)]} />
            <span class="roll-call-party">{phone.lines.partyName(party.party)}</span>
            <span>{standingSays(t, party, zone)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function TimeLeft({ deadlineMs }: { deadlineMs: number }) {
  const { phone, t } = useSurface()
  const left = duration(deadlineMs - phone.serverClock.nowMs.value)
  return (
    <p class="roll-call-left" role="timer">
      <b>{left}</b> {t.rollCalls.left}
    </p>
  )
}

function says(
  words: { ask: string; askLate: string; open: string; passed: string; over: string },
  { mine, rollCall: { closedAtMs, parties } }: ShownRollCall,
): string {
  if (mine) return closedAtMs === undefined ? words.ask : words.askLate
  if (closedAtMs === undefined) return words.open
  return parties.every((party) => standingIn(party) === 'passed') ? words.passed : words.over
}
