import { setTimeout as sleep } from 'node:timers/promises'

/** Every look takes processor time from the browsers that are looked at, and two cores carry them all. */
const LOOK_EVERY_MS = 150

/** Waits until it is so; throws a sentence when it has not become so in time. */
export async function eventually(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  withinMs = 20_000,
): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Waited ${withinMs.toFixed(0)} ms in vain until ${what}.`)
    await sleep(LOOK_EVERY_MS)
  }
}
