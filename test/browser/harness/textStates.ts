import { settled } from '../../client/fakeClock.ts'
import { SERVER } from '../../client/fakeLine.ts'
import { writing } from '../../client/fakeTexts.ts'
import { writeAway } from './texts.ts'
import { arm, idle, tell, mark, up, type States } from './beginnings.ts'

/** What is written on a line. */
export const textStates = {
  'console-texts': async (test) => {
    const script = await idle(test)
    await arm(test)
    tell(test, ...writing(script))
    await writeAway(test)
  },
  'console-prepared': async (test) => {
    const script = await idle(test)
    await arm(test)
    tell(test, ...writing(script))
    test.phone.texts.choose('leaders', test.phone.texts.prepared.value[3])
    await settled()
    // On the other line they are shown, to choose one.
    const [, other] = document.querySelectorAll<HTMLElement>('.line .texts-write button[aria-pressed]')
    const only = document.querySelector<HTMLElement>('.line .texts-write button[aria-pressed]')
    ;(other ?? only)?.click()
    await settled()
  },
  'call-texts': async (test) => {
    const script = await up(test)
    tell(test, ...writing(script))
    mark(test)
  },
  'call-written': async (test) => {
    const script = await up(test)
    tell(test, ...writing(script), script.entry(SERVER, [{ type: 'media:lost' }]))
    test.media.setRemotes([])
    mark(test)
  },
} satisfies States
