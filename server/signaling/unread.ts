/**
 * So many messages may wait for a console to read what was sent before them: minutes of a busy line. One that is further
 * behind is better off with a new welcome, and what waits is the server's memory.
 */
const MOST_UNREAD = 1_000

/** What is asked of a socket: engine.io tells when a message is made and when all that waits is handed to the network. */
interface Reader {
  readonly conn: {
    on(event: 'flush' | 'packetCreate', listener: () => void): unknown
    close(discard: boolean): unknown
  }
}

/**
 * Cuts a console that does not read: what it says by itself keeps it alive otherwise, while what it is told piles up.
 * What waits is thrown away, for closing would wait until it had been read.
 */
export function cutWhenUnread({ conn }: Reader, onCut: () => void): void {
  let unread = 0
  // Handed to the network all at once, when it has taken what was handed to it before.
  conn.on('flush', () => (unread = 0))
  conn.on('packetCreate', () => {
    unread += 1
    if (unread !== MOST_UNREAD) return
    onCut()
    conn.close(true)
  })
}
