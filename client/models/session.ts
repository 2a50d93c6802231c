import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { Refusal } from '../../server/protocol/refusal.ts'
import type { AccessToken, AccountPort, ClockPort } from './deskPorts.ts'
import type { Unsubscribe } from './ports.ts'

export type SessionEnd = 'signed-out' | 'expired' | 'suspended' | 'replaced'

export type SessionState =
  /** The page has just been opened: the refresh cookie may still be good. */
  | { readonly at: 'opening' }
  | { readonly at: 'signed-out'; readonly because?: SessionEnd; readonly refusal?: Refusal }
  | { readonly at: 'signing-in' }
  | { readonly at: 'signed-in'; readonly token: AccessToken }

export interface Session {
  readonly state: ReadonlySignal<SessionState>
  readonly signIn: ReadonlySignal<((username: string, password: string) => Promise<void>) | undefined>
  readonly signOut: ReadonlySignal<(() => Promise<void>) | undefined>
  readonly changePassword: (current: string, next: string) => Promise<Refusal | undefined>
  /** An access token that is good now. Undefined: there is none at present (`state` says whether for good). */
  readonly freshToken: (refused?: boolean) => Promise<string | undefined>
  /** The server has said that the session is over. */
  readonly ended: (because: SessionEnd) => void
  readonly close: () => void
}

/** Between tries while the server cannot be reached: soon enough for a restart, rare enough not to press on it. */
const RENEW_AGAIN_MS = 2_000

export function createSession(
  account: AccountPort,
  clock: ClockPort,
  /** Tells the socket of a renewed token. */
  onRenewed: (token: string) => void,
): Session {
  const state = signal<SessionState>({ at: 'opening' })
  let timer: Unsubscribe = () => {}
  let renewing: Promise<string | undefined> | undefined

  const enter = (token: AccessToken): void => {
    state.value = { at: 'signed-in', token }
    timer()
    timer = clock.after(Math.max(0, token.renewAtMs - clock.nowMs()), () => void renew())
  }
  const leave = (because?: SessionEnd, refusal?: Refusal): void => {
    timer()
    state.value = { at: 'signed-out', ...(because && { because }), ...(refusal && { refusal }) }
  }

  // The timer, a refused socket and a request can all ask at once: they share one renewal.
  const renew = (): Promise<string | undefined> => (renewing ??= renewOnce().finally(() => (renewing = undefined)))

  async function renewOnce(): Promise<string | undefined> {
    const before = state.peek()
    const answer = await account.renew()
    // Somebody may have signed out, or in, while the answer was on its way; that stands.
    if (state.peek() !== before) return currentToken()
    if (answer.ok) {
      enter(answer.body)
      if (before.at === 'signed-in') onRenewed(answer.body.accessToken)
      return answer.body.accessToken
    }
    if (answer.refusal.code === 'unavailable' || answer.refusal.code === 'slow-down') {
      timer()
      timer = clock.after(RENEW_AGAIN_MS, () => void renew())
      return undefined
    }
    leave(before.at === 'signed-in' ? 'expired' : undefined)
    return undefined
  }

  const currentToken = (): string | undefined => {
    const now = state.peek()
    return now.at === 'signed-in' ? now.token.accessToken : undefined
  }

  async function signIn(username: string, password: string): Promise<void> {
    state.value = { at: 'signing-in' }
    const answer = await account.signIn(username, password)
    if (answer.ok) enter(answer.body)
    else leave(undefined, answer.refusal)
  }

  async function signOut(): Promise<void> {
    leave()
    // The cookie goes when the server hears of it; this tab has forgotten its token either way.
    await account.signOut()
  }

  void renew()
  return {
    state,
    signIn: computed(() => (state.value.at === 'signed-out' ? signIn : undefined)),
    signOut: computed(() => (state.value.at === 'signed-in' ? signOut : undefined)),
    async changePassword(current, next) {
      const token = currentToken()
      if (token === undefined) return { code: 'signed-out', message: '' }
      const answer = await account.changePassword(token, current, next)
      return answer.ok ? undefined : answer.refusal
    },
    async freshToken(refused = false) {
      const now = state.peek()
      if (now.at !== 'signed-in' && now.at !== 'opening') return undefined
      if (now.at === 'signed-in' && !refused && now.token.renewAtMs > clock.nowMs()) return now.token.accessToken
      return renew()
    },
    ended: (because) => leave(because),
    close: () => timer(),
  }
}
