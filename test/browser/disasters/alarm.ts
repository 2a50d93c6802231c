import { eventually } from '../hotline/patience.ts'
import type { Softphone } from '../hotline/softphone.ts'

/** When an alarm was there, by the clock of the machine (which pages and server share), in ms since 1970. */
export interface Alarm {
  readonly seenAtMs: number
  readonly heardAtMs: number
  /** The longest that the page stood still meanwhile: as long as that the machine gave its processor to others. */
  readonly stoodStillMs: number
}

/** So long the probe listens at a time; what a look takes beyond that, the page was not let work. */
const LOOK_MS = 40

/**
 * Begins to wait, in the page itself, for an alert with one of these sentences and for the page's own sound; how busy
 * this process is does not matter to the times. To be called while it is quiet. Gives up by throwing.
 */
export async function nextAlarm({ page, username }: Softphone, sentences: readonly string[]): Promise<Alarm> {
  const alarm = await page.evaluate(
    async ([expected, withinMs, lookMs]) => {
      const deadlineMs = Date.now() + withinMs
      let stoodStillMs = 0
      const shows = () =>
        [...document.querySelectorAll('[role="alert"]')].some((alert) =>
          expected.some((sentence) => alert.textContent.includes(sentence)),
        )
      const seen = new Promise<number>((resolve) => {
        const look = (): void => {
          if (!shows()) return
          observer.disconnect()
          resolve(Date.now())
        }
        const observer = new MutationObserver(look)
        observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
        look()
      })
      const heard = (async () => {
        while (Date.now() < deadlineMs) {
          const fromMs = Date.now()
          const loudest = await window.hotlineProbe.ownSound(lookMs)
          stoodStillMs = Math.max(stoodStillMs, Date.now() - fromMs - lookMs)
          if (loudest > 0.05) return Date.now()
        }
        return 0
      })()
      const late = new Promise<number>((resolve) => setTimeout(() => resolve(0), withinMs))
      const [seenAtMs, heardAtMs] = await Promise.all([Promise.race([seen, late]), heard])
      return { seenAtMs, heardAtMs, stoodStillMs }
    },
    [sentences, 15_000, LOOK_MS] as const,
  )
  if (alarm.seenAtMs === 0) throw new Error(`${username} saw no alarm.`)
  if (alarm.heardAtMs === 0) throw new Error(`${username} heard no alarm.`)
  return alarm
}

/** No bound is set to how soon an alarm is gone: on a machine that stands still for others the next one is a true one. */
const GONE_WITHIN_MS = 60_000

/** Waits until the lamp says that all is safe again, no alert is on the page and no tone sounds. */
export async function alarmGone(phone: Softphone): Promise<void> {
  const isGone = async () => {
    const safe = await phone.page.locator('.recording-on').count()
    return safe === 1 && (await phone.page.getByRole('alert').count()) === 0
  }
  await eventually(`${phone.username} has no alarm any more`, isGone, GONE_WITHIN_MS)
  await phone.ownSound(false, GONE_WITHIN_MS)
}
