import { expect } from 'chai'
import { Disk, type SyncedFile } from '../../server/recording/disk.ts'

/** A file whose sync lasts until the test ends it. */
class SlowFile implements SyncedFile {
  needsSync = true
  syncing = false
  readonly #disk: Disk
  #end = Promise.withResolvers<void>()

  constructor(disk: Disk) {
    this.#disk = disk
    disk.add(this)
  }

  async sync(): Promise<void> {
    await this.#disk.turn(async () => {
      this.syncing = true
      await this.#end.promise
      this.syncing = false
      this.needsSync = false
    })
  }

  end(): void {
    this.#end.resolve()
  }
}

describe('the recorder’s turns at the disk', () => {
  it('syncs two files at a time, and every file once in a round, while a write finds a place beside them', async () => {
    const disk = new Disk()
    try {
      const files = Array.from({ length: 5 }, () => new SlowFile(disk))
      const syncing = () => files.map(({ syncing: is }) => is)
      const round = disk.sync()
      await disk.turn(async () => {})
      expect(syncing()).to.deep.equal([true, true, false, false, false])
      expect(disk.sync(), 'no second round beside it').to.equal(round)
      let written = false
      await disk.turn(async () => void (written = true))
      expect(written).to.equal(true)
      files[0]?.end()
      await disk.turn(async () => {})
      await disk.turn(async () => {})
      expect(syncing()).to.deep.equal([false, true, true, false, false])
      for (const file of files) file.end()
      await round
      expect(files.map(({ needsSync }) => needsSync)).to.deep.equal([false, false, false, false, false])
    } finally {
      disk.close()
    }
  })
})
