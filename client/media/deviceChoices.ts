import { z } from 'zod'

export type DeviceKind = 'microphone' | 'camera' | 'output'

const choicesSchema = z.object({
  microphone: z.string().max(256).exactOptional(),
  camera: z.string().max(256).exactOptional(),
  output: z.string().max(256).exactOptional(),
})
export type DeviceChoices = z.infer<typeof choicesSchema>

const KEY = 'ringdown.devices'

/** Which devices this person chose at this machine. What cannot be read or kept is as if nothing had been chosen. */
export class KeptChoices {
  #choices: DeviceChoices
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#storage = storage
    this.#choices = read(storage)
  }

  get all(): DeviceChoices {
    return this.#choices
  }

  choose(kind: DeviceKind, deviceId: string): void {
    this.#choices = { ...this.#choices, [kind]: deviceId }
    try {
      this.#storage.setItem(KEY, JSON.stringify(this.#choices))
    } catch {
      // A full or forbidden storage: the choice holds until the page is closed.
    }
  }
}

function read(storage: Pick<Storage, 'getItem'>): DeviceChoices {
  try {
    const parsed = choicesSchema.safeParse(JSON.parse(storage.getItem(KEY) ?? '{}'))
    return parsed.success ? parsed.data : {}
  } catch {
    return {}
  }
}
