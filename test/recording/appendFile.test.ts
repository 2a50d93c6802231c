import { execFile } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { AppendFile } from '../../server/recording/appendFile.ts'
import { until } from '../facts/until.ts'
import { CountingDisk } from './countingDisk.ts'
import { inFolder } from './synthetic.ts'

describe('a file that the disk refuses', () => {
  /** In a folder that is not there yet, so that every attempt fails until it is made. */
  async function whileRefused(
    test: (file: AppendFile, disk: CountingDisk, folder: string) => Promise<void>,
    told: string[] = [],
  ) {
    await inFolder(async (root) => {
      const [disk, folder] = [new CountingDisk(), join(root, 'later')]
      const file = new AppendFile({
        path: join(folder, 'file'),
        disk,
        retryMs: 1,
        onFailing: () => told.push('failing'),
        onMended: () => told.push('mended'),
      })
      try {
        file.append(Buffer.from('what was said'))
        await test(file, disk, folder)
      } finally {
        await file.abandon()
        disk.close()
      }
    })
  }

  it('holds nothing more for every time that it was refused', async () => {
    const program = new URL('refusedFileProcess.ts', import.meta.url).pathname
    const { stdout } = await promisify(execFile)(process.execPath, [program])
    expect(stdout).to.match(/^-?\d+\n$/)
    expect(Number(stdout), 'promises that are held').to.be.below(100)
  })

  it('says so once, and is whole when the disk takes it again', () => {
    const told: string[] = []
    return whileRefused(async (file, disk, folder) => {
      const ended = file.end()
      await until('it was refused a few times', () => disk.asked > 20)
      expect(told).to.deep.equal(['failing'])
      await mkdir(folder)
      await ended
      expect(await readFile(join(folder, 'file'), 'utf8')).to.equal('what was said')
      expect(told).to.deep.equal(['failing', 'mended'])
    }, told)
  })

  it('can be given up at once in the middle of its wait', () =>
    whileRefused(async (file, disk) => {
      const ended = file.end().catch((error: unknown) => error)
      await until('it was refused', () => disk.asked > 0)
      await file.abandon()
      expect(await ended).to.be.instanceOf(Error)
      const { asked } = disk
      await disk.sync()
      expect(disk.asked).to.equal(asked)
    }))
})
