import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { queryObjects } from 'node:v8'
import { AppendFile } from '../../server/recording/appendFile.ts'
import { until } from '../facts/until.ts'
import { CountingDisk } from './countingDisk.ts'

/**
 * Says how many more promises live after the disk has refused a file 400 times more. In a process of its own: they are
 * counted over all of it, and whatever else runs there has some, too.
 */
const root = await mkdtemp(join(tmpdir(), 'ringdown-refused-'))
const disk = new CountingDisk()
const path = join(root, 'not-there', 'file')
const file = new AppendFile({ path, disk, retryMs: 1, onFailing: () => undefined, onMended: () => undefined })
const promisesThatLive = (): number => queryObjects(Promise, { format: 'count' })
file.append(Buffer.from('what was said'))
await until('it was refused a few times', () => disk.asked > 20)
const before = promisesThatLive()
await until('it was refused often', () => disk.asked > 420)
process.stdout.write(`${promisesThatLive() - before}\n`)
await file.abandon()
disk.close()
await rm(root, { recursive: true, force: true })
