import type { StateName } from './build.ts'
import { consoleStates } from './consoleStates.ts'
import { missedStates } from './missedStates.ts'
import { ringStates } from './ringStates.ts'
import { callStates } from './callStates.ts'
import { holdStates } from './holdStates.ts'
import { textStates } from './textStates.ts'
import { recordStates } from './recordStates.ts'
import { delegationStates } from './delegationStates.ts'
import { interpretationStates } from './interpretationStates.ts'
import { noteStates } from './noteStates.ts'
import { layoutStates } from './layoutStates.ts'
import { lineTestStates } from './lineTestStates.ts'
import { rollCallStates } from './rollCallStates.ts'
import { settled } from '../../client/fakeClock.ts'
import { KR } from '../../client/fakeLine.ts'
import { signIn, welcome, type SoftphoneInTest } from '../../client/softphoneInTest.ts'
import { tell, up } from './beginnings.ts'

/** Every state of the screens that is looked at, each brought about the way it comes about: by notices and actions. */
export const STATES: Record<StateName, (test: SoftphoneInTest) => Promise<unknown>> = {
  'sign-in': () => settled(),
  'sign-in-refused': async (test) => {
    await settled()
    test.account.signing = { ok: false, refusal: { code: 'signed-out', message: '' } }
    await test.phone.session.signIn.value?.('kr-principal', 'wrong')
  },
  administration: async (test) => {
    await signIn(test)
    welcome(test, KR, [], ['admin'])
    test.place.go('/administration')
  },
  ...consoleStates,
  ...missedStates,
  ...ringStates,
  ...callStates,
  ...holdStates,
  ...textStates,
  ...recordStates,
  ...layoutStates(up, tell),
  ...interpretationStates,
  ...noteStates,
  ...rollCallStates,
  ...delegationStates(up),
  ...lineTestStates,
}
