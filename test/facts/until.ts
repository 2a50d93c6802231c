import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until something is true, looking every few milliseconds; throws after a deadline that only a failure meets. */
export async function until(what: string, isTrue: () => boolean, deadlineMs = 5_000): Promise<void> {
  const endMs = performance.now() + deadlineMs
  while (!isTrue()) {
    if (performance.now() > endMs) throw new Error(`Waited ${deadlineMs} ms in vain until ${what}.`)
    await sleep(2)
  }
}
