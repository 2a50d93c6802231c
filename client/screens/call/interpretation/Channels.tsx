import { channelName } from '../../../components/channelWords.ts'
import type { ChannelView } from '../../../models/channels.ts'
import { useSurface } from '../../surface.ts'

/** Who interprets into which channel at this moment, and who waits there. */
export function Channels() {
  const { phone, t } = useSurface()
  const channels = phone.interpretation.listening.channels.value
  return (
    <ul class="channels" aria-label={t.interpretation.channels}>
      {channels.map((view) => (
        <li key={view.channel} class={view.live?.heard ? 'channel channel-live' : 'channel'}>
          <b>{channelName(t, view.channel)}</b> <Carried view={view} />
        </li>
      ))}
    </ul>
  )
}

function Carried({ view: { live, waiting } }: { readonly view: ChannelView }) {
  const { t } = useSurface()
  return (
    <span>
      {live && <em>{(live.heard ? t.interpretation.liveOn : t.interpretation.pauses)(live.leg.name)}</em>}
      {waiting.map(({ leg }) => (
        <span key={leg.console}>{t.interpretation.waits(leg.name)}</span>
      ))}
      {live === undefined && waiting.length === 0 && <span>{t.interpretation.nobody}</span>}
    </span>
  )
}
