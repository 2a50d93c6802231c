import { useLayoutEffect, useRef } from 'preact/hooks'
import type { LineSnapshot } from '../../../server/protocol/consoles.ts'
import { useSurface } from '../surface.ts'
import { TextMessage } from './TextMessage.tsx'
import { WaitingMessage } from './WaitingMessage.tsx'

/** As near to the end as somebody is who reads the newest: the height of a line of writing. */
const NEAR_PX = 24

/** The messages, the newest at the bottom, and below them what is not on the line yet. Who reads at the end stays there. */
export function TextLog({ snapshot }: { snapshot: LineSnapshot }) {
  const { phone, t } = useSurface()
  const log = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const line = snapshot.line.line
  const messages = phone.texts.messages(line)
  const waiting = phone.texts.waiting(line)
  useLayoutEffect(() => {
    const element = log.current
    if (element && atEnd.current) element.scrollTop = element.scrollHeight
  })
  return (
    <div
      class="texts-log"
      role="log"
      aria-label={t.texts.messages}
      tabIndex={0}
      ref={log}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_PX
      }}
    >
      {messages.length + waiting.length === 0 && <p class="texts-note">{t.texts.none}</p>}
      {messages.length + waiting.length > 0 && (
        <ol>
          {messages.map((text) => (
            <TextMessage key={text.commandId} text={text} snapshot={snapshot} />
          ))}
          {waiting.map((item) => (
            <WaitingMessage key={item.commandId} item={item} />
          ))}
        </ol>
      )}
    </div>
  )
}
