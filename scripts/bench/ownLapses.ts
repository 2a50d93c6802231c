import { setTimeout as sleep } from 'node:timers/promises'
import { en } from '../../client/languages/en.ts'
import type { Lamp } from '../../server/protocol/consoles.ts'
import type { Installation } from '../../test/browser/hotline/installation.ts'
import type { Softphone } from '../../test/browser/hotline/softphone.ts'
import { installLampWatch } from './lampWatch.ts'

/** One way to lapse, as the console itself has to notice it: what brings it about, and what ends it. */
interface OwnLapse {
  readonly what: string
  readonly check: Lamp['check']
  readonly begin: (phone: Softphone, installation: Installation) => Promise<unknown>
  readonly end: (phone: Softphone) => Promise<unknown>
}

/** Between what is measured, and as much again by chance: looks then fall anywhere into a lapse. */
const SETTLE_MS = 1_000
/** One that takes longer is not noticed. */
const NOTICED_WITHIN_MS = 30_000

const armAgain = async (phone: Softphone): Promise<void> => {
  await phone.page.reload()
  await phone.arm()
}

/** A page whose microphone can be switched off and pulled out already (`withDeviceSwitch`). */
export async function withLampWatch(phone: Softphone): Promise<void> {
  await phone.page.addInitScript(installLampWatch)
  await armAgain(phone)
}

export const OWN_LAPSES: readonly OwnLapse[] = [
  {
    what: 'sound that the browser stops',
    check: 'sound',
    begin: async ({ page }) => await page.evaluate(() => window.lampWatch.stopSound()),
    end: async ({ page }) => await page.getByRole('heading', { name: 'Leaders' }).click(),
  },
  {
    what: 'a microphone that gives no sound',
    check: 'microphone',
    begin: async ({ page }) => await page.evaluate(() => window.deviceSwitch.mute(true)),
    end: async ({ page }) => await page.evaluate(() => window.deviceSwitch.mute(false)),
  },
  {
    what: 'a microphone that is pulled out',
    check: 'microphone',
    begin: async ({ page }) => await page.evaluate(() => window.deviceSwitch.pull()),
    end: armAgain,
  },
  {
    what: 'a warm line on which nothing comes back',
    check: 'warm-lines',
    // The server has others in their place two seconds later.
    begin: async (_, installation) => {
      for (const pid of await installation.workerPids()) process.kill(pid, 'SIGSTOP')
    },
    end: async () => {},
  },
]

/** From the moment in which it lapses until the console's own lamp is not green any more. */
export async function measureOwnLapse(
  phone: Softphone,
  installation: Installation,
  { check, begin, end }: OwnLapse,
): Promise<number> {
  const { page } = phone
  const shown = async (green: boolean) =>
    await page.evaluate(async (wanted) => await window.lampWatch.shown(wanted), {
      region: en.console.lamps,
      name: en.console.lampName(check),
      green,
      withinMs: NOTICED_WITHIN_MS,
    })
  await shown(true)
  await sleep(SETTLE_MS * (1 + Math.random()))
  const notGreen = shown(false)
  const startedAtMs = Date.now()
  await begin(phone, installation)
  const noticedMs = (await notGreen) - startedAtMs
  await end(phone)
  return noticedMs
}
