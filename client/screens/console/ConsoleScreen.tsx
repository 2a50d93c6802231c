import { CommandRefusal } from '../../components/CommandRefusal.tsx'
import { useSurface } from '../surface.ts'
import { AftermathNote } from './AftermathNote.tsx'
import { AnsweredElsewhereNote } from './AnsweredElsewhereNote.tsx'
import { ArmPanel } from './ArmPanel.tsx'
import { LineCard } from './LineCard.tsx'
import { MissedRings } from './MissedRings.tsx'
import { RollCalls } from './RollCalls.tsx'

export function ConsoleScreen() {
  const { phone, t } = useSurface()
  const lines = phone.lines.lines.value
  return (
    <main class="page console" id="content">
      <h1 class="unseen">{t.console.title}</h1>
      {phone.lines.own.value === undefined && <p class="quiet-note">{t.console.welcomePending}</p>}
      {lines.length > 0 && <ArmPanel />}
      <RollCalls />
      <MissedRings />
      <AftermathNote />
      <AnsweredElsewhereNote />
      <CommandRefusal />
      <div class="lines">
        {lines.map((snapshot) => (
          <LineCard key={snapshot.line.line} snapshot={snapshot} />
        ))}
      </div>
      {phone.lines.own.value !== undefined && lines.length === 0 && <p class="quiet-note">{t.console.noLines}</p>}
    </main>
  )
}
