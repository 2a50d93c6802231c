import { othersOnHold } from '../../components/holdWords.ts'
import { Icon } from '../../components/Icon.tsx'
import type { OwnCall } from '../../models/ownCall.ts'
import { useSurface } from '../surface.ts'

/** What is wrong at this moment, in words, and only then. */
export function CallNotes({ own }: { own: OwnCall }) {
  const { phone, t } = useSurface()
  const { microphone, camera, narrow } = phone.lamps.local.value
  const others = phone.call.narrowLegs.value.map(({ name }) => name)
  const recording = phone.recording.state.value
  const listens = own.leg.role === 'listener'
  const notes: [danger: boolean, sentence: string][] = []
  if (recording !== undefined && phone.recording.alarming.value) notes.push([true, t.call.recording[recording].long])
  if (own.leg.state === 'away' || phone.lines.connection.value === 'lost') notes.push([true, t.call.comingBack])
  // That this console is on hold stands in the strip above every screen; who else is concerns who is there to wait for them.
  if (!own.leg.hold)
    for (const sentence of othersOnHold(t, own.call, own.leg.console, phone.lines.homeTimeZone.value))
      notes.push([false, sentence])
  if (own.call.mediaLost) notes.push([true, t.call.mediaLost])
  if (narrow) notes.push([false, t.call.narrow.own])
  if (others.length > 0) notes.push([false, t.call.narrow.others(t.times.list(others))])
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
