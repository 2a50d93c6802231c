import type { Surface } from '../../../client/screens/surface.ts'
import type { LanguageParts } from '../../../client/languages/languages.ts'
import { createAlarmDesk } from '../../../client/models/alarmDesk.ts'
import { createAdministration } from '../../../client/models/administration.ts'
import { createTestHistory } from '../../../client/models/testHistory.ts'
import { LineTestsScreen } from '../../../client/screens/lineTests/LineTestsScreen.tsx'
import { FakeTestHistory } from '../../client/fakeTestHistory.ts'
import { createRecords } from '../../../client/models/records.ts'
import { AdministrationScreen } from '../../../client/screens/administration/AdministrationScreen.tsx'
import { SettingsScreen } from '../../../client/screens/SettingsScreen.tsx'
import { RecordsScreen } from '../../../client/screens/records/RecordsScreen.tsx'
import { STARTING_MESSAGES } from '../../../server/calls/startingMessages.ts'
import { ADVISERS, LEADERS } from '../../calls/demonstrationLines.ts'
import { person } from '../../client/fakeLine.ts'
import { FakeRecords } from '../../client/fakeRecords.ts'
import type { SoftphoneInTest } from '../../client/softphoneInTest.ts'

/** The screens that the product loads later, over fakes of the server. */
export function later({ phone, clock }: SoftphoneInTest, parts: () => LanguageParts): Surface['later'] {
  return {
    settings: async () => SettingsScreen,
    async records() {
      const model = createRecords(new FakeRecords(clock.nowMs() - 86_400_000), phone.places, clock)
      const words = await parts().records()
      return () => <RecordsScreen model={model} words={words} />
    },
    async tests() {
      const model = createTestHistory(new FakeTestHistory(clock.nowMs()), phone)
      const words = await parts().lineTests()
      return () => <LineTestsScreen model={model} words={words} />
    },
    async administration() {
      const model = createAdministration(
        {
          people: async () => ({
            ok: true,
            body: [
              person('kr-principal', 'Han Ji-woo', ['principal']),
              { ...person('kr-watch', 'Park Min-jun', ['watch', 'records']), suspended: true },
              person('kr-admin', 'Seo Yu-na', ['admin']),
            ],
          }),
          lines: async () => ({ ok: true, body: [LEADERS, ADVISERS] }),
          prepared: async () => ({ ok: true, body: { messages: [...STARTING_MESSAGES] } }),
          changePrepared: async ({ messages, commandId }) => ({ ok: true, body: { messages, revision: commandId } }),
        },
        () => phone.language.language.peek(),
      )
      const alarms = createAlarmDesk(phone.alarms, { acknowledge: async () => ({ ok: true, body: {} }) })
      const words = await parts().lineTests()
      return () => <AdministrationScreen model={model} alarms={alarms} words={words} />
    },
  }
}
