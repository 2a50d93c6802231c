import { useId } from 'preact/hooks'
import { channelName } from '../../../components/channelWords.ts'
import type { FloorOrChannel } from '../../../../server/protocol/interpretation.ts'
import { useSurface } from '../../surface.ts'

/** The choice of what is listened to, and how loud the floor is under an interpreter. */
export function ListenTo({ legend, but }: { readonly legend: string; readonly but?: FloorOrChannel | undefined }) {
  const { phone, t } = useSurface()
  const { channels, hearing, choose, underneath, setUnderneath } = phone.interpretation.listening
  /** At a desk nothing moves under the hand: there is always a slider, which does nothing while the floor is heard in full. */
  const isDesk = but !== undefined
  const name = useId()
  const slider = useId()
  const offered: readonly FloorOrChannel[] = ['floor', ...channels.value.map(({ channel }) => channel)]
  const percent = Math.round(underneath.value * 100)
  return (
    <div class="listen">
      <fieldset class="segments" disabled={choose.value === undefined}>
        <legend>{legend}</legend>
        <div class="segments-row">
          {offered
            .filter((one) => one !== but)
            .map((one) => (
              <label key={one} class="segment">
                <input
                  type="radio"
                  name={name}
                  value={one}
                  checked={hearing.value === one}
                  onChange={() => void choose.value?.(one)}
                />
                <span>{channelName(t, one)}</span>
              </label>
            ))}
        </div>
      </fieldset>
      {(hearing.value !== 'floor' || isDesk) && (
        <div class="listen-under">
          <label for={slider}>{t.interpretation.underneath}</label>
          <input
            id={slider}
            type="range"
            min={0}
            max={100}
            step={5}
            value={percent}
            disabled={hearing.value === 'floor'}
            aria-valuetext={t.interpretation.underneathIs(percent)}
            onInput={(event) => setUnderneath(event.currentTarget.valueAsNumber / 100)}
          />
          <output for={slider}>{t.interpretation.underneathIs(percent)}</output>
        </div>
      )}
    </div>
  )
}
