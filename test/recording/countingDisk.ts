import { Disk } from '../../server/recording/disk.ts'

/** A disk that counts how often it was asked. */
export class CountingDisk extends Disk {
  asked = 0

  override turn<T>(operation: () => Promise<T>): Promise<T> {
    this.asked += 1
    return super.turn(operation)
  }
}
