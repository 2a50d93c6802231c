import { signal } from '@preact/signals'
import type { Language } from '../../client/languages/languages.ts'
import type { Answer } from '../../server/protocol/events.ts'
import { refusal } from '../../server/protocol/refusal.ts'
import type {
  AccessToken,
  AccountPort,
  InstallationPort,
  LanguagePort,
  PlacePort,
  StoragePort,
  TabsPort,
} from '../../client/models/deskPorts.ts'
import { Heard } from './heard.ts'

/** Fakes of what the models ask of the outside. They remember what was asked, and do what a test says. */

export class FakeAccount implements AccountPort {
  /** What a renewal answers: refused until somebody is signed in, as with no cookie. */
  renewal: Answer<AccessToken> = { ok: false, refusal: refusal('signed-out', '') }
  signing: Answer<AccessToken> = { ok: true, body: { accessToken: 'first', renewAtMs: Number.MAX_SAFE_INTEGER } }
  password: Answer<unknown> = { ok: true, body: {} }
  signIn = async (): Promise<Answer<AccessToken>> => this.signing
  renew = async (): Promise<Answer<AccessToken>> => this.renewal
  signOut = async (): Promise<Answer<unknown>> => ({ ok: true, body: {} })
  changePassword = async (): Promise<Answer<unknown>> => this.password
}

export class FakeStorage implements StoragePort {
  readonly kept = new Map<string, unknown>()
  full = false
  read = (name: string): unknown => this.kept.get(name)
  write(name: string, value: unknown): boolean {
    if (!this.full) this.kept.set(name, value)
    return !this.full
  }
  forget = (name: string): void => void this.kept.delete(name)
  names = (): readonly string[] => [...this.kept.keys()]
}

/** A browser that speaks these, and languages that are there at once. */
export class FakeLanguages implements LanguagePort {
  readonly browser: readonly string[]
  readonly shown = signal<Language>('en')
  constructor(...browser: string[]) {
    this.browser = browser
  }
  async show(language: Language): Promise<boolean> {
    this.shown.value = language
    return true
  }
}

export class FakePlace implements PlacePort {
  readonly #changed = new Heard<string>()
  #place = ''
  current = (): string => this.#place
  go = (place: string): void => {
    this.#place = place
    this.#changed.tell(place)
  }
  onChange = this.#changed.listen
}

export class FakeTabs implements TabsPort {
  others: string[] = []
  announced: string | undefined
  announce = (console: string | undefined): void => void (this.announced = console)
  siblings = async (): Promise<readonly string[]> => this.others
}

export class FakeInstallation implements InstallationPort {
  readonly #changed = new Heard<void>()
  stateNow: ReturnType<InstallationPort['state']> = 'starting'
  offerNow: (() => Promise<void>) | undefined
  state = (): ReturnType<InstallationPort['state']> => this.stateNow
  isApp = (): boolean => false
  offer = (): (() => Promise<void>) | undefined => this.offerNow
  onChange = this.#changed.listen
  become(state: ReturnType<InstallationPort['state']>, offer?: () => Promise<void>): void {
    this.stateNow = state
    this.offerNow = offer
    this.#changed.tell()
  }
}
