import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** A folder of the test's own, gone when it is disposed of. */
export function temporaryFolder(): { path: string; [Symbol.dispose]: () => void } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ringdown-test-'))
  return { path: folder, [Symbol.dispose]: () => fs.rmSync(folder, { recursive: true, force: true }) }
}
