import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Video } from '../../components/Video.tsx'
import { useSurface } from '../surface.ts'

/** What the others see of this person: beside their pictures, so that it covers nobody. */
export function SelfView({ large = false }: { large?: boolean }) {
  const { phone, t } = useSurface()
  const { picture, cameraOn, screen, screenOn } = phone.lamps.local.value
  const muted = phone.call.muted.value
  // Alone, it is what there is to see.
  const isShown = large || phone.layout.selfView.value
  return (
    <>
      {picture && cameraOn && !isShown && (
        <p class="self-view-away">
          <Button look="quiet" action={() => phone.layout.setSelfView(true)}>
            {t.layout.showSelf}
          </Button>
        </p>
      )}
      {picture && cameraOn && isShown && (
        <figure class={large ? 'self-view self-view-large' : 'self-view'}>
          <Video stream={picture} label={t.call.selfView} mirrored />
          <figcaption>
            <span>{t.call.you}</span>
            {muted && (
              <span class="mark mark-muted">
                <Icon name="microphone-off" />
                <span>{t.call.muted}</span>
              </span>
            )}
          </figcaption>
          {!large && (
            <span class="self-view-hide">
              <Button look="quiet" action={() => phone.layout.setSelfView(false)}>
                {t.layout.hideSelf}
              </Button>
            </span>
          )}
        </figure>
      )}
      {screen && screenOn && (
        <figure class="self-view self-view-screen">
          <Video stream={screen} label={t.call.ownScreen} />
          <figcaption>{t.call.ownScreen}</figcaption>
        </figure>
      )}
    </>
  )
}
