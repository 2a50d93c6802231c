import { playableOf } from '../browser/playable.ts'
import type { Replayed } from '../models/recallPorts.ts'

/** Voices out of the record, each in a hidden element of its own, beside those of the call: on the same output. */
export class Replays {
  readonly #elements = new Set<HTMLAudioElement>()
  #output = ''

  open(address: string): Replayed {
    const element = document.createElement('audio')
    element.hidden = true
    element.preload = 'auto'
    element.src = address
    this.#elements.add(element)
    document.body.append(element)
    // An output that was unplugged: the voice comes from another one rather than from none.
    if (this.#output !== '') void element.setSinkId(this.#output).catch(() => undefined)
    return { ...playableOf(element), close: () => this.#close(element) }
  }

  /** @throws when there is no such output any more. */
  async setOutput(deviceId: string): Promise<void> {
    this.#output = deviceId === 'default' ? '' : deviceId
    await Promise.all([...this.#elements].map(async (element) => await element.setSinkId(this.#output)))
  }

  close(): void {
    for (const element of this.#elements) this.#close(element)
  }

  #close(element: HTMLAudioElement): void {
    this.#elements.delete(element)
    element.pause()
    // Lets go of what was fetched, and of what is being fetched.
    element.removeAttribute('src')
    element.load()
    element.remove()
  }
}
