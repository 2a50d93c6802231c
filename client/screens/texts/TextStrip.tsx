import { Button } from '../../components/Button.tsx'
import { useSurface } from '../surface.ts'
import { showTextLine } from './showTextLine.ts'

/** On every screen, over the pictures of a call too: the newest message that nobody here has opened or acknowledged. */
export function TextStrip() {
  const { phone, t } = useSurface()
  const [newest, ...others] = phone.textNews.items.value
  if (newest === undefined) return null
  const { text, snapshot, acknowledge } = newest
  const own = phone.texts.languages.value
  const readable = own.flatMap((language) => text.texts.filter((one) => one.language === language))
  const said = readable[0] ?? text.texts[0]
  const { line, name } = snapshot.line
  return (
    <div class="strip-text" role="status">
      <p>
        <b>{t.texts.news(phone.lines.partyName(text.from.party), name)}</b>{' '}
        {others.length > 0 && <span class="strip-more">{t.texts.newsMore(others.length)} </span>}
        <span class="strip-text-said" lang={said?.language} dir="auto">
          {said?.text}
        </span>
      </p>
      <Button
        look="primary"
        action={() => {
          phone.places.go({ at: 'console' })
          phone.textNews.open(line)
          showTextLine(line)
        }}
      >
        {t.texts.read}
      </Button>
      {acknowledge && (
        <Button
          action={acknowledge}
          label={t.texts.acknowledgeWhich(text.number, phone.lines.partyName(text.from.party))}
        >
          {t.texts.acknowledge}
        </Button>
      )}
    </div>
  )
}
