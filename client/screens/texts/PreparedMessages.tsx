import { useEffect, useRef } from 'preact/hooks'
import { useSurface } from '../surface.ts'

interface PreparedMessagesProps {
  readonly line: string
  readonly done: () => void
}

/**
 * What the party has ready, by name, so that all of it is seen at once. Choosing sends nothing: it shows the message in
 * all its languages, to be read and then sent or not.
 */
export function PreparedMessages({ line, done }: PreparedMessagesProps) {
  const { phone, t } = useSurface()
  const list = useRef<HTMLDivElement>(null)
  const messages = phone.texts.prepared.value
  useEffect(() => {
    list.current?.scrollIntoView({ block: 'nearest' })
    list.current?.querySelector('button')?.focus({ preventScroll: true })
  }, [])
  return (
    <div class="texts-log texts-prepared" role="group" aria-label={t.texts.prepared} ref={list}>
      {messages.length === 0 && <p class="texts-note">{t.texts.preparedNone}</p>}
      <ul>
        {messages.map((message) => (
          <li key={message.id}>
            <button
              type="button"
              class="button button-plain button-normal"
              aria-label={t.texts.choose(message.name)}
              onClick={() => {
                phone.texts.choose(line, message)
                done()
              }}
            >
              <span>{message.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
