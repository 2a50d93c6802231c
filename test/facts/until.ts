import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until it is so, looking every few milliseconds; throws after a deadline that only a failure meets. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  withinMs = 5_000,
  lookEveryMs = 2,
): Promise<void> {
  const deadlineMs = performance.now() + withinMs
  while (!(await isSo())) {
    if (performance.now() > deadlineMs) throw new Error(`Waited ${withinMs.toFixed(0)} ms in vain until ${what}.`)
    await sleep(lookEveryMs)
  }
}
