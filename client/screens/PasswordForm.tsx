import { useRef, useState } from 'preact/hooks'
import { formText } from '../components/formText.ts'
import { useSurface } from './surface.ts'

/** NIST SP 800-63B: length is what counts. The server has the last word; this only says it sooner. */
const SHORTEST_PASSWORD = 12

type Outcome = { readonly says: string; readonly good: boolean }

export function PasswordForm() {
  const { phone, t } = useSurface()
  const form = useRef<HTMLFormElement>(null)
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome>({ says: '', good: false })
  const words = t.settings

  async function change(data: FormData): Promise<Outcome> {
    const [current, next, again] = ['current', 'next', 'again'].map((name) => formText(data, name))
    if (current === undefined || next === undefined || next !== again) return { says: words.differs, good: false }
    if (next.length < SHORTEST_PASSWORD) return { says: words.short(SHORTEST_PASSWORD), good: false }
    const refusal = await phone.session.changePassword(current, next)
    if (refusal === undefined) return { says: words.changed, good: true }
    return { says: refusal.code === 'not-allowed' ? words.wrong : t.refused(refusal), good: false }
  }

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (form.current === null) return
    setBusy(true)
    const result = await change(new FormData(form.current))
    setBusy(false)
    setOutcome(result)
    if (result.good) form.current?.reset()
  }

  const field = (name: string, label: string, autocomplete: 'current-password' | 'new-password') => (
    <div class="field">
      <label for={`password-${name}`}>{label}</label>
      <input id={`password-${name}`} name={name} type="password" autocomplete={autocomplete} required />
    </div>
  )
  return (
    <section class="panel" aria-labelledby="settings-password">
      <h2 id="settings-password">{words.password}</h2>
      <form ref={form} onSubmit={(event) => void submit(event)}>
        {field('current', words.current, 'current-password')}
        {field('next', words.next, 'new-password')}
        {field('again', words.again, 'new-password')}
        <p class={outcome.good ? 'form-message form-good' : 'form-message'} role="status">
          {outcome.says}
        </p>
        <button class="button button-plain button-normal" type="submit" disabled={busy}>
          <span>{words.change}</span>
        </button>
      </form>
    </section>
  )
}
