import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Line } from '../../../server/protocol/directory.ts'
import { useSurface } from '../surface.ts'
import { Button } from '../../components/Button.tsx'
import { TextMessage } from './TextMessage.tsx'
import { WaitingMessage } from './WaitingMessage.tsx'

/** As near to the end as somebody is who reads the newest: the height of a line of writing. */
const NEAR_PX = 24

/** The messages, the newest at the bottom, and below them what is not on the line yet. Who reads at the end stays there. */
export function TextLog({ line: definition }: { line: Line }) {
  const { phone, t } = useSurface()
  const log = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  /** What was shown first, and how far from the end of the log its reader was. */
  const place = useRef({ first: 0, fromEnd: 0 })
  const { line } = definition
  const messages = phone.texts.messages(line)
  const apart = phone.texts.apart(line)
  const waiting = phone.texts.waiting(line)
  const older = phone.texts.older.isThere(line)
  const failed = phone.texts.older.failed(line)
  useLayoutEffect(() => {
    const element = log.current
    if (!element) return
    const first = messages[0]?.number ?? 0
    if (atEnd.current && first >= place.current.first) element.scrollTop = element.scrollHeight
    // Older ones were put above: what was being read stays where it is.
    else if (first < place.current.first) element.scrollTop = element.scrollHeight - place.current.fromEnd
    place.current = { first, fromEnd: element.scrollHeight - element.scrollTop }
    // To ask how high it is lays the whole page out: only when something of it may have become higher.
  }, [messages, apart, waiting, older, failed, t])
  return (
    <div
      class="texts-log"
      role="log"
      aria-label={t.texts.messages}
      tabIndex={0}
      ref={log}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        place.current.fromEnd = scrollHeight - scrollTop
        atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_PX
      }}
    >
      {apart.length > 0 && (
        <>
          <p class="texts-note">{t.texts.apart}</p>
          <ol>
            {apart.map((text) => (
              <TextMessage key={text.commandId} text={text} line={definition} />
            ))}
          </ol>
        </>
      )}
      {older && (
        <p class="texts-older">
          <Button look="quiet" action={phone.texts.older.read(line)}>
            {t.texts.older}
          </Button>
          {failed && <span role="status">{t.texts.olderFailed}</span>}
        </p>
      )}
      {messages.length + waiting.length === 0 && <p class="texts-note">{t.texts.none}</p>}
      {messages.length + waiting.length > 0 && (
        <ol>
          {messages.map((text) => (
            <TextMessage key={text.commandId} text={text} line={definition} />
          ))}
          {waiting.map((item) => (
            <WaitingMessage key={item.commandId} item={item} />
          ))}
        </ol>
      )}
    </div>
  )
}
