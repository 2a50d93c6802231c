import { Button } from '../../components/Button.tsx'
import { useSurface } from '../surface.ts'
import { SideBySide } from './SideBySide.tsx'

interface PreparedMessagesProps {
  readonly line: string
  readonly done: () => void
}

/** What the party has ready, in all its languages. Choosing sends nothing yet. */
export function PreparedMessages({ line, done }: PreparedMessagesProps) {
  const { phone, t } = useSurface()
  const messages = phone.texts.prepared.value
  return (
    <div class="texts-log" role="group" aria-label={t.texts.prepared} tabIndex={0}>
      {messages.length === 0 && <p class="texts-note">{t.texts.preparedNone}</p>}
      <ul>
        {messages.map((message) => (
          <li key={message.id} class="text">
            <p class="texts-prepared-head">
              <b>{message.name}</b>
              <Button
                label={t.texts.choose(message.name)}
                action={() => {
                  phone.texts.choose(line, message)
                  done()
                }}
              >
                {t.texts.chooseShort}
              </Button>
            </p>
            <SideBySide texts={message.texts} />
          </li>
        ))}
      </ul>
    </div>
  )
}
