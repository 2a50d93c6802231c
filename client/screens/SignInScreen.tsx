import { useRef, useState } from 'preact/hooks'
import { LanguageSwitch } from '../components/LanguageSwitch.tsx'
import { useSurface } from './surface.ts'

export function SignInScreen() {
  const { phone, t } = useSurface()
  const username = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const [missing, setMissing] = useState(false)
  const session = phone.session.state.value
  const signIn = phone.session.signIn.value

  const submit = (event: Event): void => {
    event.preventDefault()
    const [name, secret] = [username.current?.value.trim() ?? '', password.current?.value ?? '']
    const lacks = name === '' || secret === ''
    setMissing(lacks)
    if (lacks) (name === '' ? username : password).current?.focus()
    else void signIn?.(name, secret)
  }

  const message = missing
    ? t.signIn.required
    : session.at !== 'signed-out'
      ? ''
      : session.refusal
        ? t.signIn.refusals[session.refusal.code]
        : session.because
          ? t.sessionEnds[session.because]
          : ''

  return (
    <main class="sign-in" id="content">
      <LanguageSwitch />
      <div class="sign-in-card">
        <p class="sign-in-mark">{t.product}</p>
        <p class="sign-in-subtitle">{t.signIn.subtitle}</p>
        <form onSubmit={submit} noValidate aria-labelledby="sign-in-title">
          <h1 id="sign-in-title">{t.signIn.title}</h1>
          <div class="field">
            <label for="username">{t.signIn.username}</label>
            <input
              id="username"
              ref={username}
              name="username"
              autocomplete="username"
              autocapitalize="none"
              spellcheck={false}
              autofocus
            />
          </div>
          <div class="field">
            <label for="password">{t.signIn.password}</label>
            <input id="password" ref={password} name="password" type="password" autocomplete="current-password" />
          </div>
          <p class="form-message" role="alert">
            {message}
          </p>
          <button class="button button-primary button-large" type="submit" disabled={signIn === undefined}>
            <span>{session.at === 'signing-in' ? t.signIn.signingIn : t.signIn.signIn}</span>
          </button>
        </form>
        <p class="sign-in-recorded">{t.signIn.recorded}</p>
      </div>
      <p class="sign-in-trust">
        {t.signIn.trust}{' '}
        <a href="/authority.pem" download>
          {t.signIn.trustLink}
        </a>
        {t.signIn.trustHow}
      </p>
    </main>
  )
}
