import type { LineTestPort } from '../models/lineTestPort.ts'

/** A test is never urgent, and a console must load in a second: the media of tests are fetched when the first begins. */
export function lineTestLater(fetch: () => Promise<LineTestPort>): LineTestPort {
  return {
    begin(plan) {
      let stopped = false
      const part = fetch().then((port) => {
        const begun = port.begin(plan)
        // Race: it may have been stopped while the program was on its way.
        if (stopped) begun.stop()
        return begun
      })
      return {
        measured: part.then(
          async ({ measured }) => await measured,
          () => ({ sent: [], heard: [] }),
        ),
        stop() {
          stopped = true
          void part.then(
            (begun) => begun.stop(),
            () => undefined,
          )
        },
      }
    },
  }
}
