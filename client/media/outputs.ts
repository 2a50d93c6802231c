import type { DeviceList } from '../models/ports.ts'
import type { KeptChoices } from './deviceChoices.ts'

/** What puts sound out, and can be told where. */
interface Sounding {
  setOutput(deviceId: string): Promise<void>
}

const SYSTEM_DEFAULT = 'default'

/** Sends all sound to the chosen output, and to the system's own while that is not there: heard elsewhere, not nowhere. */
export class Outputs {
  readonly #choices: KeptChoices
  readonly #sounding: readonly Sounding[]
  readonly #onChange: () => void
  #gone = false

  constructor(choices: KeptChoices, sounding: readonly Sounding[], onChange: () => void) {
    this.#choices = choices
    this.#sounding = sounding
    this.#onChange = onChange
  }

  get gone(): boolean {
    return this.#gone
  }

  async use(): Promise<void> {
    const { output } = this.#choices.all
    if (output === undefined) return
    await Promise.allSettled(
      this.#sounding.map(async (one) => await one.setOutput(this.#gone ? SYSTEM_DEFAULT : output)),
    )
  }

  /** Something was plugged in or out. A list without names says nothing: the browser does not show it to this page. */
  async follow({ outputs, microphones }: Pick<DeviceList, 'outputs' | 'microphones'>): Promise<void> {
    const { output } = this.#choices.all
    const isListed = outputs.length > 0 || microphones.some(({ label }) => label !== '')
    const gone = isListed && output !== undefined && !outputs.some(({ deviceId }) => deviceId === output)
    if (gone === this.#gone) return
    this.#gone = gone
    this.#onChange()
    await this.use()
  }
}
