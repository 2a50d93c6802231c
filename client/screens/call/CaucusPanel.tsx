import { useState } from 'preact/hooks'
import { Button } from '../../components/Button.tsx'
import { RefusalNote } from '../../components/RefusalNote.tsx'
import type { OwnCall } from '../../models/ownCall.ts'
import { useSurface } from '../surface.ts'

/** Speech and writing of one party's own people: who is in it, what was written, and the way in. */
export function CaucusPanel({ own }: { own: OwnCall }) {
  const { phone, t } = useSurface()
  const now = phone.caucus.now.value
  const refusal = phone.caucus.refusal.value
  if (now === undefined) return null
  const names = now.people.map(({ name }) => name).join(', ')
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
  const send = async (): Promise<void> => {
    if (await say?.(text)) setText('')
  }
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
        <form
          class="caucus-form"
          onSubmit={(event) => {
            event.preventDefault()
            void send()
          }}
        >
          <input
            aria-label={t.caucus.field}
            value={text}
            maxLength={2_000}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
          <button type="submit" class="button button-plain" disabled={text.trim() === ''}>
            {t.caucus.send}
          </button>
        </form>
      ) : (
        <p>{t.caucus.listens}</p>
      )}
      <p class="faint">{t.caucus.hint}</p>
    </>
  )
}
