import { RefusalNote } from '../../../components/RefusalNote.tsx'
import { channelName } from '../../../components/channelWords.ts'
import { useSurface } from '../../surface.ts'
import { Channels } from './Channels.tsx'
import { ListenTo } from './ListenTo.tsx'

/** What this person listens to, and who interprets it. Nothing in a call that has no channels. */
export function Listening() {
  const { phone, t } = useSurface()
  const { listening, desk } = phone.interpretation
  const channels = listening.channels.value
  if (channels.length === 0) return null
  const hearing = listening.hearing.value
  const chosen = channels.find(({ channel }) => channel === hearing)
  const interpreted = channels.some(({ live, waiting }) => live !== undefined || waiting.length > 0)
  // Who interprets has the choice at their desk.
  const isHere = desk.desk.value === undefined
  if (!isHere && !interpreted) return null
  // Nobody else has a button for it: whoever sees the lamp, or hears an interpreter on the floor, is told what that is.
  const isConsecutive = phone.call.own.value?.call.consecutive !== undefined
  const mode = isConsecutive ? 'consecutive' : interpreted ? 'simultaneous' : undefined
  return (
    <section class="listening" aria-label={t.interpretation.channels}>
      {isHere && <ListenTo legend={t.interpretation.listenTo} />}
      {isHere && chosen && !chosen.live?.heard && (
        <p class="listening-floor">{t.interpretation.floorUntil(channelName(t, chosen.channel))}</p>
      )}
      {interpreted && <Channels />}
      {isHere && mode && <p class="listening-mode">{t.interpretation.modes[mode]}</p>}
      {listening.refusal.value && <RefusalNote refusal={listening.refusal.value} />}
    </section>
  )
}
