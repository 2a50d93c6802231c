import { at, CALL_ID, OTHER_CALL_ID } from '../../client/fakeLine.ts'
import { signIn, welcome, type SoftphoneInTest } from '../../client/softphoneInTest.ts'
import type { States } from './beginnings.ts'

/** What is loaded and asked for on the screen is there. */
async function appears(selector: string): Promise<void> {
  while (document.querySelector(selector) === null) await new Promise(requestAnimationFrame)
}

async function recordsOfficer(test: SoftphoneInTest): Promise<void> {
  await signIn(test)
  welcome(test, at(9, 'kr-records', 'Yoon Da-eun', 'records'), [])
}

/** What a records officer looks at. */
export const recordStates = {
  records: async (test) => {
    await recordsOfficer(test)
    test.place.go('/records')
  },
  'records-found': async (test) => {
    await recordsOfficer(test)
    test.place.go('/records')
    await appears('.record-search')
    const field = document.querySelector<HTMLInputElement>('#search-search')
    if (field) field.value = 'ほっとらいん ward'
    document.querySelector<HTMLFormElement>('.record-search')?.requestSubmit()
    await appears('.record-found')
  },
  record: async (test) => {
    await recordsOfficer(test)
    test.place.go(`/records/${CALL_ID}`)
  },
  'record-damaged': async (test) => {
    await recordsOfficer(test)
    test.place.go(`/records/${OTHER_CALL_ID}`)
  },
  exceptions: async (test) => {
    await recordsOfficer(test)
    test.place.go('/records/exceptions/2026-11-23')
  },
  'exceptions-none': async (test) => {
    await recordsOfficer(test)
    test.place.go('/records/exceptions')
  },
} satisfies States
