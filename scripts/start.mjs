// `npm start`: sets everything up, then serves, supervised.

import path from 'node:path'
import { productNode, projectFolder } from './folders.mjs'
import { reportAndExit } from './reportAndExit.mjs'
import { setUp } from './setUp/setUp.mjs'
import { supervise } from './supervise.mjs'

await reportAndExit(async () => {
  const { workerBinary } = await setUp({ forTests: false })
  const server = supervise({
    command: productNode,
    args: [path.join('server', 'index.ts')],
    cwd: projectFolder,
    env: { ...process.env, MEDIASOUP_WORKER_BIN: workerBinary },
    say: (message) => console.error(message),
  })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, server.stop)
  return server.done
})
