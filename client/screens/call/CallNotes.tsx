import { heldSays } from '../../components/holdWords.ts'
import { Icon } from '../../components/Icon.tsx'
import type { Sentences } from '../../languages/en.ts'
import type { OwnCall } from '../../models/ownCall.ts'
import { useSurface } from '../surface.ts'

/** One sentence for all who are on hold for the same. */
function othersOnHold(t: Sentences, { call, leg: own }: OwnCall): string[] {
  const names = new Map<string, string[]>()
  for (const { name, state, hold, console } of call.legs) {
    if (state !== 'held' || console === own.console) continue
    const says = heldSays(t, hold)
    names.set(says, [...(names.get(says) ?? []), name])
  }
  return [...names].map(([says, who]) => t.hold.others(who.join(', '), says))
}

/** What is wrong at this moment, in words, and only then. */
export function CallNotes({ own }: { own: OwnCall }) {
  const { phone, t } = useSurface()
  const { microphone, camera } = phone.lamps.local.value
  const recording = phone.recording.state.value
  const listens = own.leg.role === 'listener'
  const notes: [danger: boolean, sentence: string][] = []
  if (recording !== undefined && phone.recording.alarming.value) notes.push([true, t.call.recording[recording].long])
  if (own.leg.state === 'away' || phone.lines.connection.value === 'lost') notes.push([true, t.call.comingBack])
  if (own.leg.hold) notes.push([false, t.hold.here])
  for (const sentence of othersOnHold(t, own)) notes.push([false, sentence])
  if (own.call.mediaLost) notes.push([true, t.call.mediaLost])
  if (listens) notes.push([false, t.call.listener])
  else {
    if (microphone === 'silent') notes.push([false, t.call.silentMicrophone])
    else if (microphone === 'other') notes.push([false, t.console.faults['microphone-other'].wrong])
    else if (microphone !== 'ready' && microphone !== 'off') notes.push([true, t.call.microphoneIs(microphone)])
    if (camera !== 'ready' && camera !== 'other' && camera !== 'off') notes.push([false, t.call.cameraIs(camera)])
  }
  return (
    <>
      {notes.map(([danger, sentence]) => (
        <p key={sentence} class={danger ? 'note note-danger' : 'note note-caution'} role={danger ? 'alert' : 'status'}>
          <Icon name="warning" />
          <span>{sentence}</span>
        </p>
      ))}
    </>
  )
}
