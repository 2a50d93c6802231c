import { setTimeout as sleep } from 'node:timers/promises'
import { en } from '../../client/languages/en.ts'
import type { TestBrowser } from '../../test/browser/browsers.ts'
import { onBoard } from '../../test/browser/hotline/boardWatch.ts'
import { installDeviceSwitch } from '../../test/browser/hotline/deviceSwitch.ts'
import type { Installation } from '../../test/browser/hotline/installation.ts'
import type { Softphone } from '../../test/browser/hotline/softphone.ts'
import { standStill } from '../../test/browser/hotline/standStill.ts'

/** Korea watches its board, and a console of Japan lapses. */
export interface Watched {
  readonly kr: Softphone
  readonly jp: Softphone
  readonly japanese: TestBrowser
  readonly installation: Installation
}

/** One way to lapse: brings it about, and gives back how it ends. */
interface Lapse {
  readonly what: string
  /** What Korea's board then says of Japan, or, where the console is gone, no longer says. */
  readonly says: string
  readonly there: boolean
  readonly begin: (watched: Watched) => Promise<() => unknown>
}

const AT = { line: 'Leaders', party: 'Japan' } as const
const ARMED = `, ${en.console.people.armed}`
/** Between what is measured, and as much again by chance: beats, looks and reports then fall anywhere into a lapse. */
const SETTLE_MS = 1_000

const armAgain = async (jp: Softphone): Promise<void> => {
  await jp.page.reload()
  await jp.arm()
}

export const LAPSES: readonly Lapse[] = [
  {
    what: 'a page that stands still',
    says: en.board.silentSince(''),
    there: true,
    begin: async ({ japanese }) => await standStill(japanese),
  },
  {
    what: 'a page that is gone',
    says: ARMED,
    there: false,
    begin: async ({ jp }) => {
      const address = jp.page.url()
      await jp.page.goto('about:blank')
      return async () => {
        await jp.page.goto(address)
        await jp.arm()
      }
    },
  },
  {
    what: 'a microphone that gives no sound',
    says: 'microphone silent',
    there: true,
    begin: async ({ jp }) => {
      await jp.page.evaluate(() => window.deviceSwitch.mute(true))
      return async () => await jp.page.evaluate(() => window.deviceSwitch.mute(false))
    },
  },
  {
    what: 'a microphone that is pulled out',
    says: 'microphone',
    there: true,
    begin: async ({ jp }) => {
      await jp.page.evaluate(() => window.deviceSwitch.pull())
      return async () => await armAgain(jp)
    },
  },
  {
    what: 'a warm line on which nothing comes back',
    // Quiet, then connecting, as soon as the server has found it out as well.
    says: 'line is ',
    there: true,
    begin: async ({ installation }) => {
      for (const pid of await installation.workerPids()) process.kill(pid, 'SIGSTOP')
      // The server kills a worker that does not answer, and has another in its place.
      return () => {}
    },
  },
]

/** Japan's microphone can be switched off and pulled out from now on. */
export async function withDeviceSwitch(jp: Softphone): Promise<void> {
  await jp.page.addInitScript(installDeviceSwitch)
  await armAgain(jp)
}

/** From the moment in which it lapses until Korea's board shows it; then it is as it was before. */
export async function measureLapse(watched: Watched, { says, there, begin }: Lapse): Promise<number> {
  const { page } = watched.kr
  await onBoard(page, { ...AT, says: ARMED })
  await onBoard(page, { ...AT, says, there: !there })
  await sleep(SETTLE_MS * (1 + Math.random()))
  const shown = onBoard(page, { ...AT, says, there })
  const startedAtMs = Date.now()
  const end = await begin(watched)
  const noticedMs = (await shown) - startedAtMs
  await end()
  return noticedMs
}
