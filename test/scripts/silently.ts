import type { runStep } from '../../scripts/setUp/step.mjs'

/** What a step needs to do its work, without a line on the terminal or a log in the user's cache. */
export const silentStep = { logFile: '', progress: ignore, log: ignore, outcome: ignore }

function ignore(): void {}

/** Runs a step's work and nothing around it. */
export const silently: typeof runStep = (_about, work) => work(silentStep)
