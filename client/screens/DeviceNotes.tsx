import { Button } from '../components/Button.tsx'
import { Icon } from '../components/Icon.tsx'
import { useSurface } from './surface.ts'

/** On every screen: which device has taken the place of which, for a while. */
export function DeviceNotes() {
  const { phone, t } = useSurface()
  return (
    <div class="device-notes" role="status">
      {phone.devices.news.value.map(({ news, dismiss }) => (
        <div key={news.kind} class={`device-note device-note-${news.what}`}>
          <Icon name={news.what === 'returned' ? 'check' : 'warning'} />
          <p>{t.devices.news(news)}</p>
          <Button look="quiet" action={dismiss} label={t.times.label(t.devices.dismiss, t.devices.kinds[news.kind])}>
            {t.devices.dismiss}
          </Button>
        </div>
      ))}
    </div>
  )
}
