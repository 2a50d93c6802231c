import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Installation } from '../../test/browser/hotline/installation.ts'

/** USER_HZ, in which the kernel tells every program of processor time, whatever its own clock is (proc(5)). */
const TICKS_PER_S = 100

interface Usage {
  readonly cpuS: number
  readonly residentMb: number
}

export interface Consumption {
  readonly seconds: number
  /** In % of one core. */
  readonly serverCpu: number
  readonly workersCpu: number
  readonly serverMb: number
  readonly workersMb: number
  readonly recordingMbPerMinute: number
  readonly recordingKbps: number
}

/** Processor time and memory of the server and its media workers, and what is recorded, while a call goes on. */
export async function measureConsumption(installation: Installation, seconds: number): Promise<Consumption> {
  const server = await installation.serverPid()
  const workers = await installation.workerPids()
  const records = join(installation.folder, 'data', 'records')
  const look = async () => ({
    atMs: performance.now(),
    server: await usageOf([server]),
    workers: await usageOf(workers),
    bytes: await bytesIn(records),
  })
  const from = await look()
  await sleep(seconds * 1_000)
  const to = await look()
  const elapsedS = (to.atMs - from.atMs) / 1_000
  const percent = (before: Usage, after: Usage) => (100 * (after.cpuS - before.cpuS)) / elapsedS
  const bytesPerS = (to.bytes - from.bytes) / elapsedS
  return {
    seconds: elapsedS,
    serverCpu: percent(from.server, to.server),
    workersCpu: percent(from.workers, to.workers),
    serverMb: to.server.residentMb,
    workersMb: to.workers.residentMb,
    recordingMbPerMinute: (bytesPerS * 60) / 1e6,
    recordingKbps: (bytesPerS * 8) / 1e3,
  }
}

async function usageOf(pids: readonly number[]): Promise<Usage> {
  let cpuS = 0
  let residentMb = 0
  for (const pid of pids) {
    // What follows the name, which stands in brackets and may hold spaces: fields 14 and 15 are the times (proc(5)).
    const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ').at(-1)?.split(' ') ?? []
    cpuS += (Number(fields[11]) + Number(fields[12])) / TICKS_PER_S
    const resident = /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]
    residentMb += Number(resident) / 1_024
  }
  return { cpuS, residentMb }
}

async function bytesIn(folder: string): Promise<number> {
  let bytes = 0
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size
  }
  return bytes
}
