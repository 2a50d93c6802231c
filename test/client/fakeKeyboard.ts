import type { KeyboardPort } from '../../client/models/deskPorts.ts'
import type { KeyPress } from '../../client/models/keyPress.ts'

const PLAIN_PRESS: KeyPress = {
  ...{ code: '', key: '', shift: false, alt: false, ctrl: false, meta: false },
  ...{ repeat: false, composing: false, on: 'page', byKeyboard: false },
}

export class FakeKeyboard implements KeyboardPort {
  #listener: Parameters<KeyboardPort['listen']>[0] | undefined
  signsNow: ReadonlyMap<string, string> = new Map()
  listen: KeyboardPort['listen'] = (to) => {
    this.#listener = to
    return () => void (this.#listener = undefined)
  }
  signs = async (): Promise<ReadonlyMap<string, string>> => this.signsNow
  /** Whether it was taken; the key is a letter, unless it says otherwise. */
  down = (code: string, how: Partial<KeyPress> = {}): boolean =>
    this.#listener?.down({ ...PLAIN_PRESS, code, key: code.replace('Key', '').toLowerCase(), ...how }) ?? false
  up = (code: string): boolean => this.#listener?.up(code) ?? false
  lose = (): void => this.#listener?.lost()
  point = (): void => this.#listener?.left()
}
