import { Button } from '../components/Button.tsx'
import { Checkbox } from '../components/Checkbox.tsx'
import { enSounds } from '../languages/enSounds.ts'
import { jaSounds } from '../languages/jaSounds.ts'
import { koSounds } from '../languages/koSounds.ts'
import { CALL_SOUNDS, CONSTANT_SOUNDS, type SoundName } from '../models/soundNames.ts'
import { useSurface } from './surface.ts'

/** Few words, which come with the settings in every language rather than with the first load. */
const WORDS: Readonly<Record<string, typeof enSounds>> = { en: enSounds, ko: koSounds, ja: jaSounds }
function useWords(): typeof enSounds {
  const { t } = useSurface()
  return WORDS[t.tag.slice(0, 2)] ?? enSounds
}

/** What this console sounds: each to be heard, and what is only a comfort to be switched off. */
export function SoundPanel() {
  const { phone } = useSurface()
  const words = useWords()
  const { settings, setSounds } = phone.settings
  return (
    <section class="panel sounds" aria-labelledby="settings-sounds">
      <h2 id="settings-sounds">{words.title}</h2>
      <h3 id="sounds-call">{words.inCall}</h3>
      <ul aria-labelledby="sounds-call">
        {CALL_SOUNDS.map((name) => (
          <li key={name} class="sound">
            <Checkbox
              checked={!settings.value.silent.includes(name)}
              label={words.names[name]}
              onChange={(sounds) => setSounds(name, sounds)}
            />
            <Hear name={name} />
          </li>
        ))}
      </ul>
      <h3 id="sounds-always">{words.always}</h3>
      <ul aria-labelledby="sounds-always">
        {CONSTANT_SOUNDS.map((name) => (
          <li key={name} class="sound">
            <span>{words.names[name]}</span>
            <Hear name={name} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Hear({ name }: { name: SoundName }) {
  const { phone } = useSurface()
  const words = useWords()
  const hear = phone.callSounds.hear.value
  return (
    <Button icon="play" label={words.hear(words.names[name])} action={hear && (() => hear(name))}>
      {words.play}
    </Button>
  )
}
