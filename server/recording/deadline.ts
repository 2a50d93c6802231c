import { RecordingError } from './recordingError.ts'

/**
 * Waits for something that the disk has to do, but not for ever.
 *
 * @throws RecordingError `not-written` after the deadline. What was asked for goes on: asking again waits on.
 */
export async function byDeadline<T>(what: string, deadlineMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new RecordingError('not-written', `The disk has not taken ${what} within ${deadlineMs} ms.`))
    }, deadlineMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
