import type { DeviceList, DeviceNews } from '../models/ports.ts'
import { findDevice, type KeptChoices } from './deviceChoices.ts'

/** What puts sound out, and can be told where. */
interface Sounding {
  setOutput(deviceId: string): Promise<void>
}

const SYSTEM_DEFAULT = 'default'

/** Sends speech, or the ringer, to the output chosen for it, and to the system's own while that is not there: heard
 * elsewhere, not nowhere. */
export class Output {
  readonly #kind: 'output' | 'ringer'
  readonly #choices: KeptChoices
  readonly #sounding: readonly Sounding[]
  readonly #onNews: (news: DeviceNews) => void
  #gone = false
  #lastId: string | undefined

  constructor(
    kind: 'output' | 'ringer',
    choices: KeptChoices,
    sounding: readonly Sounding[],
    onNews: (news: DeviceNews) => void,
  ) {
    this.#kind = kind
    this.#choices = choices
    this.#sounding = sounding
    this.#onNews = onNews
  }

  get gone(): boolean {
    return this.#gone
  }

  /** Where it sounds now. */
  get deviceId(): string {
    return this.#gone ? SYSTEM_DEFAULT : (this.#lastId ?? this.#choices.chosen(this.#kind)?.deviceId ?? SYSTEM_DEFAULT)
  }

  async use(): Promise<void> {
    if (this.#choices.chosen(this.#kind) === undefined) return
    await Promise.allSettled(this.#sounding.map(async (one) => await one.setOutput(this.deviceId)))
  }

  /** Another is chosen. */
  async choose(list: Pick<DeviceList, 'outputs' | 'microphones'>): Promise<void> {
    this.#lastId = undefined
    await this.follow(list)
    await this.use()
  }

  /** Something was plugged in or out. A list without names says nothing: the browser does not show it to this page. */
  async follow({ outputs, microphones }: Pick<DeviceList, 'outputs' | 'microphones'>): Promise<void> {
    const chosen = this.#choices.chosen(this.#kind)
    const isListed = outputs.length > 0 || microphones.some(({ label }) => label !== '')
    const found = chosen && findDevice(chosen, outputs)
    const gone = isListed && chosen !== undefined && found === undefined
    if (found !== undefined) this.#lastId = found.deviceId
    if (gone === this.#gone) return
    this.#gone = gone
    await this.use()
    // Where both sound at one place it is told of once.
    if (this.#kind === 'ringer' && this.#choices.all.ringer === undefined) return
    const device = chosen?.label ?? ''
    if (!gone) this.#onNews({ kind: this.#kind, what: 'returned', device })
    else {
      const own = outputs.find(({ deviceId }) => deviceId === SYSTEM_DEFAULT) ?? outputs[0]
      this.#onNews({ kind: this.#kind, what: 'lost', device, ...(own === undefined ? {} : { instead: own.label }) })
    }
  }
}
