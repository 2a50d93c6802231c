/** Remote voices, each in a hidden element: what plays there is known to the echo canceller, and follows the chosen output. */
export class Playback {
  readonly #elements = new Map<string, HTMLAudioElement>()
  /** Of each, as it was asked for. */
  readonly #loudness = new Map<string, number>()
  #output = ''
  #volume = 1

  /** `loudness`: 0 to 1. Of the element alone: a voice that goes through Web Audio is unknown to the echo canceller. */
  play(id: string, stream: MediaStream, loudness = 1): void {
    const element = document.createElement('audio')
    element.hidden = true
    element.autoplay = true
    element.volume = this.#volume * loudness
    this.#loudness.set(id, loudness)
    element.srcObject = stream
    this.#elements.set(id, element)
    document.body.append(element)
    void this.#start(element)
  }

  setLoudness(id: string, loudness: number): void {
    const element = this.#elements.get(id)
    if (element === undefined) return
    this.#loudness.set(id, loudness)
    element.volume = this.#volume * loudness
  }

  stop(id: string): void {
    const element = this.#elements.get(id)
    this.#elements.delete(id)
    this.#loudness.delete(id)
    if (element === undefined) return
    element.srcObject = null
    element.remove()
  }

  /** After a gesture: what the browser would not play before, it plays now. */
  unlock(): void {
    for (const element of this.#elements.values()) if (element.paused) void element.play().catch(() => undefined)
  }

  /** How loud all of them are, 0 to 1: less while something else is listened to. */
  setVolume(volume: number): void {
    this.#volume = volume
    for (const [id, element] of this.#elements) element.volume = volume * (this.#loudness.get(id) ?? 1)
  }

  /** @throws when there is no such output any more. */
  async setOutput(deviceId: string): Promise<void> {
    this.#output = deviceId === 'default' ? '' : deviceId
    await Promise.all([...this.#elements.values()].map(async (element) => await element.setSinkId(this.#output)))
  }

  close(): void {
    for (const id of [...this.#elements.keys()]) this.stop(id)
  }

  async #start(element: HTMLAudioElement): Promise<void> {
    // An output that was unplugged: the voice comes from another one rather than from none.
    if (this.#output !== '') await element.setSinkId(this.#output).catch(() => undefined)
    await element.play().catch(() => undefined)
  }
}
