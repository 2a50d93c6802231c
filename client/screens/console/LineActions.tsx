import { useState } from 'preact/hooks'
import { precedencesOf } from '../../../server/calls/precedence.ts'
import { legOf, liveCall, placeOnLine } from '../../../server/calls/roster.ts'
import type { LineSnapshot } from '../../../server/protocol/consoles.ts'
import { markingSchema, type Marking, type Precedence } from '../../../server/protocol/words.ts'
import { Button } from '../../components/Button.tsx'
import { Select } from '../../components/Select.tsx'
import { useSurface } from '../surface.ts'

/** Place a call, or come into the one that is up. */
export function LineActions({ snapshot }: { snapshot: LineSnapshot }) {
  const { phone } = useSurface()
  if (liveCall(snapshot.state) !== undefined) return <JoinCall snapshot={snapshot} />
  if (snapshot.standing === 'rung') return <PlaceCall snapshot={snapshot} busy={phone.call.busy.value !== undefined} />
  return <WaitForCall />
}

function WaitForCall() {
  const { t } = useSurface()
  return <p class="line-actions line-waits">{t.console.joinsOnly}</p>
}

function PlaceCall({ snapshot, busy }: { snapshot: LineSnapshot; busy: boolean }) {
  const { phone, t } = useSurface()
  const { line } = snapshot.line
  const me = phone.lines.own.value?.person
  const role = me && placeOnLine(me, snapshot.line)?.role
  const allowed = role === undefined ? (['routine'] as const) : precedencesOf(snapshot.line, role)
  const [chosen, setPrecedence] = useState<Precedence>('routine')
  // The line may allow less by now than when it was chosen.
  const precedence = allowed.includes(chosen) ? chosen : 'routine'
  const [marking, setMarking] = useState<Marking>('real')
  const place = phone.call.place(line)
  return (
    <div class="line-actions">
      <Button
        look="primary"
        size="large"
        icon="answer"
        busy={busy}
        action={place && (() => place(precedence, marking))}
      >
        {t.console.call}
      </Button>
      <div class="line-options" role="group" aria-label={t.console.options}>
        <Select
          label={t.console.precedence}
          value={precedence}
          options={allowed.map((value) => ({ value, label: t.precedences[value] }))}
          onChoose={setPrecedence}
        />
        <Select
          label={t.console.marking}
          value={marking}
          options={markingSchema.options.map((value) => ({ value, label: t.markings[value] }))}
          onChoose={setMarking}
        />
      </div>
    </div>
  )
}

function JoinCall({ snapshot }: { snapshot: LineSnapshot }) {
  const { phone, t } = useSurface()
  const line = snapshot.line.line
  const call = liveCall(snapshot.state)
  const elsewhere = phone.call.elsewhere(line)
  // From a console that was lost nothing can be moved: whoever was at it joins.
  const moves = elsewhere?.state === 'on' || elsewhere?.state === 'held'
  const isHeld = phone.call.held.value.some((held) => held.snapshot.line.line === line)
  const wasIn = call && (elsewhere ?? legOf(call, phone.lines.own.value?.console ?? '')) !== undefined
  const why = moves
    ? phone.tabs.siblings.value.has(elsewhere.console)
      ? t.console.otherTab
      : t.console.otherConsole
    : isHeld
      ? t.hold.inLine
      : wasIn
        ? t.console.comeBack
        : ''
  return (
    <div class="line-actions">
      <Button look="answer" size="large" icon="answer" action={phone.call.join(line)}>
        {moves ? t.console.moveHere : t.console.join}
      </Button>
      <p class="line-why">{why}</p>
    </div>
  )
}
