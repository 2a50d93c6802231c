import { effect } from '@preact/signals'
import { render } from 'preact'
import { createAttention } from './browser/attention.ts'
import { browserClock } from './browser/clock.ts'
import { createFace } from './browser/face.ts'
import { createInstallation } from './browser/installation.ts'
import { createKeyboard } from './browser/keyboard.ts'
import { browserNetwork } from './browser/network.ts'
import { createNotifications } from './browser/notifications.ts'
import { browserPlace } from './browser/place.ts'
import { createStandstill } from './browser/standstill.ts'
import { browserStorage } from './browser/storage.ts'
import { claimConsole, createTabs } from './browser/tabs.ts'
import { createWakeLock } from './browser/wakeLock.ts'
import { createAccount } from './http/account.ts'
import { alarmSays } from './components/alarmWords.ts'
import { clockTime } from './components/times.ts'
import { en } from './languages/en.ts'
import { lineTestLater } from './media/lineTestLater.ts'
import { createMedia } from './media/media.ts'
import { createSoftphone, type Softphone } from './models/softphone.ts'
import { App } from './screens/App.tsx'
import { SurfaceContext, type Surface } from './screens/surface.ts'
import { Connection } from './signaling/connection.ts'

/** The softphone's composition root: everything is made and introduced here, once. */
async function start(root: HTMLElement): Promise<void> {
  const connection = Connection.create()
  const installation = createInstallation()
  const phone = createSoftphone({
    console: await claimConsole(),
    account: createAccount(browserClock),
    connection,
    media: createMedia(connection),
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
    titles: en.titles,
    words: ({ call, snapshot }, partyName) => ({
      title: en.incoming.noticeTitle(partyName(call.placedBy.party), call),
      body: en.incoming.notice(snapshot.line.name, call.placedBy.name),
    }),
    missedWords: ({ ring, lineName }, partyName) => ({
      title: en.console.missedTitle(partyName(ring.from), ring),
      body: en.console.missedNotice(lineName, ring.fromName),
    }),
    rollCallWords: ({ rollCall: { dueMs, deadlineMs }, lineName }, timeZone) => ({
      title: en.rollCalls.title(clockTime(dueMs, timeZone), lineName),
      body: en.rollCalls.noticeBody(Math.ceil((deadlineMs - dueMs) / 60_000)),
    }),
    alarmWords: (alarm, partyName, timeZone) => ({
      title: en.alarms.noticeTitle,
      body: alarmSays(en, alarm, partyName, timeZone),
    }),
    textWords: ({ from }, lineName, partyName) => ({
      title: en.texts.noticeTitle(partyName(from.party)),
      body: en.texts.notice(lineName, from.name),
    }),
  })
  effect(() => {
    document.documentElement.dataset['theme'] = phone.settings.settings.value.theme
  })
  addEventListener('pagehide', () => phone.close(), { once: true })
  render(
    <SurfaceContext.Provider value={{ phone, t: en, later: screensLater(phone) }}>
      <App />
    </SurfaceContext.Provider>,
    root,
  )
}

/** Records and administration are for few people and are never urgent: they are fetched when they are opened. */
function screensLater(phone: Softphone): Surface['later'] {
  const token = () => phone.session.freshToken()
  return {
    async administration() {
      const [{ AdministrationScreen }, { createAdministrationHttp }, { createAdministration }, alarmDesk] =
        await Promise.all([
          import('./screens/administration/AdministrationScreen.tsx'),
          import('./http/administration.ts'),
          import('./models/administration.ts'),
          Promise.all([
            import('./models/alarmDesk.ts'),
            import('./http/alarms.ts'),
            import('./languages/enLineTests.ts'),
          ]),
        ])
      const model = createAdministration(createAdministrationHttp(token))
      const [{ createAlarmDesk }, { createAlarmsHttp }, { enLineTests }] = alarmDesk
      const alarms = createAlarmDesk(phone.alarms, createAlarmsHttp(token))
      return () => <AdministrationScreen model={model} alarms={alarms} words={enLineTests} />
    },
    async tests() {
      const [{ LineTestsScreen }, { createTestHistoryHttp }, { createTestHistory }, { enLineTests }] =
        await Promise.all([
          import('./screens/lineTests/LineTestsScreen.tsx'),
          import('./http/testHistory.ts'),
          import('./models/testHistory.ts'),
          import('./languages/enLineTests.ts'),
        ])
      const model = createTestHistory(createTestHistoryHttp(token), phone)
      return () => <LineTestsScreen model={model} words={enLineTests} />
    },
    async records() {
      const [{ RecordsScreen }, { createRecordsHttp }, { createRecords }, { enRecords }] = await Promise.all([
        import('./screens/records/RecordsScreen.tsx'),
        import('./http/records.ts'),
        import('./models/records.ts'),
        import('./languages/enRecords.ts'),
      ])
      const model = createRecords(createRecordsHttp(token, browserClock), phone.places, browserClock)
      return () => <RecordsScreen model={model} words={enRecords} />
    },
  }
}

const root = document.getElementById('softphone')
if (root !== null) await start(root)
