import { effect, signal } from '@preact/signals'
import type { LineSnapshot } from '../../server/protocol/consoles.ts'
import type { LineText } from '../../server/protocol/texts.ts'
import type { AttentionPort, NotificationPort } from './deskPorts.ts'
import type { Lines } from './lines.ts'
import type { Unsubscribe } from './ports.ts'

/** Has the system show that somebody of another party has written, while nobody uses this console. */
export function createTextNotices(
  parts: { readonly attention: AttentionPort; readonly notifications: NotificationPort; readonly lines: Lines },
  words: (text: LineText, snapshot: LineSnapshot) => { title: string; body: string },
): Unsubscribe {
  const { attention, notifications, lines } = parts
  const inUse = signal(attention.inUse())
  /** By line: up to where somebody was here to see it, or it was there before this console was. */
  const seen = new Map<string, number>()
  /** What is shown, and the function that takes it away. */
  let shown: { readonly key: string; readonly takeAway: Unsubscribe } | undefined

  const newest = (): { readonly text: LineText; readonly snapshot: LineSnapshot } | undefined => {
    const party = lines.own.value?.person.party
    const news = lines.lines.value.flatMap((snapshot) => {
      const from = seen.get(snapshot.line.line) ?? snapshot.state.texts.count
      seen.set(snapshot.line.line, inUse.value ? snapshot.state.texts.count : from)
      return inUse.value
        ? []
        : snapshot.state.texts.newest
            .filter((text) => text.number > from && text.from.party !== party)
            .map((text) => ({ text, snapshot }))
    })
    return news.toSorted((one, other) => one.text.atMs - other.text.atMs).at(-1)
  }

  const stop = [
    attention.onChange(() => (inUse.value = attention.inUse())),
    effect(() => {
      if (lines.own.value === undefined) seen.clear()
      const news = newest()
      const key = news && `${news.snapshot.line.line}/${news.text.number}`
      // Marks and acknowledgements are no news: what is shown stays as it is.
      if (key === shown?.key) return
      shown?.takeAway()
      shown = undefined
      if (news === undefined || key === undefined) return
      const { title, body } = words(news.text, news.snapshot)
      shown = { key, takeAway: notifications.show(title, body) }
    }),
  ]
  return () => {
    stop.forEach((end) => end())
    shown?.takeAway()
  }
}
