import { Button } from '../components/Button.tsx'
import { Checkbox } from '../components/Checkbox.tsx'
import { CALL_SOUNDS, CONSTANT_SOUNDS, type SoundName } from '../models/soundNames.ts'
import { useSurface } from './surface.ts'

/** What this console sounds: each to be heard, and what is only a comfort to be switched off. */
export function SoundPanel() {
  const { phone, t } = useSurface()
  const { settings, setSounds } = phone.settings
  return (
    <section class="panel sounds" aria-labelledby="settings-sounds">
      <h2 id="settings-sounds">{t.sounds.title}</h2>
      <h3 id="sounds-call">{t.sounds.inCall}</h3>
      <ul aria-labelledby="sounds-call">
        {CALL_SOUNDS.map((name) => (
          <li key={name} class="sound">
            <Checkbox
              checked={!settings.value.silent.includes(name)}
              label={t.sounds.names[name]}
              onChange={(sounds) => setSounds(name, sounds)}
            />
            <Hear name={name} />
          </li>
        ))}
      </ul>
      <h3 id="sounds-always">{t.sounds.always}</h3>
      <ul aria-labelledby="sounds-always">
        {CONSTANT_SOUNDS.map((name) => (
          <li key={name} class="sound">
            <span>{t.sounds.names[name]}</span>
            <Hear name={name} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Hear({ name }: { name: SoundName }) {
  const { phone, t } = useSurface()
  const hear = phone.callSounds.hear.value
  return (
    <Button icon="play" label={t.sounds.hear(t.sounds.names[name])} action={hear && (() => hear(name))}>
      {t.sounds.play}
    </Button>
  )
}
