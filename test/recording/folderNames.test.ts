import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { AppendFile } from '../../server/recording/appendFile.ts'
import { Disk } from '../../server/recording/disk.ts'
import { syncFolder } from '../../server/recording/fileBytes.ts'
import { FolderNames } from '../../server/recording/folderNames.ts'
import { until } from '../facts/until.ts'
import { inFolder } from './synthetic.ts'

/** Names whose folder is synced when the test says so. */
function heldNames() {
  const syncs: { readonly end: () => void; readonly fail: (error: Error) => void }[] = []
  const names = new FolderNames('folder', () => {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    syncs.push({ end: resolve, fail: reject })
    return promise
  })
  return { names, syncs }
}

describe('the names of new files', () => {
  it('that were made before a sync of their folder began are kept by that one', async () => {
    const { names, syncs } = heldNames()
    const [first, second, third] = [names.now, names.now, names.now]
    const keeping = [names.keep(first), names.keep(second)]
    expect(syncs).to.have.length(1)
    syncs[0]?.end()
    await Promise.all(keeping)
    await names.keep(third)
    expect(syncs).to.have.length(1)
  })

  it('that were made while one runs are not: they wait for another', async () => {
    const { names, syncs } = heldNames()
    const first = names.keep(names.now)
    let isKept = false
    const later = names.keep(names.now).then(() => (isKept = true))
    expect(syncs).to.have.length(2)
    syncs[0]?.end()
    await first
    expect(isKept).to.equal(false)
    syncs[1]?.end()
    await later
  })

  it('are kept by none that fails, and all who wait for it are told', async () => {
    const { names, syncs } = heldNames()
    const madeAt = names.now
    const keeping = [names.keep(madeAt), names.keep(madeAt)]
    syncs[0]?.fail(new Error('EIO'))
    const told = await Promise.allSettled(keeping)
    expect(told.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected'])
    const again = names.keep(madeAt)
    expect(syncs).to.have.length(2)
    syncs[1]?.end()
    await again
  })

  it('need one sync between them where files are made together, and none later', () =>
    inFolder(async (folder) => {
      let synced = 0
      const names = new FolderNames(folder, async () => {
        synced += 1
        await syncFolder(folder)
      })
      const disk = new Disk()
      let failed: unknown
      const files = ['microphone', 'camera'].map((name) => {
        const options = { path: join(folder, name), disk, names, onMended: () => undefined }
        return new AppendFile({ ...options, onFailing: (error) => (failed = error) })
      })
      try {
        let safe = 0
        for (const said of ['what was said', ' and more']) {
          const before = safe
          for (const file of files) file.append(Buffer.from(said), () => (safe += 1))
          await Promise.all(files.map((file) => file.written()))
          await disk.sync()
          await until('both are on the disk', () => safe === before + 2)
        }
        expect(synced).to.equal(1)
        await Promise.all(files.map((file) => file.end()))
        expect(await readFile(join(folder, 'camera'), 'utf8')).to.equal('what was said and more')
        expect(failed).to.equal(undefined)
      } finally {
        await Promise.all(files.map((file) => file.abandon()))
        disk.close()
      }
    }))
})
