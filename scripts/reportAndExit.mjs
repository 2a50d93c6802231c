// How a command ends: with its exit code, and with a step's failure told in plain words and no stack trace.

import { StepFailed } from './setUp/step.mjs'

/** @param {() => Promise<number>} work resolves to the exit code */
export async function reportAndExit(work) {
  try {
    process.exitCode = await work()
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error
    console.error(`\n${error.message}\n`)
    process.exitCode = 1
  }
}
