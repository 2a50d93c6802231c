import { Button } from '../components/Button.tsx'
import { LanguageSwitch } from '../components/LanguageSwitch.tsx'
import { Select } from '../components/Select.tsx'
import { THEMES } from '../models/settings.ts'
import { DevicePanel } from './DevicePanel.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import { SoundPanel } from './SoundPanel.tsx'
import { useSurface } from './surface.ts'
import '../styles/settings.css'

export function SettingsScreen() {
  const { phone, t } = useSurface()
  return (
    <main class="page settings" id="content">
      <h1>{t.settings.title}</h1>
      <section class="panel" aria-labelledby="settings-language">
        <h2 id="settings-language">{t.settings.language}</h2>
        <LanguageSwitch />
      </section>
      <section class="panel" aria-labelledby="settings-appearance">
        <h2 id="settings-appearance">{t.settings.appearance}</h2>
        <Select
          label={t.settings.theme}
          value={phone.settings.settings.value.theme}
          options={THEMES.map((value) => ({ value, label: t.themes[value] }))}
          onChoose={phone.settings.setTheme}
        />
      </section>
      <DevicePanel />
      <SoundPanel />
      <section class="panel" aria-labelledby="settings-keys">
        <h2 id="settings-keys">{t.keys.title}</h2>
        <Button action={phone.keys.openSheet}>{t.keys.open}</Button>
      </section>
      <section class="panel" aria-labelledby="settings-app">
        <h2 id="settings-app">{t.settings.app}</h2>
        <p>{t.settings.appIs[phone.installation.state.value]}</p>
        {phone.installation.install.value && (
          <Button action={phone.installation.install.value}>{t.settings.install}</Button>
        )}
      </section>
      <PasswordForm />
    </main>
  )
}
