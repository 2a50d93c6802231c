// The bundles of the client are within their budgets: it is built where that has not been done since the last change.

import path from 'node:path'
import { bundlesOf, languagesThatWait, overBudget } from './bundles.mjs'
import { projectFolder } from './folders.mjs'
import { reportAndExit } from './reportAndExit.mjs'
import { ensureClient } from './setUp/clientBuild.mjs'

await reportAndExit(async () => {
  await ensureClient()
  const folder = path.join(projectFolder, 'client', 'dist')
  const waiting = languagesThatWait(folder).map(
    (language) => `The sentences of ${language} import what the page is made of, which waits for them.`,
  )
  const found = [...waiting, ...overBudget(bundlesOf(folder))]
  for (const sentence of found) process.stdout.write(`${sentence}\n`)
  return found.length === 0 ? 0 : 1
})
