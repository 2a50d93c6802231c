import { effect } from '@preact/signals'
import { render } from 'preact'
import { createAttention } from './browser/attention.ts'
import { browserClock } from './browser/clock.ts'
import { createFace } from './browser/face.ts'
import { keepFocus } from './browser/focus.ts'
import { loadAllFonts, loadFonts } from './browser/fonts.ts'
import { createInstallation } from './browser/installation.ts'
import { createKeyboard } from './browser/keyboard.ts'
import { browserNetwork } from './browser/network.ts'
import { createNotifications } from './browser/notifications.ts'
import { browserPlace } from './browser/place.ts'
import { createStandstill } from './browser/standstill.ts'
import { browserStorage } from './browser/storage.ts'
import { claimConsole, createTabs } from './browser/tabs.ts'
import { createWakeLock } from './browser/wakeLock.ts'
import { whenIdle } from './browser/whenIdle.ts'
import { createAccount } from './http/account.ts'
import { createRecallsHttp } from './http/recalls.ts'
import { noticeWords } from './components/noticeWords.ts'
import { LANGUAGE_PARTS } from './languages/languages.ts'
import { openVocabulary, type Vocabulary } from './languages/vocabulary.ts'
import { lineTestLater } from './media/lineTestLater.ts'
import { createMedia } from './media/media.ts'
import { loadMediasoup } from './media/keptDevices.ts'
import { firstLanguage } from './models/language.ts'
import { createSoftphone, type Softphone } from './models/softphone.ts'
import { App } from './screens/App.tsx'
import { SurfaceContext, type Surface } from './screens/surface.ts'
import { Connection } from './signaling/connection.ts'

/** The softphone's composition root: everything is made and introduced here, once. */
async function start(root: HTMLElement): Promise<void> {
  const [vocabulary, console] = await Promise.all([
    openVocabulary(firstLanguage(browserStorage, navigator.languages), (language) =>
      LANGUAGE_PARTS[language].sentences(),
    ),
    claimConsole(),
  ])
  const connection = Connection.create()
  const installation = createInstallation()
  const phone = createSoftphone({
    console,
    account: createAccount(browserClock),
    connection,
    media: createMedia(connection),
    recalls: createRecallsHttp,
    lineTests: lineTestLater(async () => {
      const { createLineTestMedia } = await import('./media/lineTest/lineTestMedia.ts')
      return createLineTestMedia(connection)
    }),
    clock: browserClock,
    attention: createAttention(),
    notifications: createNotifications(() => installation.worker()),
    wakeLock: createWakeLock(),
    network: browserNetwork,
    standstill: createStandstill(),
    storage: browserStorage,
    place: browserPlace,
    keyboard: createKeyboard(),
    tabs: createTabs(),
    face: createFace(),
    installation,
    languages: { browser: navigator.languages, shown: vocabulary.language, show: vocabulary.show },
    // The tab's title follows the language; a notice has the one in which it was shown.
    ...noticeWords(() => vocabulary.sentences.value),
  })
  effect(() => {
    document.documentElement.dataset['theme'] = phone.settings.settings.value.theme
  })
  effect(() => {
    document.documentElement.lang = vocabulary.language.value
    loadFonts(vocabulary.language.value)
  })
  effect(() => {
    if (phone.lines.own.value === undefined) return
    whenIdle(() => {
      loadAllFonts()
      // Whoever needs it asks again, and says what went wrong.
      loadMediasoup().catch(() => undefined)
    })
  })
  const stopFocus = keepFocus(root)
  addEventListener(
    'pagehide',
    () => {
      stopFocus()
      phone.close()
    },
    { once: true },
  )
  render(<Spoken vocabulary={vocabulary} phone={phone} later={screensLater(phone, vocabulary)} />, root)
}

/** Every screen, in the language that is shown: all of them say it anew when that is another one. */
function Spoken({ vocabulary, phone, later }: Omit<Surface, 't'> & { readonly vocabulary: Vocabulary }) {
  return (
    <SurfaceContext.Provider value={{ phone, t: vocabulary.sentences.value, later }}>
      <App />
    </SurfaceContext.Provider>
  )
}

/** Records and administration are for few people, and settings for few moments: they are fetched when they are opened. */
function screensLater(phone: Softphone, { language }: Vocabulary): Surface['later'] {
  const token = () => phone.session.freshToken()
  const parts = () => LANGUAGE_PARTS[language.peek()]
  return {
    async administration() {
      const [{ AdministrationScreen }, { createAdministrationHttp }, { createAdministration }, alarmDesk] =
        await Promise.all([
          import('./screens/administration/AdministrationScreen.tsx'),
          import('./http/administration.ts'),
          import('./models/administration.ts'),
          Promise.all([import('./models/alarmDesk.ts'), import('./http/alarms.ts'), parts().lineTests()]),
        ])
      const model = createAdministration(createAdministrationHttp(token), () => phone.language.language.peek())
      const [{ createAlarmDesk }, { createAlarmsHttp }, words] = alarmDesk
      const alarms = createAlarmDesk(phone.alarms, createAlarmsHttp(token))
      return () => <AdministrationScreen model={model} alarms={alarms} words={words} />
    },
    async tests() {
      const [{ LineTestsScreen }, { createTestHistoryHttp }, { createTestHistory }, words] = await Promise.all([
        import('./screens/lineTests/LineTestsScreen.tsx'),
        import('./http/testHistory.ts'),
        import('./models/testHistory.ts'),
        parts().lineTests(),
      ])
      const model = createTestHistory(createTestHistoryHttp(token), phone)
      return () => <LineTestsScreen model={model} words={words} />
    },
    settings: async () => (await import('./screens/SettingsScreen.tsx')).SettingsScreen,
    async records() {
      const [{ RecordsScreen }, { createRecordsHttp }, { createRecords }, words] = await Promise.all([
        import('./screens/records/RecordsScreen.tsx'),
        import('./http/records.ts'),
        import('./models/records.ts'),
        parts().records(),
      ])
      const model = createRecords(createRecordsHttp(token, browserClock), phone.places, browserClock)
      return () => <RecordsScreen model={model} words={words} />
    },
  }
}

/** What the system asks for beyond the two themes is loaded by those consoles alone. */
const asksForContrast = matchMedia('(prefers-contrast: more), (forced-colors: active)')
const giveContrast = (): void => {
  if (asksForContrast.matches) void import('./styles/contrast.css')
}
asksForContrast.addEventListener('change', giveContrast)
giveContrast()
void import('./styles/afterwards.css')

const root = document.getElementById('softphone')
if (root !== null) await start(root)
