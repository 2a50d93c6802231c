import type { ReadonlySignal } from '@preact/signals'
import type { Language } from '../languages/languages.ts'
import type { Answer } from '../../server/protocol/events.ts'
import type { KeyPress } from './keyPress.ts'
import type { SignalingPort, Unsubscribe } from './ports.ts'

/** What the models ask of the browser besides media. `client/browser`, `client/http` and `client/signaling` implement these. */

export interface ClockPort {
  /** Milliseconds since 1970 by this machine, without a leap when its clock is set. */
  nowMs(): number
  every(intervalMs: number, run: () => void): Unsubscribe
  after(delayMs: number, run: () => void): Unsubscribe
}

export interface AttentionPort {
  /** Somebody could see the page: it is not hidden behind another tab or minimised. */
  visible(): boolean
  /** The page is in front, so that no notice of the system is needed. It says nothing of whether anybody is there. */
  attentive(): boolean
  /** Somebody has used the page within the last seconds: that it is in front proves nobody's presence. */
  inUse(): boolean
  onChange(listener: () => void): Unsubscribe
  /** Somebody moves a pointer over the page, presses it or a key: proof that a person is there at this moment. */
  onUse(listener: () => void): Unsubscribe
}

export interface NotificationPort {
  state(): 'granted' | 'undecided' | 'denied' | 'none'
  /** In a gesture. */
  ask(): Promise<void>
  /** Shows one and returns the function that takes it away; does nothing where it is not granted. */
  show(title: string, body: string): Unsubscribe
}

/** Keeps the screen from sleeping while a console is armed. */
export interface WakeLockPort {
  hold(): void
  release(): void
  held(): boolean
  /** It is held, or not held any more, from now on. */
  onChange(listener: () => void): Unsubscribe
}

/** The way of this machine into the network. */
export interface NetworkPort {
  /** It may be another one from now on, or be there again. */
  onChange(listener: () => void): Unsubscribe
}

/** Tells, after it was over, for how long the page did nothing: suspended with its machine, or frozen by the browser. */
export interface StandstillPort {
  onStandstill(listener: (forMs: number) => void): Unsubscribe
}

export type FaceMark = 'calm' | 'ringing' | 'missed'

/** What can be seen of this console while another window is in front of it. */
export interface FacePort {
  show(mark: FaceMark, title: string): void
}

/** This softphone as an app of the system. */
export interface InstallationPort {
  /** `ready`: can be installed. `untrusted`: the browser does not trust the certificate, and allows nothing of it. */
  state(): 'starting' | 'ready' | 'untrusted' | 'none'
  /** Does it run as an app at this moment? */
  isApp(): boolean
  /** Has the browser ask; undefined while it does not want to. */
  offer(): (() => Promise<void>) | undefined
  onChange(listener: () => void): Unsubscribe
}

export interface LanguagePort {
  /** What the browser speaks, the best first, as tags of BCP 47. */
  readonly browser: readonly string[]
  readonly shown: ReadonlySignal<Language>
  /** Says whether it could be loaded; where not, the page stays as it was. */
  show(language: Language): Promise<boolean>
}

export interface StoragePort {
  /** What was kept under this name, unparsed; undefined when nothing, or when the browser keeps nothing. */
  read(name: string): unknown
  /** @returns whether it is kept: the storage may be full, or switched off. */
  write(name: string, value: unknown): boolean
  forget(name: string): void
  /** Of all that is kept. */
  names(): readonly string[]
}

export interface KeyboardPort {
  listen(to: {
    /** Whether the key is taken: it is nobody else's then. */
    readonly down: (press: KeyPress) => boolean
    /** A key by its place is let go of; whether it was taken. */
    readonly up: (code: string) => boolean
    /** Another window has the keyboard, or the page is hidden: of what is held no release will be told. */
    readonly lost: () => void
    /** A pointer was pressed: whoever typed has turned to something else. */
    readonly left: () => void
  }): Unsubscribe
  /** The signs on this keyboard by the place of their key; empty where the browser does not tell. */
  signs(): Promise<ReadonlyMap<string, string>>
}

export interface PlacePort {
  /** The part of the address after `#`. */
  current(): string
  go(place: string): void
  onChange(listener: (place: string) => void): Unsubscribe
}

export interface TabsPort {
  /** Says to the other tabs which console this one is; undefined: none any more. */
  announce(console: string | undefined): void
  /** The consoles that are open in other tabs of this browser. */
  siblings(): Promise<readonly string[]>
}

export interface AccessToken {
  readonly accessToken: string
  /** By this machine's clock; renewal comes well before. */
  readonly renewAtMs: number
}

export interface AccountPort {
  signIn(username: string, password: string): Promise<Answer<AccessToken>>
  /** By the refresh cookie, one tab at a time. */
  renew(): Promise<Answer<AccessToken>>
  signOut(): Promise<Answer<unknown>>
  changePassword(accessToken: string, current: string, next: string): Promise<Answer<unknown>>
}

/** What to connect with; undefined when there is no session any more. `refused`: the last token was not accepted. */
export type Credentials = (refused: boolean) => Promise<{ accessToken: string; console: string } | undefined>

export interface ConnectionPort extends SignalingPort {
  /** Connects, and again for ever until `close`. */
  open(credentials: Credentials): void
  /** Connects anew, for a snapshot that has no gap. */
  reconnect(): void
  close(): void
}
