import type { Surface } from '../../../client/screens/surface.ts'
import { enRecords } from '../../../client/languages/enRecords.ts'
import { createAdministration } from '../../../client/models/administration.ts'
import { createRecords } from '../../../client/models/records.ts'
import { AdministrationScreen } from '../../../client/screens/administration/AdministrationScreen.tsx'
import { RecordsScreen } from '../../../client/screens/records/RecordsScreen.tsx'
import { ADVISERS, LEADERS } from '../../calls/demonstrationLines.ts'
import { person } from '../../client/fakeLine.ts'
import { FakeRecords } from '../../client/fakeRecords.ts'
import type { SoftphoneInTest } from '../../client/softphoneInTest.ts'

/** The screens that the product loads later, over fakes of the server. */
export function later({ phone, clock }: SoftphoneInTest): Surface['later'] {
  return {
    async records() {
      const model = createRecords(new FakeRecords(clock.nowMs() - 86_400_000), phone.places, clock)
      return () => <RecordsScreen model={model} words={enRecords} />
    },
    async administration() {
      const model = createAdministration({
        people: async () => ({
          ok: true,
          body: [
            person('kr-principal', 'Han Ji-woo', ['principal']),
            { ...person('kr-watch', 'Park Min-jun', ['watch', 'records']), suspended: true },
            person('kr-admin', 'Seo Yu-na', ['admin']),
          ],
        }),
        lines: async () => ({ ok: true, body: [LEADERS, ADVISERS] }),
      })
      return () => <AdministrationScreen model={model} />
    },
  }
}
