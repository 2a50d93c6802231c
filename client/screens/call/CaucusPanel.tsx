import { useState } from 'preact/hooks'
import { Button } from '../../components/Button.tsx'
import { RefusalNote } from '../../components/RefusalNote.tsx'
import { WritingField } from '../../components/WritingField.tsx'
import type { OwnCall } from '../../models/ownCall.ts'
import { useSurface } from '../surface.ts'

/** Speech and writing of one party's own people: who is in it, what was written, and the way in. */
export function CaucusPanel({ own }: { own: OwnCall }) {
  const { phone, t } = useSurface()
  const now = phone.caucus.now.value
  const refusal = phone.caucus.refusal.value
  if (now === undefined) return null
  const names = t.times.list(now.people.map(({ name }) => name))
  return (
    <section class="caucus" aria-label={t.caucus.title}>
      {names !== '' && <p>{t.caucus.people(names)}</p>}
      {refusal && <RefusalNote refusal={refusal} />}
      {now.inside ? (
        <CaucusTexts />
      ) : (
        <>
          <p>{t.caucus.lead(phone.lines.partyName(own.leg.party))}</p>
          <Button icon="people" action={now.enter}>
            {t.caucus.enter}
          </Button>
        </>
      )}
    </section>
  )
}

function CaucusTexts() {
  const { phone, t } = useSurface()
  const [text, setText] = useState('')
  const say = phone.caucus.now.value?.say
  const send =
    say && text.trim() !== ''
      ? () =>
          void say(text).then((said) => {
            if (said) setText('')
          })
      : undefined
  return (
    <>
      <div class="caucus-texts" role="log" aria-label={t.caucus.messages} tabIndex={0}>
        {phone.caucus.texts.value.map((one) => (
          <p key={one.messageId}>
            <b>{one.from.name}</b> {one.text}
          </p>
        ))}
      </div>
      {say ? (
        <div class="caucus-write">
          <WritingField
            label={t.caucus.field}
            placeholder={t.caucus.placeholder}
            hint={t.texts.hint}
            value={text}
            change={setText}
            enter={send}
          />
          <Button look="primary" action={send}>
            {t.caucus.send}
          </Button>
        </div>
      ) : (
        <p>{t.caucus.listens}</p>
      )}
      <p class="faint">{t.caucus.hint}</p>
    </>
  )
}
