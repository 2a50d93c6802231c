import { Video } from '../../components/Video.tsx'
import { useSurface } from '../surface.ts'

/** What the others see of this person: beside their pictures, so that it covers nobody. */
export function SelfView({ large = false }: { large?: boolean }) {
  const { phone, t } = useSurface()
  const { picture, cameraOn, screen, screenOn } = phone.lamps.local.value
  return (
    <>
      {picture && cameraOn && (
        <figure class={large ? 'self-view self-view-large' : 'self-view'}>
          <Video stream={picture} label={t.call.selfView} mirrored />
          <figcaption>{t.call.you}</figcaption>
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
