import { z } from 'zod'
import type { DeviceChoice, DeviceKind, Processing } from '../models/ports.ts'

const idSchema = z.string().max(256).exactOptional()
const labelSchema = z.string().max(256).exactOptional()
const processingSchema = z.object({
  noiseSuppression: z.boolean(),
  echoCancellation: z.boolean(),
  autoGainControl: z.boolean(),
})

const choicesSchema = z.object({
  microphone: idSchema,
  camera: idSchema,
  output: idSchema,
  /** Absent: the ringer sounds where speech does. */
  ringer: idSchema,
  /** What the chosen ones are called: a browser may call a device by another identifier when it comes back. */
  labels: z
    .object({ microphone: labelSchema, camera: labelSchema, output: labelSchema, ringer: labelSchema })
    .exactOptional(),
  processing: processingSchema.exactOptional(),
})
type DeviceChoices = z.infer<typeof choicesSchema>

const KEY = 'ringdown.devices'
/** Names for whichever device the system takes by itself: no device of their own. */
const ALIASES: ReadonlySet<string> = new Set(['default', 'communications'])
const EVERYTHING: Processing = { noiseSuppression: true, echoCancellation: true, autoGainControl: true }

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

  /** What is done to the microphone's sound before anybody hears it. */
  get processing(): Processing {
    return this.#choices.processing ?? EVERYTHING
  }

  /** @param label empty where the browser does not show it to this page. */
  choose(kind: DeviceKind, { deviceId, label }: DeviceChoice): void {
    const { [kind]: _, ...labels } = this.#choices.labels ?? {}
    this.#keep({ ...this.#choices, [kind]: deviceId, labels: label === '' ? labels : { ...labels, [kind]: label } })
  }

  process(processing: Processing): void {
    this.#keep({ ...this.#choices, processing })
  }

  /** The one that was chosen, as it is called; undefined where nothing was chosen. */
  chosen(kind: DeviceKind): DeviceChoice | undefined {
    // Until somebody chooses another, it rings where people speak.
    const from = kind === 'ringer' && this.#choices.ringer === undefined ? 'output' : kind
    const deviceId = this.#choices[from]
    return deviceId === undefined ? undefined : { deviceId, label: this.#choices.labels?.[from] ?? '' }
  }

  #keep(choices: DeviceChoices): void {
    this.#choices = choices
    try {
      this.#storage.setItem(KEY, JSON.stringify(choices))
    } catch {
      // A full or forbidden storage: the choice holds until the page is closed.
    }
  }
}

/** The same device among those that are there: by its identifier, or else by its name. */
export function findDevice(wanted: DeviceChoice, there: readonly DeviceChoice[]): DeviceChoice | undefined {
  const same = there.find(({ deviceId }) => deviceId === wanted.deviceId)
  if (same !== undefined || wanted.label === '' || ALIASES.has(wanted.deviceId)) return same
  return there.find(({ deviceId, label }) => label === wanted.label && !ALIASES.has(deviceId))
}

/** Whether it is a device, and not what the system happens to take. */
export const isNamed = ({ deviceId }: DeviceChoice): boolean => !ALIASES.has(deviceId)

function read(storage: Pick<Storage, 'getItem'>): DeviceChoices {
  try {
    const parsed = choicesSchema.safeParse(JSON.parse(storage.getItem(KEY) ?? '{}'))
    return parsed.success ? parsed.data : {}
  } catch {
    return {}
  }
}
